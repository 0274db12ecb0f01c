"""Text → blocks that tile it: units of layout, cut and named by the rules, then named by their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.ingest.rules import Rule, Scope
from workbench.segment import has_words, units
from workbench.types import Block, BlockKind

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
NO_WORDS = "no-words"
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"(?:[•‣▪▫●○◦■□►▸*·]|[-–—+]\s|\d{1,3}[.)]\s|[a-zA-Z]\)\s)")
_FINAL = re.compile(r"[.!?…:;,][\"'“”‘’»«)\]]*$")
_LONGEST_HEADLINE = 160  # characters; the longest of ten German outlets' headlines stay well below


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the text, with the rule that named it, if one did."""

    start: int
    end: int
    rule: Rule | None = None


def tile(text: str, rules: Sequence[Rule]) -> tuple[tuple[Block, ...], str | None]:
    """Blocks that tile the text, none of them kept against its kind, and the date that a rule found.

    White space belongs to the block before it; white space at the text's start belongs to the first block.
    """
    parts: list[_Part] = []
    dates: list[str] = []
    for start, end in units(text):
        parts += _apply(text, start, end, rules, dates)
    kinds = _kinds(text, parts)
    blocks = []
    for position, part in enumerate(parts):
        start = 0 if position == 0 else part.start
        end = parts[position + 1].start if position + 1 < len(parts) else len(text)
        blocks.append(_block(part, kinds[position], start, end))
    if not blocks:
        blocks = [Block(BlockKind.BLANK, 0, len(text), False, "Only white space or invisible characters")]
    return tuple(blocks), dates[0] if dates else None


def _block(part: _Part, kind: BlockKind, start: int, end: int) -> Block:
    if kind is BlockKind.BLANK:
        return Block(kind, start, end, False, "Holds no words, so there is nothing to translate", NO_WORDS)
    if part.rule is None:
        return Block(kind, start, end, True)
    kept = kind in KEPT
    return Block(kind, start, end, kept, None if kept else part.rule.reason, part.rule.name)


def _apply(text: str, start: int, end: int, rules: Sequence[Rule], dates: list[str]) -> list[_Part]:
    """One unit of layout, cut at the lines, heads and tails that a rule names."""
    parts: list[_Part] = []
    for a, b in _lines_apart(text, start, end, rules):
        while a < b:
            head = _first(text, a, b, rules, Scope.HEAD, dates)
            if head is None:
                break
            rule, (_, cut) = head
            parts.append(_Part(a, cut, rule))
            a = _skip_space(text, cut, b)
        if a < b:
            parts += _body(text, a, b, rules, dates)
    return parts


def _body(text: str, a: int, b: int, rules: Sequence[Rule], dates: list[str]) -> list[_Part]:
    for scope in (Scope.LINE, Scope.START):
        found = _first(text, a, b, rules, scope, dates)
        if found is not None:
            return [_Part(a, b, found[0])]
    tail = _first(text, a, b, rules, Scope.TAIL, dates)
    if tail is None:
        return [_Part(a, b)]
    rule, (cut, _) = tail
    return [_Part(a, cut), _Part(cut, b, rule)] if cut > a else [_Part(a, b, rule)]


def _lines_apart(text: str, start: int, end: int, rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """The unit, with each line that is boilerplate by itself apart from the others."""
    spans: list[tuple[int, int]] = []
    joined = False
    for match in _LINE.finditer(text, start, end):
        a, b = _trim(text, match.start(), match.end())
        if a >= b:
            continue
        alone = _first(text, a, b, rules, Scope.LINE, []) is not None
        if joined and not alone:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
        joined = not alone
    return spans


def _first(
    text: str, a: int, b: int, rules: Sequence[Rule], scope: Scope, dates: list[str]
) -> tuple[Rule, tuple[int, int]] | None:
    """The first rule of a scope that fits `text[a:b]`, and the span of its match."""
    for rule in rules:
        if rule.scope is not scope:
            continue
        match: re.Match[str] | None
        if scope is Scope.LINE:
            match = rule.pattern.fullmatch(text, a, b) if b - a <= rule.longest else None
        elif scope is Scope.TAIL:
            match = rule.pattern.search(text, max(a, b - rule.longest), b)
        else:
            match = rule.pattern.match(text, a, min(b, a + rule.longest))
        if match is not None and match.end() > match.start():
            date = match.groupdict().get("date")
            if date:
                dates.append(date)
            return rule, match.span()
    return None


def _kinds(text: str, parts: Sequence[_Part]) -> list[BlockKind]:
    """The kind of each part: by its rule, else by its form and its place among the others."""
    kinds: list[BlockKind] = []
    free = [i for i, part in enumerate(parts) if part.rule is None and has_words(text[part.start : part.end])]
    headline = free[0] if len(free) > 1 and _is_heading(text, parts[free[0]]) else -1
    lead_next = headline >= 0
    for position, part in enumerate(parts):
        if part.rule is not None:
            kinds.append(part.rule.kind)
        elif not has_words(text[part.start : part.end]):
            kinds.append(BlockKind.BLANK)
        elif position == headline:
            kinds.append(BlockKind.HEADLINE)
        elif _BULLET.match(text, part.start, part.end):
            kinds.append(BlockKind.LIST_ITEM)
        elif position != free[-1] and _is_heading(text, part):
            kinds.append(BlockKind.SUBHEADING)
        elif lead_next and position != free[-1]:
            kinds.append(BlockKind.LEAD)
            lead_next = False
        else:
            kinds.append(BlockKind.PARAGRAPH)
    return kinds


def _is_heading(text: str, part: _Part) -> bool:
    """Short, and without the punctuation that ends a sentence (a question mark may end a headline)."""
    if part.end - part.start > _LONGEST_HEADLINE:
        return False
    line = text[part.start : part.end]
    return not _FINAL.search(line) or ("?" in line[-2:] and "." not in line and len(line) < 100)


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    a = _skip_space(text, a, b)
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def _skip_space(text: str, a: int, b: int) -> int:
    while a < b and text[a].isspace():
        a += 1
    return a
