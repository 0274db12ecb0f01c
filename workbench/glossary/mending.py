"""What a model garbled or left in German, put right by the German words that it was made from.

A small model spells rare words through, piece by piece: "Lösegeld" becomes "liongel", "Tegernsee" "Tegernseee". Where a
word of the translation is no English, and the word alignment says which German word it came from, the English of that
word is put in its place, or the name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise

from workbench.checks import english, german, lexicon, names, pair, spellcheck, untranslated
from workbench.glossary.dictionary import look_up
from workbench.glossary.digits import garbled_numbers
from workbench.glossary.english import Span
from workbench.glossary.forms import WORD
from workbench.glossary.places import Link, Place, begins
from workbench.glossary.terms import Term
from workbench.glossary.transliteration import transliterate

NOTE = "learnt from sentence pairs"
NAME = "the name as the German has it"

_NAME = 4  # letters of the shortest name; shorter ones are like too many words
_ALIKE = 0.65  # how alike a name and its garbled form are, by their common letters; measured by benchmarks/mending.py
_AGAIN = re.compile(r"(.)\1+")


def mend(
    source: str, target: str, alignment: Sequence[Link] | None, taken: Sequence[Span]
) -> Iterator[tuple[Place, Term]]:
    """Places where a word or a number of `target` is garbled, and what belongs there; none of those that are `taken`.

    Without an alignment nobody knows what a garbled word was, so only numbers are mended. A word whose English stands
    in the sentence already is left as it is: there the model said it once and then went on.
    """
    busy = list(taken)
    said = {word[0].lower() for word in WORD.finditer(target)}
    links = alignment or ()
    one = pair.make(source, target)
    found = chain(_words(one, links), _names(source, target, links), garbled_numbers(one))
    for place, term in found:
        if place.after.lower() in said or any(a < place.end and place.start < b for a, b in busy):
            continue
        said.add(place.after.lower())
        busy.append((place.start, place.end))
        yield place, term


def _words(one: pair.Pair, alignment: Sequence[Link]) -> Iterator[tuple[Place, Term]]:
    """Words that the checks hold to be no English."""
    flags = chain(spellcheck.find(one), untranslated.find(one))
    wrong = {flag.target_span for flag in flags if flag.target_span is not None}
    for start, end in sorted(span for span in wrong if WORD.fullmatch(one.target, *span)):
        made_from = _made_from(one.source, alignment, start, end)
        known = [(found, word) for word in made_from if (found := look_up(word))]
        if known:
            found, origin = max(known)
            after = found.english
            shown = after[0].upper() + after[1:] if begins(one.target, start) else after
            yield Place(start, end, shown, guessed=True), Term(origin, after, NOTE)


def _names(source: str, target: str, alignment: Sequence[Link]) -> Iterator[tuple[Place, Term]]:
    """Capitalised words that are no English and like a name of the source; the checks doubt only some of them."""
    written = [word[0] for word in WORD.finditer(source)]
    copied = set(written)
    nouns = {word for before, word in pairwise(written) if german.is_determiner(before)}  # names have no article
    for match in WORD.finditer(target):
        word = match[0]
        if len(word) < _NAME or not word[0].isupper() or word in copied or english.is_word(word.lower()):
            continue
        like = [name for name in _made_from(source, alignment, *match.span()) if _is_garbled(word, name, name in nouns)]
        if like:
            name = max(like, key=lambda name: (_alike(word, name), name))
            yield Place(*match.span(), name, guessed=True), Term(name, name, NAME)


def _is_garbled(word: str, name: str, is_noun: bool) -> bool:
    """Whether a word of the translation is a name of the source with other letters, and not its English spelling."""
    if len(name) < _NAME or not name[0].isupper() or not name[1:].islower():
        return False
    written, wanted = word.lower(), name.lower()
    if _AGAIN.sub(r"\1", written) == _AGAIN.sub(r"\1", wanted):
        return True
    if is_noun or written == wanted + "s" or wanted.startswith(written) or names.is_common(wanted):
        return False
    if word in transliterate(name) or lexicon.sound(written) == lexicon.sound(wanted):
        return False
    return _alike(word, name) >= _ALIKE


def _alike(word: str, name: str) -> float:
    return SequenceMatcher(None, word.lower(), name.lower(), autojunk=False).ratio()


def _made_from(source: str, alignment: Sequence[Link], start: int, end: int) -> list[str]:
    """The German words that a stretch of the translation is linked to."""
    return [
        word[0]
        for (first, last), (a, b) in alignment
        if a < end and start < b
        for word in WORD.finditer(source, first, last)
    ]
