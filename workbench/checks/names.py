"""Names that the translation lost, garbled or made up.

German writes every noun with a capital, so a word counts as a name only when the lexicon knows neither it nor the parts
of it, it has no ending of a noun, no article stands before it, and its neighbours do not make it a common word.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbench.checks import german, lexicon, match
from workbench.checks.facts import English, German
from workbench.checks.pair import Pair, spans
from workbench.checks.remembered import remembered
from workbench.types import Flag, Severity

ID = "names"
_NOUNS = """ung heit keit schaft tum ismus ion tät nis chen lein ierer erin ungen ionen schaften keiten heiten innen
    ler lern ling enz anz eur euse ment age zeug werk haus mann frau leute zeit jahr tag woche monat stoff platz stück
    fall""".split()
_NOUN = frozenset(noun + ending for noun in _NOUNS for ending in ("", *"e n s en es er ern".split()))
_NOUN_LENGTHS = range(min(map(len, _NOUN)), max(map(len, _NOUN)) + 1)
# Words that English writes with a capital and German need not say.
_ENGLISH_ONLY = frozenset(
    """mr mrs ms dr sir lady lord english german french american british monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december god
    internet parliament congress senate christmas easter""".split()
)


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a name of one side that no word of the other is written or sounds like."""
    if not pair.source_words or not pair.target_words:
        return
    sides = match.of(pair)
    new = [place for place, word in enumerate(pair.target_words) if word.may_be_name and _is_new(pair, place, sides)]
    capitals = [place for place, word in enumerate(pair.source_words) if word.may_be_name]
    lost = [place for place in capitals if place and _is_lost(pair, place, sides)]
    for place in lost[:3]:
        word, span = pair.source_words[place], spans(pair.source)[place]
        other = _likely(word, [pair.target_words[place] for place in new])
        if other is None and not _is_placed(pair, place):
            continue
        if other is not None:
            there = new.pop(other)
            reason = f"the source says “{word.text}”, the translation “{pair.target_words[there].text}”"
            yield pair.flag(ID, Severity.ERROR, reason, span, spans(pair.target)[there])
        else:
            reason = f"the name “{word.text}” is not in the translation"
            # A well-known place or person is often put in other words.
            known = lexicon.is_german(word.lower) and not _has_first_name(pair, place)
            yield pair.flag(ID, Severity.NOTE if known else Severity.WARNING, reason, span)
    for place in new[:1]:
        reason = f"the name “{pair.target_words[place].text}” of the translation is not in the source"
        yield pair.flag(ID, Severity.NOTE, reason, None, spans(pair.target)[place])


def _is_lost(pair: Pair, place: int, sides: match.Sides) -> bool:
    """Whether a capitalised word is a name that the translation does not say; the cheapest question comes first."""
    word, before = pair.source_words[place], pair.source_words[place - 1]
    if sides.read[place] or german.is_determiner(before.text):
        return False
    return _is_name(pair, place) and not _is_heard(word, sides)


def _is_name(pair: Pair, place: int) -> bool:
    if is_common(pair.source_words[place].lower):
        return _has_first_name(pair, place)
    # After a quotation mark or a colon a sentence may begin.
    return _is_next(pair.source, place) or _has_first_name(pair, place)


@remembered
def is_common(word: str) -> bool:
    """Whether a lower-case word is an ordinary noun, or too much in use to be a name by itself."""
    if "-" in word or word in german.FUNCTION_WORDS or any(word[-length:] in _NOUN for length in _NOUN_LENGTHS):
        return True
    return lexicon.is_german(word) and (_entry(word) is None or _is_noun(word))


def _is_next(text: str, place: int) -> bool:
    """Whether only spaces stand between a word and the one before it."""
    where = spans(text)
    return text[where[place - 1][1] : where[place][0]].isspace()


def _has_first_name(pair: Pair, place: int) -> bool:
    """Whether the word before it is a name by itself, as in "Katharina Wiesner", and the translation kept that one."""
    before, word = pair.source_words[place - 1 : place + 1]
    if not before.is_capital or before.parts or word.parts or not _is_next(pair.source, place):
        return False
    if not _may_be_first(before.lower) or _is_noun(word.lower):
        return False
    sound = lexicon.sound(before.lower)
    return any(
        kept.is_capital and follower.is_capital and lexicon.sound(kept.lower) == sound
        for kept, follower in pairwise(pair.target_words)
    )


@remembered
def _may_be_first(word: str) -> bool:
    return not _is_noun(word) and (bool(_entry(word)) or not lexicon.is_german(word))


def _entry(word: str) -> str | None:
    """The likeliest English stem of a German word."""
    return next(iter(lexicon.entry(german.stem(word))), None)


def _is_noun(word: str) -> bool:
    """Whether the lexicon has it, and English says it in another way."""
    entry = _entry(word)
    return entry is not None and lexicon.sound(entry) != lexicon.sound(word)


def _is_placed(pair: Pair, place: int) -> bool:
    """Whether it surely is a name: the first name before it was kept, or it stands where a place or a speaker does."""
    return pair.source_words[place - 1].lower in _BEFORE_NAMES or _has_first_name(pair, place)


_BEFORE_NAMES = frozenset("in nach sagt sagte erklärt erklärte betont betonte meint meinte".split())


def _is_heard(word: German, sides: match.Sides) -> bool:
    """Whether it sounds like a capitalised word of the translation, or like a part of one."""
    if match.is_told(word, sides):
        return True
    sound = lexicon.sound(word.lower)
    return len(sound) < 2 or _is_like(sound, sides.target_sounds)


def _is_like(sound: str, others: frozenset[str]) -> bool:
    return any(sound in other or (len(other) > 3 and other in sound) for other in others)


def _is_new(pair: Pair, place: int, sides: match.Sides) -> bool:
    """Whether an English word is a name, unknown to English and unlike any word of the source."""
    word = pair.target_words[place]
    if place == 0 or sides.written[place] or _is_known(word.lower):
        return False
    if not _is_next(pair.target, place) or match.is_said(place, word, sides):
        return False
    sound = lexicon.sound(word.lower.removesuffix("'s"))
    return len(sound) > 2 and not _is_like(sound, sides.source_sounds)


@remembered
def _is_known(word: str) -> bool:
    name = word.removesuffix("'s")
    return name in _ENGLISH_ONLY or lexicon.is_english(name)


def _likely(word: German, others: list[English]) -> int | None:
    """Which of the new names probably stands for the lost one."""
    alike = (place for place, other in enumerate(others) if other.lower[:1] == word.lower[:1])
    return next(alike, 0 if others else None)
