"""Words of the translation that are no English: models put them together from pieces, or misspell them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import english, lexicon, match, names, untranslated
from workbench.checks.facts import parts_of
from workbench.checks.pair import Pair, spans
from workbench.types import Flag, Severity

ID = "spellcheck"
_MOST = 12  # words that are looked into; a sentence with so many in no list is flagged by then
_FOREIGN = 9  # letters of the shortest word that the source may excuse by one that begins alike
_ALIKE = 4  # first letters that a noun shares with what was made of it: "Silbermedaille", "Silbermedaills"
_ENDING = 3  # last letters in which such a word may differ, and by which it may be longer: "Probiotika", "probiotics"


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a word that is no English one, unless the source has it, or a word that begins like it, or it is a name."""
    unlisted = [place for place, word in enumerate(pair.target_words) if word.unlisted]
    if not unlisted:
        return
    copied = {word.lower for word in pair.source_words}  # mostly names
    unlisted = [place for place in unlisted if pair.target_words[place].lower not in copied]
    if not unlisted:
        return
    source = {part for word in pair.source_words for part in (word.lower, *(parts_of(word.lower) or ()))}
    for place in unlisted[:_MOST]:
        if _is_wrong(pair, place, source):
            reason = f"“{pair.target_words[place].text}” is no English word"
            yield pair.flag(ID, Severity.WARNING, reason, None, spans(pair.target)[place])


def _is_wrong(pair: Pair, place: int, source: set[str]) -> bool:
    word = pair.target_words[place]
    if word.is_capital:
        return _is_garbled(pair, place) and not english.is_word(word.unlisted[0])
    return any(not _is_taken(part, source) and not english.is_word(part) for part in word.unlisted)


def _is_taken(part: str, source: set[str]) -> bool:
    """Whether the source has a word, or nearly, as a technical term; German words have a check of their own."""
    if part in source:
        return True
    if len(part) < _FOREIGN or not part.isascii():
        return False
    beginning = part[:-_ENDING]
    alike = (word for word in source if word.startswith(beginning) and abs(len(word) - len(part)) <= _ENDING)
    return any(not lexicon.is_german(word) for word in alike)


def _is_garbled(pair: Pair, place: int) -> bool:
    """Whether a word with a capital is made from a German noun, or stands first and is like nothing in the source."""
    word = pair.target_words[place]
    first = word.lower[:_ALIKE]
    alike = [other for other in pair.source_words if other.lower.startswith(first)]
    if any(other.is_capital and not other.parts and names.is_common(other.lower) for other in alike):
        return not untranslated.is_beside_name(pair, place)
    return place == 0 and not alike and not match.is_said(place, word, match.of(pair))
