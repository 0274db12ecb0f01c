"""Numbers in which a model doubled or lost digits, put right by the German: "20222" for 2022, "15,000" for 150.000."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks import numbers
from workbench.checks.pair import Pair
from workbench.glossary.places import Place
from workbench.glossary.terms import Term

NOTE = "the number as the German has it"

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_AGAIN = re.compile(r"(\d)\1+")


def garbled_numbers(one: Pair) -> Iterator[tuple[Place, Term]]:
    """Places where a number of the translation has the digits of one that was lost, but for how often each is repeated.

    A number is lost where the check of numbers says so. Where several could be it, none is touched.
    """
    lost = [flag.source_span for flag in numbers.find(one) if flag.source_span is not None]
    if not lost:
        return
    right = {english_number(number[0]) for number in _NUMBER.finditer(one.source)}
    wrong = [number for number in _NUMBER.finditer(one.target) if number[0] not in right]
    for span in lost:
        german = _NUMBER.search(one.source, *span)
        like = [number for number in wrong if german and _bare(number[0]) == _bare(german[0])]
        if german and len(like) == 1:
            english = english_number(german[0])
            yield Place(*like[0].span(), english, guessed=True), Term(german[0], english, NOTE)


def english_number(german: str) -> str:
    """A German number in digits as English writes it; times and years, which have no thousands, stay as they are."""
    if _THOUSANDS.fullmatch(german):
        return german.translate({ord("."): ",", ord(","): "."})
    return german.replace(",", ".")


def _bare(number: str) -> str:
    """The digits of a number, each once where it stands several times in a row."""
    return _AGAIN.sub(r"\1", re.sub(r"\D", "", number))
