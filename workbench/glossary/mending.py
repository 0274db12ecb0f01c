"""Words that a model garbled or left in German, put right by the German words that they were made from.

A small model spells rare words through, piece by piece: "Lösegeld" becomes "liongel". Where a check says that a word is
no English, and the word alignment says which German word it came from, the English of that word is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from workbench.checks import pair, spellcheck, untranslated
from workbench.glossary.english import Span
from workbench.glossary.forms import WORD
from workbench.glossary.places import Link, Place, begins
from workbench.glossary.rare_words import RareWord, rare_word
from workbench.glossary.terms import Term

NOTE = "learnt from sentence pairs"


def mend(
    source: str, target: str, alignment: Sequence[Link] | None, taken: Sequence[Span]
) -> Iterator[tuple[Place, Term]]:
    """Places where a word of `target` is no English, and what belongs there; none of those that are `taken`.

    Without an alignment nobody knows what a garbled word was, so nothing is mended. Nor is a word whose English stands
    in the sentence already: there the model said it once and then went on.
    """
    if not alignment:
        return
    said = {word[0].lower() for word in WORD.finditer(target)}
    for start, end in sorted(_wrong(source, target)):
        if any(first < end and start < last for first, last in taken):
            continue
        known = [(found, word) for word in _made_from(source, alignment, start, end) if (found := rare_word(word))]
        if not known:
            continue
        found, german = max(known)
        if found.english.lower() not in said:
            said.add(found.english.lower())
            yield Place(start, end, _cased(found, target, start), guessed=True), Term(german, found.english, NOTE)


def _wrong(source: str, target: str) -> Iterator[Span]:
    """Single words of a translation that are no English."""
    one = pair.make(source, target)
    for flag in chain(spellcheck.find(one), untranslated.find(one)):
        if flag.target_span is not None and WORD.fullmatch(target, *flag.target_span):
            yield flag.target_span


def _made_from(source: str, alignment: Sequence[Link], start: int, end: int) -> Iterator[str]:
    for (first, last), (a, b) in alignment:
        if a < end and start < b:
            yield from (word[0] for word in WORD.finditer(source, first, last))


def _cased(found: RareWord, target: str, start: int) -> str:
    return found.english[0].upper() + found.english[1:] if begins(target, start) else found.english
