"""The text of the editor, read as a prompt's file would be."""

from __future__ import annotations

from dataclasses import dataclass

from workbench import prompts
from workbench.errors import PromptFault, UsageError
from workbench.prompts import Prompt

LONGEST = 200_000  # characters; the longest prompt that ships has about 1,500


@dataclass(frozen=True, slots=True)
class Checked:
    """A prompt, or the mistake that keeps the text from being one."""

    prompt: Prompt | None
    fault: str = ""
    line: int | None = None  # of the mistake, counted from 1


def check(text: str) -> Checked:
    """Read a text as a prompt under the name that stands in it."""
    if len(text) > LONGEST:
        return Checked(None, f"the text has {len(text):,} characters, and a prompt here at most {LONGEST:,}.")
    try:
        text.encode("utf-8")
        return Checked(prompts.parse(text, None))
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return Checked(None, "the text holds half a character, which no file can; type it anew.", line)
    except PromptFault as fault:
        return Checked(None, fault.words, fault.line)


def sound(text: str) -> Prompt:
    """The prompt of a text. Raises `UsageError` with the mistake and its line."""
    checked = check(text)
    if checked.prompt is None:
        where = f"Line {checked.line}: " if checked.line else ""
        raise UsageError(f"{where}{checked.fault}")
    return checked.prompt
