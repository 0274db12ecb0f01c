"""What two texts have in common, word by word: the one difference that comparisons, reports and the history use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the space after it, or one mark with the space after it, so that pieces join to the text again.
_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*\s*|[^\w\s]\s*|\s+")


class Mark(StrEnum):
    """How a piece of a text stands to the other text."""

    SAME = "same"
    NEW = "new"  # in this text only
    GONE = "gone"  # in the other text only


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text, or one that it lacks; those that are not `gone` join to the text."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that the other text has, too, or has not."""

    text: str
    differs: bool


def against(base: str, text: str) -> tuple[Piece, ...]:
    """The pieces of `text` as they stand to `base`; spaces alone make no difference."""
    return tuple(piece for found in _common(base, text) for piece in _pieces(*found))


def stretches(left: str, right: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both texts cut into what they share and what only one of them has; joined, they are the texts again."""
    common = list(_common(left, right))
    return (
        tuple(stretch for same, gone, _ in common for stretch in _cut(gone, same)),
        tuple(stretch for same, _, new in common for stretch in _cut(new, same)),
    )


def marked(left: str, right: str) -> tuple[str, str]:
    """Both texts with the words that only one of them has in marks: [-left-] and {+right+}."""
    lefts, rights = stretches(left, right)
    return _put("[-", lefts, "-]"), _put("{+", rights, "+}")


def _common(left: str, right: str) -> Iterator[tuple[bool, str, str]]:
    """Whether they say the same there, and what either says."""
    old, new = _TOKEN.findall(left), _TOKEN.findall(right)
    matcher = SequenceMatcher(None, [t.strip() for t in old], [t.strip() for t in new], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind == "equal", "".join(old[i:j]), "".join(new[k:m])


def _pieces(same: bool, gone: str, here: str) -> Iterator[Piece]:
    if same:
        yield Piece(Mark.SAME, here)
        return
    if gone.strip():
        yield Piece(Mark.GONE, gone.strip())
    if here:
        yield Piece(Mark.NEW, here)


def _cut(text: str, same: bool) -> Iterator[Stretch]:
    """The spaces around words that differ are no part of them."""
    words = text if same else text.strip()
    before, _, after = text.partition(words) if words else (text, "", "")
    for part, differs in ((before, False), (words, not same), (after, False)):
        if part:
            yield Stretch(part, differs)


def _put(before: str, text: Sequence[Stretch], after: str) -> str:
    return "".join(f"{before}{part.text}{after}" if part.differs else part.text for part in text)
