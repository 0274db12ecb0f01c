"""Names that the translation lost, garbled or made up.

German writes every noun with a capital, so a word counts as a name only when the lexicon knows neither it nor the parts
of it, it has no ending of a noun, no article stands before it, and its neighbours do not make it a common word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench import words
from workbench.checks import german, lexicon, match
from workbench.checks.pair import Pair, Word
from workbench.types import Flag, Severity

ID = "names"
_NOUN = re.compile(
    r".*(?:ung|heit|keit|schaft|tum|ismus|ion|tät|nis|chen|lein|ierer|erin|ungen|ionen|schaften|keiten|heiten|innen|ler|lern"
    r"|ling|enz|anz|eur|euse|ment|age|zeug|werk|haus|mann|frau|leute|zeit|jahr|tag|woche|monat|stoff|platz|stück|fall)(?:e?[ns]?|er|ern)$"
)
_LETTERS = 4  # shorter names sound like too many other words
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
    new = [word for place, word in enumerate(pair.target_words) if _may_be(word) and _is_new(pair, place, sides)]
    capitals = [
        place
        for place in range(1, len(pair.source_words))
        if _may_be(pair.source_words[place]) and not german.is_determiner(pair.source_words[place - 1].text)
    ]
    lost = [place for place in capitals if not _told(pair, place, sides) and _is_name(pair, place)]
    for place in lost[:3]:
        word = pair.source_words[place]
        other = _likely(word, new)
        if other is None and not _is_placed(pair, place):
            continue
        if other is not None:
            reason = f"the source says “{word.text}”, the translation “{other.text}”"
            yield pair.flag(ID, Severity.ERROR, reason, (word.start, word.end), (other.start, other.end))
            new.remove(other)
        else:
            reason = f"the name “{word.text}” is not in the translation"
            # A well-known place or person is often put in other words.
            known = lexicon.is_german(word.lower) and not _has_first_name(pair, place)
            yield pair.flag(ID, Severity.NOTE if known else Severity.WARNING, reason, (word.start, word.end))
    for word in new[:1]:
        reason = f"the name “{word.text}” of the translation is not in the source"
        yield pair.flag(ID, Severity.NOTE, reason, None, (word.start, word.end))


def _may_be(word: Word) -> bool:
    return word.end - word.start >= _LETTERS and word.text[0].isupper() and word.text[1].islower()


def _is_name(pair: Pair, place: int) -> bool:
    word = pair.source_words[place]
    if _has_first_name(pair, place):
        return True
    if "-" in word.text or word.lower in german.FUNCTION_WORDS or _NOUN.fullmatch(word.lower):
        return False
    if lexicon.is_german(word.lower) and (_entry(word.lower) is None or _is_noun(word.lower)):
        return False
    # After a quotation mark or a colon a sentence may begin.
    return pair.source[pair.source_words[place - 1].end : word.start].isspace()


def _has_first_name(pair: Pair, place: int) -> bool:
    """Whether the word before it is a name by itself, as in "Katharina Wiesner", and the translation kept that one."""
    before, word = pair.source_words[place - 1 : place + 1]
    if not before.text[0].isupper() or "-" in before.text + word.text:
        return False
    if not pair.source[before.end : word.start].isspace():
        return False
    if _is_noun(before.lower) or (not _entry(before.lower) and lexicon.is_german(before.lower)) or _is_noun(word.lower):
        return False
    sound = lexicon.sound(before.lower)
    return any(
        lexicon.sound(kept.lower) == sound and follower.text[0].isupper()
        for kept, follower in zip(pair.target_words, pair.target_words[1:], strict=False)
        if kept.text[0].isupper()
    )


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


def _told(pair: Pair, place: int, sides: match.Sides) -> bool:
    word = pair.source_words[place]
    if match.is_told(word, sides):
        return True
    sound = lexicon.sound(word.lower)
    return len(sound) < 2 or any(sound in other or (len(other) > 3 and other in sound) for other in sides.target_sounds)


def _is_new(pair: Pair, place: int, sides: match.Sides) -> bool:
    """Whether an English word is a name, unknown to English and unlike any word of the source."""
    word = pair.target_words[place]
    if not word.text[1:].islower() or place == 0:
        return False
    name = word.lower.removesuffix("'s")
    if name in _ENGLISH_ONLY or lexicon.is_english(name) or words.stem(word.lower) in sides.images:
        return False
    before = pair.target_words[place - 1]
    if not pair.target[before.end : word.start].isspace() or match.is_said(word, sides):
        return False
    sound = lexicon.sound(name)
    return len(sound) > 2 and not any(
        sound in other or (len(other) > 3 and other in sound) for other in sides.source_sounds
    )


def _likely(word: Word, others: list[Word]) -> Word | None:
    """The new name that probably stands for the lost one."""
    return next((other for other in others if other.lower[:1] == word.lower[:1]), others[0] if others else None)
