"""What two texts have in common, word by word: the one difference that comparisons, reports and the history use."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def against(base: str, text: str) -> tuple[Piece, ...]:
    """The pieces of `text` as they stand to `base`; spaces alone make no difference."""
    return tuple(piece for stretch in _stretches(base, text) for piece in _pieces(*stretch))


def marked(left: str, right: str) -> tuple[str, str]:
    """Both texts with the words that only one of them has in marks: [-left-] and {+right+}."""
    stretches = list(_stretches(left, right))
    return (
        "".join(gone if same else _put("[-", gone, "-]") for same, gone, _ in stretches),
        "".join(new if same else _put("{+", new, "+}") for same, _, new in stretches),
    )


def _stretches(left: str, right: str) -> Iterator[tuple[bool, str, str]]:
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


def _put(before: str, text: str, after: str) -> str:
    """The words in marks, the spaces around them outside; nothing stays nothing."""
    words = text.strip()
    if not words:
        return text
    start = text.index(words)
    return f"{text[:start]}{before}{words}{after}{text[start + len(words) :]}"
