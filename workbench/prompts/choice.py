"""Which of two a model chose, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.errors import UnreadableAnswer
from workbench.prompts.answers import bare

FIRST, SECOND, TIE = "first", "second", "tie"
_NAMES = {
    FIRST: r"first|one|1st|1|a",
    SECOND: r"second|two|2nd|2|b",
    TIE: r"tie|both|neither|equal|draw|none",
}
_ANY = "|".join(_NAMES.values())
_VERDICT = re.compile(
    rf"\b(?:winner|verdict|choice|better|answer)\b[\s:*_=-]{{0,20}}(?:is|=)?[\s:*_\"'\[(]{{0,20}}"
    rf"(?:the\s{{1,9}})?(?:(?:text|translation|summary|option|version)[\s:*_]{{1,20}}(?:is\s{{1,9}})?)?({_ANY})\b",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*(?:the\s+)?({_ANY})\b(?:\s+(?:text|translation|summary|one|is better))?\W*$", re.IGNORECASE)
_REASONS = re.compile(r"\b(?:reasons?|because|explanation|begründung)\b[\s:*_-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A judgement of two texts."""

    winner: str  # "first", "second" or "tie"
    reasons: str  # in the model's words; "" where it gave none


def read_choice(answer: str) -> Choice:
    """The judgement in an answer. Raises `UnreadableAnswer` where it names none, or more than one."""
    text = bare(answer)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = {_meant(match[1]) for match in _VERDICT.finditer(text)}
    named = named or {_meant(match[1]) for line in lines[:1] if (match := _ALONE.match(line))}
    if len(named) != 1:
        raise UnreadableAnswer("no winner in it" if not named else "more than one winner in it")
    return Choice(named.pop(), _reasons(lines))


def _meant(word: str) -> str:
    return next(name for name, pattern in _NAMES.items() if re.fullmatch(pattern, word, re.IGNORECASE))


def _reasons(lines: list[str]) -> str:
    told = [line for line in lines if not _VERDICT.search(line) and not _ALONE.match(line)]
    text = " ".join(told).strip("*_ ")
    opening = _REASONS.match(text)
    return text[opening.end() :] if opening else text
