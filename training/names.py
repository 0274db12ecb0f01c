"""Generated news-like pairs that carry names, dates and numbers from German to English.

The pairs teach three things that the sentences show too seldom: names that the two languages spell differently
(Lawrow → Lavrov), names that stay as they are, and numbers whose separators change (1.234,5 → 1,234.5).
"""

from __future__ import annotations

import datetime
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from training.pairs import Pair

NAMES_PATH = Path(__file__).with_name("names.toml")
_SLOT = re.compile(r"\{([A-Z])2?\}")
_WORD = re.compile(r"\w[\w'-]+")


@dataclass(frozen=True)
class Names:
    """The tables of `names.toml`: German → English for persons, places and sentence templates."""

    persons: dict[str, str]
    places: dict[str, str]
    templates: dict[str, str]


def load_names(path: Path = NAMES_PATH) -> Names:
    """Reads the name tables."""
    return Names(**tomllib.loads(path.read_text(encoding="utf-8")))


def unchanged_names(pairs: Iterable[Pair], limit: int) -> list[str]:
    """The commonest capitalised words that stand inside both sides of a pair unchanged: mostly names.

    The first word of a side does not count, for its capital may be the sentence's.
    """
    counts: Counter[str] = Counter()
    for pair in pairs:
        source = {word for word in _WORD.findall(pair.source)[1:] if word[0].isupper() and len(word) > 3}
        counts.update(source.intersection(_WORD.findall(pair.target)[1:]))
    return [word for word, _ in counts.most_common(limit)]


def _number(rng: random.Random) -> tuple[str, str]:
    value = rng.choice(
        (rng.randint(2, 99), rng.randint(100, 9999), rng.randint(1, 900) * 1000, rng.randint(10**4, 10**6))
    )
    return format_decimal(value, locale="de"), format_decimal(value, locale="en")


def _percentage(rng: random.Random) -> tuple[str, str]:
    value = rng.choice((rng.randint(1, 100), rng.randint(1, 999) / 10))
    sign = rng.random() < 0.3
    german, english = format_decimal(value, locale="de"), format_decimal(value, locale="en")
    return (f"{german} %", f"{english}%") if sign else (f"{german} Prozent", f"{english} percent")


def _money(rng: random.Random) -> tuple[str, str]:
    value = rng.choice((rng.randint(2, 900), rng.randint(11, 99) / 10))
    german, english = format_decimal(value, locale="de"), format_decimal(value, locale="en")
    scale = rng.choice((("Millionen", "million"), ("Milliarden", "billion"), ("Billionen", "trillion")))
    coin, sign = rng.choice((("Euro", "€"), ("Dollar", "$"), ("Pfund", "£"), ("Franken", "")))
    if not sign:
        return f"{german} {scale[0]} {coin}", f"{english} {scale[1]} francs"
    return f"{german} {scale[0]} {coin}", f"{sign}{english} {scale[1]}"


def _date(rng: random.Random) -> tuple[str, str]:
    day = datetime.date(rng.randint(1945, 2026), rng.randint(1, 12), rng.randint(1, 28))
    if rng.random() < 0.5:
        return format_date(day, "d. MMMM", locale="de"), format_date(day, "d MMMM", locale="en")
    return format_date(day, "d. MMMM y", locale="de"), format_date(day, "d MMMM y", locale="en")


def _weekday(rng: random.Random) -> tuple[str, str]:
    day = datetime.date(2024, 1, rng.randint(1, 7))
    return format_date(day, "EEEE", locale="de"), format_date(day, "EEEE", locale="en")


def _score(rng: random.Random) -> tuple[str, str]:
    left, right = sorted((rng.randint(0, 6), rng.randint(0, 6)), reverse=True)
    return f"{left}:{right}", f"{left}-{right}"


def _time(rng: random.Random) -> tuple[str, str]:
    hour, minute = rng.randint(0, 23), rng.choice((0, 15, 30, 45, rng.randint(1, 59)))
    return f"{hour}.{minute:02}" if rng.random() < 0.5 else f"{hour}:{minute:02}", f"{hour}:{minute:02}"


def generate(names: Names, copied: list[str], count: int, seed: int) -> Iterator[Pair]:
    """Fills templates with names and numbers; four persons in ten are `copied` names, single or in twos."""
    rng = random.Random(seed)  # noqa: S311  # chance, not secrecy
    persons, places = list(names.persons.items()), list(names.places.items())
    templates = list(names.templates.items())

    def person(rng: random.Random) -> tuple[str, str]:
        if not copied or rng.random() < 0.6:
            return rng.choice(persons)
        name = " ".join(rng.sample(copied, min(len(copied), rng.randint(1, 2))))
        return name, name

    makers = {"P": person, "Q": person, "O": lambda r: r.choice(places), "D": _date, "W": _weekday, "N": _number}
    makers |= {"C": _percentage, "E": _money, "S": _score, "T": _time}
    yield from (Pair(german, english, "names") for german, english in persons + places)
    for _ in range(count):
        german, english = rng.choice(templates)
        for slot in sorted({found.group() for found in _SLOT.finditer(german)}):
            values = makers[slot[1]](rng)
            german, english = german.replace(slot, values[0]), english.replace(slot, values[1])
        yield Pair(german, english, "names")
