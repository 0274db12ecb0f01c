"""What one visitor has in the editor, and what can be done with it. Knows nothing of gradio.

Nothing that was typed is lost without a question, and what ships is never written over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from workbench import prompts
from workbench.errors import UsageError
from workbench.prompts.lines import line_of_key
from workbench.ui.prompts.check import sound

START = "summarise"  # the prompt that is open first


class Ask(StrEnum):
    """What a question is about."""

    OPEN = "open"  # another prompt, although this one was changed
    REPLACE = "replace"  # an own prompt whose file holds something else than what was opened here
    RENAME = "rename"  # because a shipped prompt has the name
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the visitor has to answer before it is done."""

    ask: Ask
    name: str  # of the prompt that is opened, replaced, written or deleted
    words: str
    yes: str  # what the button says that does it


@dataclass(frozen=True, slots=True)
class Draft:
    """The prompt in the editor. The text itself is in the text area, where it is typed."""

    name: str = ""  # the prompt that it was opened from or saved as; "" for a new one
    opened: str = ""  # the text that its file had then
    question: Question | None = None
    boxes: tuple[str, ...] = ()  # the variables whose boxes are shown

    def changed(self, text: str) -> bool:
        """Whether a text is another than the file's."""
        return _plain(text) != _plain(self.opened)


@dataclass(frozen=True, slots=True)
class Done:
    """A draft after a deed."""

    draft: Draft
    text: str | None = None  # what the editor is to hold now; None where that stays
    words: str = ""  # what is to be said


def opened(name: str) -> Done:
    """The prompt of a name, as its file is; even one with a mistake in it. Raises `UsageError` for an unknown one."""
    path = prompts.where(name)
    try:
        text = _plain(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"The prompt {path} cannot be read: {error}.") from error
    return Done(Draft(name, text), text)


def choosing(draft: Draft, text: str, name: str) -> Done:
    """Another prompt is wanted: it is opened, or first asked about where something would be lost."""
    if draft.changed(text) and text.strip():
        called = f"“{draft.name}”" if draft.name else "the new prompt"
        words = f"What you changed in {called} is not saved."
        return Done(replace(draft, question=Question(Ask.OPEN, name, words, f"Drop the changes and open “{name}”")))
    return opened(name)


def refreshed(draft: Draft, text: str) -> Done:
    """The file may have changed while the visitor was elsewhere; what was typed here stays."""
    if draft.changed(text) or draft.question or not draft.name:
        return Done(draft)
    try:
        return opened(draft.name)
    except UsageError as error:
        return Done(Draft(), None, f"{error} What the editor holds is not saved.")


def from_this(text: str) -> Done:
    """A new prompt that begins as this one, under a name that is free."""
    name = _free(_name_in(text) or "prompt")
    return Done(Draft(), renamed(text, name), f"A new prompt “{name}”, not saved yet. Its name stands in the text.")


def renamed(text: str, name: str) -> str:
    """The text of a prompt's file with another name in it."""
    line, lines = line_of_key(text, "name"), text.split("\n")
    if line is None:
        return "\n".join((f'name = "{name}"', *lines))
    lines[line - 1] = f'name = "{name}"'
    return "\n".join(lines)


def saving(draft: Draft, text: str, sure: bool = False) -> Done:
    """Keep the text among the user's own prompts, under the name in it; with a question where that replaces another.

    Raises `UsageError` for a mistake in the text or a name that cannot be used; nothing is changed then.
    """
    name = sound(text).name
    if not prompts.own(name):
        return _rename_first(draft, name) if prompts.shipped(name) else _saved(draft, name, text, "Saved as")
    before = opened(name).draft
    if not before.changed(text):
        return Done(replace(before, boxes=draft.boxes), None, f"“{name}” is saved already, just as it stands here.")
    known = draft.name == name and not before.changed(draft.opened)
    if known or sure:
        return _saved(draft, name, text, "What it held before was replaced. Saved as")
    words = f"“{name}” is a prompt of yours that holds something else than what was opened here."
    return Done(replace(draft, question=Question(Ask.REPLACE, name, words, f"Replace “{name}”")))


def _rename_first(draft: Draft, name: str) -> Done:
    free = _free(name)
    words = f"“{name}” ships with the workbench and is never written over."
    return Done(replace(draft, question=Question(Ask.RENAME, free, words, f"Save mine as “{free}”")))


def _saved(draft: Draft, name: str, text: str, words: str) -> Done:
    text = _plain(text)
    path = prompts.save(name, text)
    return Done(replace(draft, name=name, opened=text, question=None), None, f"{words} {path}.")


def deleting(draft: Draft, text: str) -> Done:
    """Ask whether the own prompt that is open is to go. Raises `UsageError` where none of the user's own is open."""
    if not draft.name or not prompts.own(draft.name):
        called = f"“{draft.name}” ships with the workbench" if draft.name else "This prompt was never saved"
        raise UsageError(f"{called}, so there is nothing to delete.")
    after = "The one that ships under this name counts again." if prompts.shipped(draft.name) else ""
    typed = "What you changed in it here goes too." if draft.changed(text) else ""
    words = " ".join(filter(None, (f"Delete your prompt “{draft.name}” and its file?", typed, after)))
    return Done(replace(draft, question=Question(Ask.DELETE, draft.name, words, f"Delete “{draft.name}”")))


def agreed(draft: Draft, text: str) -> Done:
    """The visitor said yes to the question. Raises `UsageError` where it cannot be done any more."""
    if draft.question is None:
        raise UsageError("Nothing was asked.")
    asked, draft = draft.question, replace(draft, question=None)
    if asked.ask is Ask.OPEN:
        return opened(asked.name)
    if asked.ask is Ask.REPLACE:
        return saving(draft, text, sure=True)
    if asked.ask is Ask.RENAME:
        text = renamed(text, asked.name)
        return replace(saving(draft, text), text=text)
    path = prompts.delete(asked.name)
    return replace(opened(asked.name if prompts.shipped(asked.name) else START), words=f"{path} is deleted.")


def _name_in(text: str) -> str:
    """The name in a text that may have mistakes."""
    line = line_of_key(text, "name")
    match = re.search(r"=\s*[\"']([\w.-]+)[\"']", text.split("\n")[line - 1]) if line else None
    return match[1] if match else ""


def _free(name: str) -> str:
    """A name for a prompt that nothing has yet."""
    base = re.sub(r"-own(-\d+)?$", "", name.lower())[:50] + "-own"
    tries = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(name for name in tries if not prompts.own(name) and not prompts.shipped(name))


def _plain(text: str) -> str:
    """With the line ends of a text area."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
