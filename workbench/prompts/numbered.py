"""Numbered lines, read back to the sentences they belong to: all of them, or none. Nothing is ever moved up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.errors import UnreadableAnswer
from workbench.prompts.answers import apart, bare, read_sentence, same_text, unquoted

_ITEM = re.compile(
    r"^[\s>#*_-]*(?:\[(\d{1,3})\][.:)]?|\((\d{1,3})\)[.:]?|(\d{1,3})\s?[.):](?!\d)|(\d{1,3})\s+[-–—])(?:\*\*|__)?\s*(.*)$"
)
_ENOUGH_WORDS = 4  # a shorter sentence can be the same in both languages ("Angela Merkel, 2019")
_ANCHOR = re.compile(r"\d[\d.,:]*\d|\d|\b[A-ZÄÖÜ][\w-]{3,}")


@dataclass(slots=True)
class _Item:
    """One numbered line with those that continue it."""

    lines: list[str] = field(default_factory=list)
    closed: bool = False  # an empty line came after it


def read_numbered(answer: str, sources: Sequence[str]) -> list[str]:
    """The translations of `sources`, which were sent as lines numbered from 1.

    Raises `UnreadableAnswer` unless there is exactly one for each, in order, none empty, none the German again, and
    none that tells of what its neighbour's source tells. Words before and after the list do not matter.
    """
    if len(sources) == 1:
        found = [read_sentence(answer, sources[0])]
    else:
        items = _items(bare(answer), sources)
        if len(items) != len(sources):
            raise UnreadableAnswer(f"{len(items)} numbered lines instead of {len(sources)}")
        found = [_text(item, source) for item, source in zip(items, sources, strict=True)]
    for number, (text, source) in enumerate(zip(found, sources, strict=True), start=1):
        if not text:
            raise UnreadableAnswer(f"line {number} is empty")
        if same_text(text, source) and len(source.split()) >= _ENOUGH_WORDS:
            raise UnreadableAnswer(f"line {number} is the German again")
    if shifted := _shifted(sources, found):
        raise UnreadableAnswer(f"line {shifted} tells of another sentence")
    return found


def sources_in(text: str) -> list[str]:
    """The sentences of a numbered text, without their numbers; a text without numbers is one sentence."""
    found = [match[5] for line in text.splitlines() if (match := _ITEM.match(line))]
    return found or [" ".join(text.split())]


def _items(text: str, sources: Sequence[str]) -> list[_Item]:
    """The items of the list; where the German list is repeated first, those of the list after it."""
    items: list[_Item] = []
    for line in text.splitlines():
        match = _ITEM.match(line)
        number = int(next(group for group in match.groups()[:4] if group)) if match else 0
        if match and number == len(items) + 1:
            items.append(_Item([match[5]]))
        elif match and number == 1 and len(items) == len(sources) and _repeats(items, sources):
            items = [_Item([match[5]])]
        elif not line.strip():
            if items:
                items[-1].closed = True
        elif items and items[-1].closed and len(items) < len(sources):
            raise UnreadableAnswer(f"a line without a number after line {len(items)}")
        elif items and not items[-1].closed:
            items[-1].lines.append(line)
    return items


def _repeats(items: Sequence[_Item], sources: Sequence[str]) -> bool:
    return all(same_text(" ".join(item.lines), source) for item, source in zip(items, sources, strict=True))


def _text(item: _Item, source: str) -> str:
    lines = [" ".join(line.split()) for line in item.lines if line.strip()]
    if len(lines) > 1 and same_text(lines[0], source):
        lines = lines[1:]
    text = apart(" ".join(lines), source)
    return unquoted(re.sub(r"^(?:english|translation)\s*:\s*", "", text, flags=re.IGNORECASE), source)


def _shifted(sources: Sequence[str], found: Sequence[str]) -> int:
    """The number of a line that has numbers or names of its neighbour's source and none of its own; 0 for none.

    Only what stands in both languages alike counts: digits, and names such as "Putin". To doubt too much costs only
    another request.
    """
    anchors = [_anchors(text) for text in sources]
    written = [_anchors(text) for text in found]
    for place, own in enumerate(anchors):
        if not own or own & written[place]:
            continue
        for other in (place - 1, place + 1):
            if 0 <= other < len(sources) and (anchors[other] - own) & written[place]:
                return place + 1
    return 0


def _anchors(text: str) -> set[str]:
    return {re.sub(r"[.,:]", "", match[0]) for match in _ANCHOR.finditer(text)}
