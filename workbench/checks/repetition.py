"""Words, phrases and characters that the translation says again and again where the source does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import eq

from workbench.checks import lexicon
from workbench.checks.german import FUNCTION_WORDS as GERMAN
from workbench.checks.pair import Pair, spans
from workbench.types import Flag, Severity
from workbench.words import FUNCTION_WORDS as ENGLISH

ID = "repetition"
_SIGNS = re.compile(r"([^\s\d_=*#-])\1{4,}")
_SYLLABLES = re.compile(r"([^\W\d_]{2,4}?)\1{3,}")
_MARKS = re.compile(r"([^\w\s=*#-])\1{4}")  # those of the signs that are in no word
_LONG = 9  # letters of the shortest word that says a syllable four times, and some
_LONGEST_PHRASE = 8  # words; loops of models are shorter
_MEANT = frozenset("had that very so really no more bye ha much many again on long yes far is please in wait".split())
_JOINT = frozenset("of with to in for at on the a an his its their her our this".split())
_SAME = 4  # letters at least of such a word
_LONGEST = 200  # content words of a sentence that is looked into; the loops of longer ones are seen anyway
_WITHIN = 3  # places from a word to the same word behind a joint
_PAIRED = frozenset(
    "hand time day step side face back door end year week word one line point".split()
)  # "hand in hand"
_PHRASE = 4  # words of a phrase that comes again at another place
_ORIGIN = 5  # letters that words of the source share which English says with the same word: "Pilger", "Pilgersegen"
_OFTEN = 3  # more uses of a word or a phrase of two than any word of the source has


def find(pair: Pair) -> Iterator[Flag]:
    """Flag loops of characters, phrases said twice in a row, and words used far more often than any in the source."""
    if _MARKS.search(pair.target) is not None or True in [word.may_loop for word in pair.target_words]:
        loop = _loop(pair.target)
        if loop is not None and _loop(pair.source) is None:
            reason = f"the translation repeats {loop[1]!r} over and over"
            yield pair.flag(ID, Severity.ERROR, reason, None, loop.span())
            return
    words = [word.lower for word in pair.target_words]
    again = len(words) - len(set(words))  # a phrase said twice has as many words that come again
    if not again:
        return
    for length in range(1, min(_LONGEST_PHRASE, again) + 1):
        place = _twice(words, length)
        if place is None or (length == 1 and not _is_slip(pair, words, place)):
            continue
        source = [word.lower for word in pair.source_words]
        if _twice(source, length) is None and not _source_doubles(source, words[place : place + length]):
            where = spans(pair.target)
            span = where[place][0], where[place + 2 * length - 1][1]
            said = pair.target[span[0] : where[place + length - 1][1]]
            yield pair.flag(ID, Severity.ERROR, f"the translation says “{said}” twice in a row", None, span)
            return
    joined = _joined(pair)
    if joined is not None:
        where = spans(pair.target)
        span = where[joined[0]][0], where[joined[1]][1]
        reason = f"the translation says “{pair.target[slice(*span)]}”, the source has such a word once at most"
        yield pair.flag(ID, Severity.WARNING, reason, None, span)
        return
    content = [word for word in words if word not in ENGLISH]
    more = len(content) - len(set(content))
    if more >= _OFTEN - 1 or (more and again >= _PHRASE):
        yield from _often(pair, words, [word.lower for word in pair.source_words])


def _loop(text: str) -> re.Match[str] | None:
    found = _SIGNS.search(text)
    if found is None:
        long = [(start, end) for start, end in spans(text) if end - start >= _LONG]
        found = next((m for start, end in long if (m := _SYLLABLES.search(text, start, end))), None)
    return found


def _is_slip(pair: Pair, words: Sequence[str], place: int) -> bool:
    """Whether one word said twice is no list ("problems, problems at work") and no figure of speech ("very, very")."""
    if place + 2 < len(words) and words[place] == words[place + 2]:
        return True
    where = spans(pair.target)
    between = pair.target[where[place][1] : where[place + 1][0]]
    return words[place] not in _MEANT and between.isspace()


def _twice(words: Sequence[str], length: int) -> int | None:
    """Where a phrase of that many words is said again at once."""
    alike = bytes(map(eq, words, words[length:]))  # a 1 where a word stands again, that many places on
    place = alike.find(b"\1" * length)
    return None if place < 0 else place


def _joined(pair: Pair) -> tuple[int, int] | None:
    """The places of a content word and of the same one behind an "of" or the like, as in "investors with investors"."""
    stems = [word.keys[0] for word in pair.target_words if word.is_content]
    if len(stems) == len(set(stems)) or len(stems) > _LONGEST:
        return None
    last: dict[str, int] = {}
    for place, word in enumerate(pair.target_words):
        if not word.is_content or len(word.text) < _SAME:
            continue
        first, last[word.keys[0]] = last.get(word.keys[0], -_WITHIN - 1), place
        if place - first <= _WITHIN and _is_slip_joined(pair, first, place):
            return first, place
    return None


def _is_slip_joined(pair: Pair, first: int, place: int) -> bool:
    """Whether only joints stand between, and the source has at most one word that the two could translate."""
    if any(word.lower not in _JOINT for word in pair.target_words[first + 1 : place]):
        return False
    if pair.target_words[place].lower in _PAIRED:  # "hand in hand"
        return False
    where = spans(pair.target)
    between = pair.target[where[first][1] : where[place][0]]
    stem, beginning = pair.target_words[place].keys[:1], pair.target_words[place].keys[-1:]
    keys = frozenset(stem + beginning)
    said = sum(not keys.isdisjoint(word.keys) for word in pair.source_words)
    parts = sum(stem[0] in lexicon.entry(part) for word in pair.source_words for part in lexicon.parts(word.lower))
    return max(said, parts) <= 1 and all(sign.isalpha() or sign.isspace() for sign in between)


def _source_doubles(source: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a word of the phrase, as it stands, is also in the source twice (a name, a foreign word)."""
    return any(source.count(word) > 1 for word in phrase)


def _often(pair: Pair, words: Sequence[str], source: Sequence[str]) -> Iterator[Flag]:
    counts = Counter([word for word in words if word not in ENGLISH])
    word, times = counts.most_common(1)[0] if counts else ("", 0)
    usual = max(Counter([word[:_ORIGIN] for word in source if word not in GERMAN]).values(), default=1)
    if times >= usual + _OFTEN - 1 and times >= _OFTEN:
        reason = f"the translation says “{word}” {times} times, no word of the source comes more than {usual} times"
        yield pair.flag(ID, Severity.WARNING, reason)
        return
    phrases = Counter(p for p in zip(words, words[1:], words[2:], words[3:], strict=False) if not ENGLISH.issuperset(p))
    phrase, times = phrases.most_common(1)[0] if phrases else (("",), 0)
    if times > max(usual, 1):
        reason = f"the translation says “{' '.join(phrase)}” {times} times, the source repeats nothing as often"
        yield pair.flag(ID, Severity.WARNING, reason)
