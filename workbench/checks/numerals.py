"""Numbers as German and English write them, read as values that can be compared.

A number has readings: each is a set of values that together say the same. "14.30 Uhr" is {14, 30} or {2, 30};
"13.04." is the 13th of month 4. Months are kept apart from plain numbers as negative values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workbench.checks.facts import English, German
from workbench.checks.numberwords import (
    ENGLISH,
    ENGLISH_OTHER,
    ENGLISH_SCALES,
    ENGLISH_TENS,
    GERMAN_SCALES,
    MONTHS,
    ROMAN,
    german_number,
)
from workbench.checks.pair import Span, spans

Reading = frozenset[float]


class Number(NamedTuple):
    """A number of a text: as written, where, and every way to read it, the likeliest first."""

    text: str
    span: Span
    readings: tuple[Reading, ...]
    digits: bool  # written in digits, not in words


_GERMAN_DIGITS = re.compile(
    r"\d{1,3}(?:[   ]\d{3})+(?!\d)(?:,\d+)?"  # 15 000
    r"|\d{1,3}(?:[.'’]\d{3})+(?![\d])(?:,\d+)?"  # 2.200.112,5
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}(?!\d))?"  # 13.04.2024
    r"|\d+(?:[.,:]\d+)*"
)
_ENGLISH_DIGITS = re.compile(r"\d{1,3}(?:[,   ]\d{3})+(?!\d|,\d)(?:\.\d+)?|\d+(?:[.,:]\d+)*")
_DIGIT = re.compile(r"\d")
_AFTER = re.compile(r"[\s  -]*([^\W\d_]+)")
_CLOCK = re.compile(r"\s*(?:(?:und|bis|-|–) *\d\d?(?:[.:]\d\d)? *)?(?:Uhr|h\b)")
_HALF_PAST = re.compile(r"\bhalb (?=(eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b)")
_THOUSANDS = re.compile(r"^\d{1,3}(?:\D\d{3})+$")
_NOT_DIGITS = re.compile(r"\D+")


def _set(*values: float) -> Reading:
    return frozenset(values)


def _plain(text: str) -> float:
    return float(_NOT_DIGITS.sub("", text))


def _decimal(text: str, comma: str) -> float:
    whole, _, part = text.partition(comma)
    return float(f"{_NOT_DIGITS.sub('', whole) or '0'}.{_NOT_DIGITS.sub('', part)}")


def _clock(hour: float, minute: float) -> tuple[Reading, ...]:
    """A time of day on a clock of 24 or of 12 hours."""
    hours = (hour, hour - 12 if hour > 12 else hour + 12)
    full = tuple(_set(h, minute) for h in hours)
    if minute:
        return (*full, *(_set(h * 100 + minute) for h in hours))
    return (*(_set(h) for h in hours), *((_set(12.0),) if hour in (0, 24) else ()))


def _german_readings(text: str, after: str, scale: float) -> tuple[Reading, ...]:
    """How digits in a German text can be meant."""
    parts = [float(part) for part in _NOT_DIGITS.split(text) if part]
    if scale != 1:
        value = _plain(text) if _THOUSANDS.match(text) and "," not in text else _decimal(text, ",")
        return _set(value * scale), _set(_decimal(text.replace(".", ","), ",") * scale)
    if len(parts) == 1:
        return _clock(parts[0], 0.0) if _CLOCK.match(after) else (_set(parts[0]),)
    if len(parts) == 2 and (_CLOCK.match(after) or text.endswith(".00")):
        return _clock(*parts)
    if ":" in text:
        return frozenset(parts), *(_clock(*parts) if len(parts) == 2 else ())
    found = []
    if _THOUSANDS.match(text):
        found.append(_set(_plain(text)))
        if "." in text and "," not in text and len(parts) == 2:
            return (found[0],)
    if "," in text:
        found.append(_set(_decimal(text, ",")))
    elif len(parts) == 2:
        found.append(_set(float(".".join(text.rstrip(".").split(".")[:2])) if "." in text else parts[0]))
    if "." in text and len(parts) in (2, 3) and 1 <= parts[1] <= 12:
        year = _years(parts[2]) if len(parts) == 3 else ()
        rest = [_set(y) for y in year] or [frozenset()]
        found += [_set(parts[0], -parts[1]) | r for r in rest] + [_set(parts[0], parts[1]) | r for r in rest]
    return (*found, frozenset(parts))


def _years(value: float) -> tuple[float, ...]:
    return (value,) if value >= 100 else (value, 1900 + value, 2000 + value)


def german_digits(text: str) -> list[Number]:
    """The numbers of a German text in digits, and the times that say "halb"."""
    found: list[Number] = []
    for match in _GERMAN_DIGITS.finditer(text) if _DIGIT.search(text) else ():
        start, end = match.span()
        unit = _AFTER.match(text, end)
        name = unit[1].lower() if unit else ""
        scale = GERMAN_SCALES.get(name, 1.0)
        if unit is not None and scale != 1:
            end = unit.end(1)
        readings = _german_readings(match[0], text[match.end() : match.end() + 16], scale)
        if name in ("er", "ern"):
            readings = (*readings, *(_set(y) for y in _years(_plain(match[0]))))
        found.append(Number(text[start:end].rstrip("."), (start, end), readings, True))
    for match in _HALF_PAST.finditer(text) if "halb " in text else ():
        hour = (german_number(match[1]) or 1.0) - 1
        span = (match.start(), match.end(1))
        found.append(Number(text[slice(*span)], span, _clock(hour or 12.0, 30.0), True))
    return found


def german_words(text: str, words: Sequence[German], digits: Sequence[Number]) -> list[Number]:
    """The numbers of a German text in words and roman numerals, but for words that belong to numbers in digits."""
    places = [place for place, word in enumerate(words) if word.number is not None or word.text in ROMAN]
    if not places:
        return []
    found, where = [], spans(text)
    taken = {at for number in digits for at in range(*number.span)}
    for place in places:
        word, (start, end) = words[place], where[place]
        if start in taken:
            continue
        if word.number is None:
            if place:
                found.append(Number(word.text, (start, end), (_set(float(ROMAN[word.text])),), False))
            continue
        following = words[place + 1] if place + 1 < len(words) else None
        if following is not None and following.lower in GERMAN_SCALES:
            value, end = word.number * GERMAN_SCALES[following.lower], where[place + 1][1]
            found.append(Number(f"{word.text} {following.text}", (start, end), (_set(value),), False))
        else:
            found.append(Number(word.text, (start, end), (_set(word.number),), False))
    return found


def _english_readings(text: str, scale: float) -> tuple[Reading, ...]:
    parts = [float(part) for part in _NOT_DIGITS.split(text) if part]
    if len(parts) == 1:
        return (_set(parts[0] * scale),)
    if ":" in text:
        return (frozenset(parts),)
    if _THOUSANDS.match(text) and "." not in text:
        return (_set(_plain(text) * scale),)
    if text.count(".") == 1:
        value = _decimal(text, ".") * scale
        return (_set(value), frozenset(parts)) if len(text) - text.index(".") == 3 else (_set(value),)
    return (_set(_decimal(text, ",") * scale), frozenset(parts))


def english_digits(text: str) -> list[Number]:
    """The numbers of an English text in digits."""
    found: list[Number] = []
    for match in _ENGLISH_DIGITS.finditer(text) if _DIGIT.search(text) else ():
        unit = _AFTER.match(text, match.end())
        scale = ENGLISH_SCALES.get(unit[1].lower(), 1.0) if unit is not None else 1.0
        end = unit.end(1) if unit is not None and scale != 1 else match.end()
        readings = _english_readings(match[0], scale)
        if scale != 1:  # "5 m" may be metres, "3 k" may be anything
            readings = (*readings, *_english_readings(match[0], 1.0)) if unit and len(unit[1]) == 1 else readings
        found.append(Number(text[match.start() : end], (match.start(), end), readings, True))
    return found


class _Sum:
    """A run of English number words as one value: "two hundred and fifty thousand"."""

    def __init__(self) -> None:
        self.found: list[Number] = []
        self.start = self.end = -1
        self.total = self.group = 0.0

    def open(self) -> bool:
        return self.start >= 0

    def add(self, value: float, word: English, span: Span) -> None:
        """A number word, which also counts by itself, because "thirty" and "five" may be two numbers."""
        if self.open() and not (value < 20 <= self.group or value < 100 <= self.group):
            self.close()
        self.found.append(Number(word.text, span, (_set(value),), False))
        self.group += value
        self.reach(span)

    def scale(self, size: float, span: Span) -> None:
        """A "hundred" or a "million" behind number words."""
        if size == 100:
            self.group = (self.group or 1) * 100
        else:
            self.total, self.group = self.total + (self.group or 1) * size, 0.0
        self.reach(span)

    def reach(self, span: Span) -> None:
        self.start, self.end = (self.start if self.open() else span[0]), span[1]

    def close(self) -> None:
        """Keep the value of the run, if there is one."""
        if self.open():
            self.found.append(Number("", (self.start, self.end), (_set(self.total + self.group),), False))
        self.start = -1
        self.total = self.group = 0.0


def english_words(text: str, words: Sequence[English]) -> list[Number]:
    """Runs of number words as one value, and each word's own: "two hundred and fifty thousand", "mid-forties"."""
    if not any(word.may_be_number for word in words):
        return []
    run = _Sum()
    for word, span in zip(words, spans(text), strict=True):
        if not run.open() and not word.may_be_number:
            continue
        for part in word.lower.split("-"):
            value = ENGLISH.get(part, ENGLISH_TENS.get(part))
            scale = ENGLISH_SCALES.get(part) if len(part) > 3 else None
            if value is not None:
                run.add(value, word, span)
            elif scale is not None and run.open():
                run.scale(scale, span)
            elif part != "and":
                run.close()
                readings = _other_english(part, word) + ((_set(scale),) if scale is not None else ())
                if readings:
                    run.found.append(Number(word.text, span, readings, False))
    run.close()
    return run.found


def _other_english(part: str, word: English) -> tuple[Reading, ...]:
    if part in ENGLISH_OTHER:
        return tuple(_set(value) for value in ENGLISH_OTHER[part])
    if word.is_capital:
        if part in MONTHS:
            return _set(-float(MONTHS[part])), _set(float(MONTHS[part]))
        if word.text in ROMAN:
            return (_set(float(ROMAN[word.text])),)
    return ()


def german_months(words: Sequence[German]) -> Reading:
    """The months that a German text names."""
    return frozenset(-float(MONTHS[word.lower]) for word in words if word.lower in MONTHS)
