"""What two outputs have in common, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from workbench.comparison.types import Mark, Piece

# A word with the space after it, or one mark with the space after it, so that pieces join to the text again.
_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*\s*|[^\w\s]\s*|\s+")


def against(base: str, text: str) -> tuple[Piece, ...]:
    """The pieces of `text` as they stand to `base`; spaces alone make no difference."""
    old, new = _TOKEN.findall(base), _TOKEN.findall(text)
    matcher = SequenceMatcher(None, [t.strip() for t in old], [t.strip() for t in new], autojunk=False)
    found: list[Piece] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        found += _pieces(kind, "".join(old[i:j]), "".join(new[k:m]))
    return tuple(found)


def _pieces(kind: str, gone: str, here: str) -> Iterator[Piece]:
    if kind == "equal":
        yield Piece(Mark.SAME, here)
        return
    if gone.strip():
        yield Piece(Mark.GONE, gone.strip())
    if here:
        yield Piece(Mark.NEW, here)
