"""What a model that has to be told is told, and how its answer is read. A prompt is data: one .toml file each.

`prompt.py` fills a template so that no text can leave its place in it, `reading.py` reads and checks a file,
`lines.py` finds the line of a mistake, `places.py` finds the files; `answers.py`, `numbered.py`, `summaries.py` and
`choice.py` read what a model writes. Nothing here calls a model.
"""

from __future__ import annotations

from workbench.prompts.places import FOLDERS, delete, load, names, own, save, shipped, user_folder, where
from workbench.prompts.prompt import TASKS, Message, Part, Prompt
from workbench.prompts.reading import parse, read

__all__ = [
    "FOLDERS",
    "TASKS",
    "Message",
    "Part",
    "Prompt",
    "delete",
    "load",
    "names",
    "own",
    "parse",
    "read",
    "save",
    "shipped",
    "user_folder",
    "where",
]
