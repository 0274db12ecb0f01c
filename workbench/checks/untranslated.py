"""German words that were left in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench import words
from workbench.checks import english, german, lexicon
from workbench.checks.facts import English
from workbench.checks.pair import Pair, Span, spans
from workbench.checks.remembered import remembered
from workbench.types import Flag, Severity

ID = "untranslated"
# German words that are no English words and are no part of names.
_FUNCTION = frozenset(
    """und der das dem ein eine einen einem einer eines nicht ist sind wurde wurden werden wird worden mit für auf sich
    auch bei nach über zum zur vom im aber oder wie dass daß wenn weil sie wir ich haben hatte sein seine ihre ihren
    kein keine noch schon nur sehr mehr als durch zwischen gegen ohne unter seit bis beim diese dieser dieses jedoch
    kann können konnte sollen sollte müssen musste hat es er aus zu von den des""".split()
)
_IN_NAMES = frozenset("von zu der den im am aus das auf sein ist es er des zum zur".split())
_UMLAUT = re.compile(r"[äöüß]")
_QUOTED = re.compile(r"[\"“„‘'«»][^\"“”„‘’'«»]{1,60}[\"”“’'»«]")
_LETTERS = 4  # shorter words are often the same in both languages
_LONG = 6  # a shorter word may be a common one of German and a rare one of English
_COMMON = frozenset(
    "angst blitz kindergarten zeitgeist hinterland bundesliga bundestag bundesrat minus sprinter eyeliner".split()
)


def find(pair: Pair) -> Iterator[Flag]:
    """Flag each run of German words: function words, words with umlauts, known words copied as they stand."""
    copied = {word.lower for word in pair.source_words}
    same = [place for place, word in enumerate(pair.target_words) if word.lower in copied]
    left = [place for place in same if _may_be_german(pair.target_words[place].text) and _is_german(pair, place)]
    if not left:
        return
    where = spans(pair.target)
    quoted = [match.span() for match in _QUOTED.finditer(pair.target)]
    left = [place for place in left if not any(start < where[place][0] < end for start, end in quoted)]
    for first, last in _runs(left):
        yield _report(pair, first, (where[first][0], where[last][1]), last > first)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """The first and last of the places that follow each other."""
    known = set(places)
    firsts = [place for place in places if place - 1 not in known]
    lasts = [place for place in places if place + 1 not in known]
    return list(zip(firsts, lasts, strict=True))


def _report(pair: Pair, first: int, span: Span, several: bool) -> Flag:
    severity = Severity.ERROR if several else Severity.WARNING
    word = pair.target_words[first].lower
    place = next(place for place, other in enumerate(pair.source_words) if other.lower == word)
    reason = f"“{pair.target[slice(*span)]}” was left in German"
    return pair.flag(ID, severity, reason, spans(pair.source)[place], span)


@remembered
def _may_be_german(text: str) -> bool:
    """Whether a word of the translation that the source has, too, is German, as far as the word itself tells."""
    word = text.lower()
    if word in _COMMON:
        return False
    if word in _FUNCTION and text[0].islower():
        return True
    if text[0].isupper() and word in german.FUNCTION_WORDS:  # the first word of a sentence, or a title
        return not english.is_word(word)
    known = lexicon.is_german(word) or (text[0].islower() and bool(_UMLAUT.search(word)))
    if not known or len(text) < _LETTERS or "-" in text:
        return False
    if lexicon.is_english(word) or words.stem(word) in _same(word):
        return False
    return (len(text) < _LONG and bool(lexicon.entry(german.stem(word)))) or not english.is_word(word)


def _is_german(pair: Pair, place: int) -> bool:
    """Whether such a word is no part of a name or a title."""
    word = pair.target_words[place]
    if word.is_capital and word.lower in german.FUNCTION_WORDS:
        return place == 0
    if word.lower in _FUNCTION:
        return not (word.lower in _IN_NAMES and is_beside_name(pair, place)) and not _in_title(pair, place)
    return word.text[0].islower() or (not is_beside_name(pair, place) and _is_noun(pair, word))


def _same(word: str) -> frozenset[str]:
    """What the lexicon says the word is in English; a word that may stay as it is needs no translation."""
    return frozenset(stem for part in lexicon.parts(word) for stem in lexicon.entry(part))


def is_beside_name(pair: Pair, place: int) -> bool:
    """Whether a word of the same name, or of a title, stands next to it."""
    where = spans(pair.target)
    before = pair.target_words[place - 1] if place else None
    after = pair.target_words[place + 1] if place + 1 < len(pair.target_words) else None
    left = before is not None and before.is_capital and before.lower not in words.FUNCTION_WORDS
    right = after is not None and after.is_capital
    return (left and pair.target[where[place - 1][1] : where[place][0]].isspace()) or (
        right and pair.target[where[place][1] : where[place + 1][0]].isspace()
    )


def _in_title(pair: Pair, place: int) -> bool:
    """Whether capitalised words stand on both sides, as in the title of a German book or office."""
    around = pair.target_words[max(0, place - 1) : place + 2]
    return len(around) == 3 and around[0].is_capital and around[2].is_capital


def _is_noun(pair: Pair, word: English) -> bool:
    """Whether the source uses it as a noun: an article or an adjective stands before it."""
    for place, other in enumerate(pair.source_words):
        if other.text == word.text and place:
            before = pair.source_words[place - 1]
            return german.is_determiner(before.lower if place == 1 else before.text)
    return False
