"""The places in a translation where a missed term can be put in without a doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.glossary.english import Span
from workbench.glossary.forms import GAP, HYPHENS, WORD, forms_of, key, words
from workbench.glossary.matching import Kind, Match
from workbench.glossary.spelling import close
from workbench.glossary.terms import Glossary, Term

# German names and terms that are English words as well: where they stand, they may be meant as English.
_ENGLISH_TOO = frozenset("island rat land bund bonn essen senat niger oman jordan kanzler reich".split())
_LONG = 8  # letters from which a German common noun without umlaut is taken for one ("Bundestag", not "Gift")
_START = 6  # letters of a word at the start of a sentence, where every word has a capital, to be taken for a name
_SENTENCE = re.compile(r"(?:^|[.!?:]\s)[\s\"'“”„‘’»«(\[]*$")
_LINKED = 2  # letters more that may differ where the alignment says that the word is the term


Link = tuple[Span, Span]
"""One link of a word alignment: a span of the German and the span of the English that it became."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the English and what belongs there."""

    start: int
    end: int
    after: str
    guessed: bool = False  # whether that is only likely


def places(
    glossary: Glossary,
    source: str,
    target: str,
    matches: Sequence[Match],
    taken: Sequence[Span],
    alignment: Sequence[Link] | None,
) -> list[Place]:
    """Certain places for one term, left to right: first where its German stands, then where it was misspelled."""
    tokens = [(m.start(), m.end(), m[0]) for m in WORD.finditer(target)]
    busy = bytearray(len(target))
    for start, end in taken:
        busy[start:end] = b"\1" * (end - start)
    search = _Search(glossary, source, target, tokens, busy, matches, alignment)
    found = search.left_german()
    # The parts of compounds become words of other kinds ("Moskaureise", "Muscovite trip"): too little to go by.
    if any(match.kind is not Kind.COMPOUND for match in matches):
        found += search.misspelled()
    return sorted(found, key=lambda place: place.start)


@dataclass(slots=True)
class _Search:
    glossary: Glossary
    source: str
    target: str
    tokens: list[tuple[int, int, str]]
    busy: bytearray  # per character of the target, whether it belongs to a term already
    matches: Sequence[Match]  # of one term
    alignment: Sequence[Link] | None
    elsewhere: frozenset[str] = field(init=False)  # keys of the German words that are not this term
    rivals: frozenset[str] = field(init=False)  # those of them with a capital, which may be names

    def __post_init__(self) -> None:
        own = {m.start() for match in self.matches for m in WORD.finditer(self.source, match.start, match.end)}
        rest = [m[0] for m in WORD.finditer(self.source) if m.start() not in own]
        self.elsewhere = frozenset(key(word) for word in rest)
        self.rivals = frozenset(word for word in rest if word[0].isupper())

    @property
    def term(self) -> Term:
        return self.matches[0].term

    def left_german(self) -> list[Place]:
        """Where the German was left standing as it is listed or as it stands in the source."""
        found = []
        written = {self.source[m.start : m.end] for m in self.matches}
        for spelling in sorted({self.term.german, *self.term.forms, *written}, key=len, reverse=True):
            if not _unmistakable(spelling, self.term):
                continue
            *before, last = words(spelling)
            forms = [*(forms_of(word, last=False) for word in before), forms_of(last)]
            keys = [{key(form) for form in some} for some in forms]
            for start, end in self._windows(len(keys)):
                given = words(self.target[start:end])
                same = all(key(word) in some for word, some in zip(given, keys, strict=True))
                noun = not spelling[0].isupper() or given[0][0].isupper()
                if same and noun and self._open(start, end) and not self._in_german_name(end):
                    found.append(self._take(start, end, spelling))
        return found

    def _in_german_name(self, end: int) -> bool:
        """Whether an adjective belongs to a name that was left in German on purpose: "Deutsche Welle"."""
        if not self.term.german.endswith("sch"):
            return False
        after = WORD.search(self.target, end)
        following = (WORD.search(self.source, match.end) for match in self.matches)
        return after is not None and any(word is not None and word[0] == after[0] for word in following)

    def misspelled(self) -> list[Place]:
        """Capitalised words that are close to the German or the English name and are no other name's spelling."""
        names = self.term.english[0].isupper() and self.term.german[0].isupper()
        if not names or self.term.german.lower() in _ENGLISH_TOO:
            return []
        english, german = words(self.term.english), words(self.term.german)
        found = []
        for size in sorted({len(english), len(german)}, reverse=True):
            options = [option for option in (german, english) if len(option) == size]
            for start, end in self._windows(size):
                given = words(self.target[start:end])
                linked = self._linked(start, end)
                if self.alignment is not None and not linked:
                    continue
                if (
                    self._open(start, end)
                    and self._is_name(given, start, linked)
                    and self._near(given, options, linked)
                ):
                    found.append(self._take(start, end, ""))
        return found

    def _windows(self, size: int) -> list[Span]:
        """Runs of `size` words that can be one name."""
        tokens = self.tokens
        return [
            (tokens[i][0], tokens[i + size - 1][1])
            for i in range(len(tokens) - size + 1)
            if all(GAP.fullmatch(self.target, tokens[j][1], tokens[j + 1][0]) for j in range(i, i + size - 1))
        ]

    def _open(self, start: int, end: int) -> bool:
        """Not within another term's English, and not a part of a longer name that a hyphen or apostrophe makes."""
        if any(self.busy[start:end]):
            return False
        before, after = self.target[max(0, start - 2) : start], self.target[end : end + 2]
        joined_before = len(before) == 2 and before[1] in HYPHENS + "'’" and before[0].isalnum()
        joined_after = len(after) == 2 and after[0] in HYPHENS and after[1].isupper()
        return not joined_before and not joined_after

    def _is_name(self, given: list[str], start: int, linked: bool) -> bool:
        if not given[0][0].isupper() or not given[-1][0].isalpha():
            return False
        return linked or not begins(self.target, start) or len(given[0]) >= _START

    def _near(self, given: list[str], options: list[list[str]], linked: bool) -> bool:
        """Each word is close to the term's word, and none is another name: of the source or of the glossary."""
        apart = 0
        for i, word in enumerate(given):
            near = close(word, tuple(option[i] for option in options), _LINKED if linked else 0)
            if near is None:
                return False
            apart += near
        own = {key(word) for option in options for word in option}
        others = (self.elsewhere, _english_words(self.glossary))
        if any(key(word) in some for some in others for word in given if key(word) not in own):
            return False
        rivals = (close(" ".join(given), (name,)) for name in self.rivals)
        return all(rival is None or apart < rival for rival in rivals)

    def _linked(self, start: int, end: int) -> bool:
        if self.alignment is None:
            return False
        own = [(match.start, match.end) for match in self.matches]
        return any(
            s[0] < last and first < s[1] and t[0] < end and start < t[1]
            for s, t in self.alignment
            for first, last in own
        )

    def _take(self, start: int, end: int, german: str) -> Place:
        self.busy[start:end] = b"\1" * (end - start)
        return Place(start, end, self._cased(start, end, german))

    def _cased(self, start: int, end: int, german: str) -> str:
        """The English in the casing of what stood there; a German genitive that was left becomes a possessive."""
        before, after = self.target[start:end], self.term.english
        name = after[0].isupper()
        genitive = name and german and before.endswith("s") and not self.term.german.endswith("s")
        if before.isupper() and len(before) > 3 and not self.term.german.isupper():
            after = after.upper()
        elif before[0].isupper() and begins(self.target, start):
            after = after[0].upper() + after[1:]
        return after + "'s" if genitive and self.target[end : end + 1] not in ("'", "’") else after


def begins(text: str, start: int) -> bool:
    """Whether a sentence begins here; a few characters before tell it."""
    before = text[max(0, start - 8) : start]
    return _SENTENCE.search(before if start <= 8 else f"x{before}") is not None


def _unmistakable(german: str, term: Term) -> bool:
    """Whether this German, standing in an English sentence, can only be German that was left over."""
    folded = german.lower()
    if folded in _ENGLISH_TOO or len(german) < 3:
        return False
    if folded == term.english.lower():
        return False
    if term.english[0].isupper() and german[0].isupper():
        return True
    return bool(re.search("[äöüß]", folded)) or len(german) >= _LONG or (german.isupper() and len(german) > 2)


@lru_cache(maxsize=8)
def _english_words(glossary: Glossary) -> frozenset[str]:
    """Every word of every English name that the glossary knows: where one stands, it stands for itself."""
    names = [name for term in glossary.terms for name in (term.english, *term.accept) if name[0].isupper()]
    return frozenset(key(word) for name in names for word in words(name))
