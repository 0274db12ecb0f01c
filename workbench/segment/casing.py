"""German in capitals → the casing of ordinary German, because models of sentences cannot read capitals.

A word's casing is that of the word in ordinary text: what `casing.txt` says of it behind the word before, else of the
word, else of its longest known ending; a word of which nothing is known is taken for a noun, as most new words are.
`training/casing.py` makes the table. ß, which capitals write as SS, comes back with the words that the table has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

CASING = "1"
"""The version of the table and its rules, for signatures: raise it when any text would be read in another casing."""

_WORD = re.compile(r"[^\W\d_]+")
# Before a word that begins a sentence, or one in quotes; not after an abbreviation of single letters, or a number.
_BEGINS = re.compile(r"(?:^[\W_]*|[:!?]\s*[\"„“”»«‚›‹]\s*|[^\W\d_]{2}[.!?…]+[\"“”«»)]?\s+\W*)$")
_LOOK_BACK = 40  # characters before a word that are looked at for that
_VOWEL = re.compile("[AEIOUÄÖÜY]")
_RUN = 3  # words of two letters or more in a row; fewer are often a name: DER SPIEGEL, NEW YORK
_SHARE = 0.8  # of the letters of a text in capitals; the rest may be "iPhone" or "(dpa)"
_CHANGED = 5  # letters of the words that change in such a text; fewer may be an abbreviation
_ABBREVIATION = 5  # letters of the longest word without a vowel that is taken for one
_REST = 2  # letters at least before a known ending
_LAST_LATIN = "\u024f"

LOWER, CAPITAL = "-", "+"  # the marks of endings in the table


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of the casing of words; keys are in capitals, with SS for ß."""

    words: dict[str, str]  # as ordinary text writes them
    behind: dict[tuple[str, str], str]  # the same behind a certain word, where that differs
    endings: dict[str, str]  # `LOWER` or `CAPITAL`

    def cased(self, word: str, before: str | None) -> str:
        """A word in capitals in its ordinary casing; `before` is the word before it, if only a space parts them."""
        key = capitals(word)
        known = (before and self.behind.get((capitals(before), key))) or self.words.get(key)
        if known:
            return known
        if len(word) <= _ABBREVIATION and not _VOWEL.search(key):
            return word
        return word.lower() if self.kind(key) == LOWER else word[0] + word[1:].lower()

    def kind(self, key: str) -> str:
        """How words that end like this one are written."""
        ends = (key[start:] for start in range(_REST, len(key)))
        return next((self.endings[end] for end in ends if end in self.endings), CAPITAL)


def capitals(word: str) -> str:
    """A word in capitals as the table has it."""
    return word.upper().replace("ẞ", "SS")


def read_table(lines: Sequence[str]) -> Table:
    """The table of lines: a word, two words (the second one's casing behind the first), or a marked ending."""
    table = Table({}, {}, {})
    for line in lines:
        before, _, word = line.rpartition(" ")
        if line[0] in (LOWER, CAPITAL):
            table.endings[capitals(line[1:])] = line[0]
        elif before:
            table.behind[capitals(before), capitals(word)] = word
        else:
            table.words[capitals(word)] = word
    return table


@cache
def _table() -> Table:
    return read_table(files("workbench.segment").joinpath("casing.txt").read_text("utf-8").splitlines())


def recased(text: str) -> str:
    """A sentence with the casing of ordinary German where it is in capitals; else the text itself.

    It is in capitals where nearly all its letters are, or three words in a row of which one is no noun. Names of two
    words and abbreviations are left as they are, and so are other alphabets. White space and punctuation stay; SS may
    become ß, and the text comes composed (NFC) where something was changed.
    """
    composed = unicodedata.normalize("NFC", text)
    changes = [change for run in _text_in_capitals(composed) for change in run]
    if all(match[0] == word for match, word in changes):
        return text
    at, parts = 0, []
    for match, word in changes:
        parts += [composed[at : match.start()], word]
        at = match.end()
    return "".join(parts) + composed[at:]


def usual_casing(word: str) -> str:
    """A word by itself as ordinary text writes it: nouns with a capital."""
    return _table().cased(word.upper(), None)


Change = tuple[re.Match[str], str]
"""A word in capitals, and the same in its ordinary casing."""


def _text_in_capitals(text: str) -> list[list[Change]]:
    """The runs of words in capitals that ordinary text would write otherwise."""
    words = list(_WORD.finditer(text))
    loud = [_is_loud(match[0]) for match in words]
    if not any(loud):
        return []
    runs = [
        [match for match, _ in run]
        for is_run, run in groupby(zip(words, loud, strict=True), key=itemgetter(1))
        if is_run
    ]
    if _letters(match for run in runs for match in run) >= _SHARE * _letters(words):
        changed = [_cased(text, run) for run in runs]
        differ = _letters(match for run in changed for match, word in run if match[0] != word)
        return changed if differ >= _CHANGED else []
    # Most texts end here: an abbreviation does not load the table.
    long = (run for run in runs if sum(len(match[0]) > 1 for match in run) >= _RUN)
    return [changed for changed in (_cased(text, run) for run in long) if _is_text(changed)]


def _letters(words: Iterable[re.Match[str]]) -> int:
    return sum(len(match[0]) for match in words)


def _is_loud(word: str) -> bool:
    """Whether a word is in Latin capitals, but for ß, which many keyboards have no capital of."""
    return word.replace("ß", "").isupper() and all(char <= _LAST_LATIN or char == "ẞ" for char in word)


def _is_text(run: Sequence[Change]) -> bool:
    """Whether words in capitals are more than names: whether behind the first there is one in lower case."""
    return any(word.islower() for _, word in [change for change in run if len(change[1]) > 1][1:])


def _cased(text: str, run: Sequence[re.Match[str]]) -> list[Change]:
    """Words in capitals with their ordinary casing."""
    return [(match, _word(text, match)) for match in run]


def _word(text: str, match: re.Match[str]) -> str:
    start = match.start()
    lead = text[max(0, start - _LOOK_BACK) : start]
    before = _WORD.search(lead[::-1])
    near = before[0][::-1] if before and before.start() == 1 and lead[-1] == " " else None
    word = _table().cased(match[0], near)
    return word[0].upper() + word[1:] if _BEGINS.search(lead) else word


def in_casing_of(read: str, text: str) -> str:
    """`text` in the casing of `read`, which is what a model was given for it; as long as before, so ß is ss.

    Offsets into the result are offsets into `text`.
    """
    if read == text:
        return text
    shown, at, half = [], 0, False
    for char in text:
        other = read[at : at + 1]
        if other == "ß" and char in "sS":
            shown.append("s")
            at, half = at + half, not half
        elif other and _base(other) == _base(char):
            shown.append(char.lower() if other.islower() and len(char.lower()) == 1 else char)
            at += 1
        else:
            shown.append(char)
            at += other == " " and char.isspace()
    return "".join(shown)


def _base(char: str) -> str:
    """The letter without marks, in lower case."""
    return unicodedata.normalize("NFD", char)[0].casefold()
