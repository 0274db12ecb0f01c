"""German words that were left in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench import words
from workbench.checks import german, lexicon
from workbench.checks.pair import Pair, Word
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
_COMMON = frozenset(
    "angst blitz kindergarten zeitgeist hinterland bundesliga bundestag bundesrat minus sprinter eyeliner".split()
)


def find(pair: Pair) -> Iterator[Flag]:
    """Flag each run of German words: function words, words with umlauts, known words copied as they stand."""
    copied = {word.lower for word in pair.source_words}
    quoted = [match.span() for match in _QUOTED.finditer(pair.target)]
    run: list[Word] = []
    for place, word in enumerate(pair.target_words):
        if _is_german(pair, place, copied) and not any(start < word.start < end for start, end in quoted):
            run.append(word)
            continue
        if run:
            yield _report(pair, run)
            run = []
    if run:
        yield _report(pair, run)


def _report(pair: Pair, run: list[Word]) -> Flag:
    span = run[0].start, run[-1].end
    severity = Severity.ERROR if len(run) > 1 else Severity.WARNING
    return pair.flag(ID, severity, f"“{pair.target[slice(*span)]}” was left in German", _place(pair, run[0]), span)


def _place(pair: Pair, word: Word) -> tuple[int, int] | None:
    return next(((w.start, w.end) for w in pair.source_words if w.lower == word.lower), None)


def _is_german(pair: Pair, place: int, copied: set[str]) -> bool:
    word = pair.target_words[place]
    if word.lower not in copied or word.lower in _COMMON:
        return False
    lower_case = word.text[0].islower()
    if word.lower in _FUNCTION:
        return lower_case and not (word.lower in _IN_NAMES and _beside_name(pair, place)) and not _in_title(pair, place)
    if len(word.text) < _LETTERS or "-" in word.text or words.stem(word.lower) in _same(word.lower):
        return False
    if lexicon.is_english(word.lower):
        return False
    known = bool(lexicon.entry(german.stem(word.lower)))
    if lower_case:
        return known or bool(_UMLAUT.search(word.lower))
    return known and not _beside_name(pair, place) and _is_noun(pair, word)


def _same(word: str) -> frozenset[str]:
    """What the lexicon says the word is in English; a word that may stay as it is needs no translation."""
    return frozenset(stem for part in lexicon.parts(word) for stem in lexicon.entry(part))


def _beside_name(pair: Pair, place: int) -> bool:
    """Whether a word of the same name, or of a title, stands next to it."""
    before = pair.target_words[place - 1] if place else None
    after = pair.target_words[place + 1] if place + 1 < len(pair.target_words) else None
    word = pair.target_words[place]
    left = before is not None and _is_capitalised(before) and pair.target[before.end : word.start].isspace()
    right = after is not None and after.text[0].isupper() and pair.target[word.end : after.start].isspace()
    return left or right


def _is_capitalised(word: Word) -> bool:
    return word.text[0].isupper() and word.lower not in words.FUNCTION_WORDS


def _in_title(pair: Pair, place: int) -> bool:
    """Whether capitalised words stand on both sides, as in the title of a German book or office."""
    around = pair.target_words[max(0, place - 1) : place + 2]
    return len(around) == 3 and around[0].text[0].isupper() and around[2].text[0].isupper()


def _is_noun(pair: Pair, word: Word) -> bool:
    """Whether the source uses it as a noun: an article or an adjective stands before it."""
    for place, other in enumerate(pair.source_words):
        if other.text == word.text and place:
            before = pair.source_words[place - 1]
            return german.is_determiner(before.text)
    return False
