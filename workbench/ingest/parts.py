"""Units of layout → parts, cut and named by the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.ingest.rules import Rule, Scope
from workbench.segment import units
from workbench.types import BlockKind

KEPT = frozenset(
    [
        BlockKind.HEADLINE,
        BlockKind.LEAD,
        BlockKind.PARAGRAPH,
        BlockKind.SUBHEADING,
        BlockKind.LIST_ITEM,
        BlockKind.CAPTION,
    ]
)
"""The kinds that are translated unless the user says otherwise."""

_LINE = re.compile(r"[^\r\n]+")
_SENTENCE_END = frozenset(".!?:…\"'“”‘’»«›‹)]")  # what may stand before a tail, or before a line that stands apart


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, trimmed, with the rule that named it, if one did."""

    start: int
    end: int
    rule: Rule | None = None
    date: str | None = None


def parts_of(text: str, rules: Sequence[Rule]) -> list[Part]:
    """The text's units, cut where a rule names a line, a head or a tail; between parts is only white space."""
    by_scope = {scope: [rule for rule in rules if rule.scope is scope] for scope in Scope}
    parts: list[Part] = []
    for start, end in units(text):
        for a, b in _lines_apart(text, start, end, by_scope[Scope.LINE]):
            parts += _cut(text, a, b, by_scope)
    return parts


def _cut(text: str, a: int, b: int, by_scope: dict[Scope, list[Rule]]) -> list[Part]:
    """One unit or line: its heads, its body and its tail."""
    parts: list[Part] = []
    while a < b and (head := _first(text, a, b, by_scope[Scope.HEAD])) is not None:
        rule, match = head
        parts.append(Part(a, _trimmed_end(text, a, match.end()), rule, _date(match)))
        a = _skip_space(text, match.end(), b)
    if a >= b:
        return parts
    tails: list[Part] = []
    while True:
        whole = _first(text, a, b, by_scope[Scope.LINE]) or _first(text, a, b, by_scope[Scope.START])
        tail = _first(text, a, b, by_scope[Scope.TAIL]) if whole is None or whole[0].kind in KEPT else None
        if tail is None:
            break
        rule, match = tail
        tails.append(Part(match.start(), b, rule, _date(match)))
        b = _trimmed_end(text, a, match.start())
    body = Part(a, b, whole[0], _date(whole[1])) if whole else Part(a, b)
    return [*parts, body, *reversed(tails)]


def _lines_apart(text: str, start: int, end: int, rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """The unit, with each line that is boilerplate by itself apart from the others.

    In the midst of hard-wrapped prose a line may begin with any word; so it only stands apart after a sentence's end.
    """
    spans: list[tuple[int, int]] = []
    open_prose = False
    for match in _LINE.finditer(text, start, end):
        a = _skip_space(text, match.start(), match.end())
        b = _trimmed_end(text, a, match.end())
        if a >= b:
            continue
        free = not open_prose or text[spans[-1][1] - 1] in _SENTENCE_END
        alone = free and _first(text, a, b, rules) is not None
        if open_prose and not alone:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
        open_prose = not alone
    return spans


def _first(text: str, a: int, b: int, rules: Sequence[Rule]) -> tuple[Rule, re.Match[str]] | None:
    """The first of some rules (all of one scope) that fits `text[a:b]`, and its match; a match is never empty."""
    for rule in rules:
        match = _match(rule, text, a, b)
        if match is not None and match.end() > match.start():
            return rule, match
    return None


def _match(rule: Rule, text: str, a: int, b: int) -> re.Match[str] | None:
    """How a rule fits `text[a:b]`. What it looks at is never more than `longest` characters, so the work is bounded."""
    if rule.scope is Scope.HEAD:
        return rule.pattern.match(text, a, min(b, a + rule.longest))
    if rule.scope is Scope.TAIL:
        for match in rule.pattern.finditer(text, max(a, b - rule.longest), b):
            before = _trimmed_end(text, a, match.start())
            if before > a and before < match.start() and text[before - 1] in _SENTENCE_END:
                return match
        return None
    if b - a > rule.longest:
        return None
    return rule.pattern.fullmatch(text, a, b) if rule.scope is Scope.LINE else rule.pattern.match(text, a, b)


def _date(match: re.Match[str]) -> str | None:
    return match.groupdict().get("date")


def _skip_space(text: str, a: int, b: int) -> int:
    while a < b and text[a].isspace():
        a += 1
    return a


def _trimmed_end(text: str, a: int, b: int) -> int:
    while b > a and text[b - 1].isspace():
        b -= 1
    return b
