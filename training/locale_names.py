"""Names from Unicode's CLDR tables, by way of Babel: countries, languages, currencies, months, days."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from training.pairs import Pair


def read_locale_names() -> Iterator[Pair]:
    """Yields German name → English name for every key that both languages have; countries also with prepositions."""
    german, english = Locale("de"), Locale("en")
    for code, name in german.territories.items():
        if code.isalpha() and code in english.territories:
            yield Pair(name, english.territories[code], "cldr")
            yield Pair(f"in {name}", f"in {english.territories[code]}", "cldr")
            yield Pair(f"aus {name}", f"from {english.territories[code]}", "cldr")
    for code, name in german.languages.items():
        if code in english.languages:
            yield Pair(name, english.languages[code], "cldr")
            yield Pair(f"auf {name}", f"in {english.languages[code]}", "cldr")
    for code, name in german.currencies.items():
        if code in english.currencies:
            yield Pair(name, english.currencies[code], "cldr")
    for width in ("wide", "abbreviated"):
        for number, name in german.months["format"][width].items():
            yield Pair(f"im {name}", f"in {english.months['format'][width][number]}", "cldr")
        for number, name in german.days["format"][width].items():
            yield Pair(f"am {name}", f"on {english.days['format'][width][number]}", "cldr")
