"""Where the terms of a glossary stand in a German sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.glossary.forms import GAP, HEAD, HYPHENS, PART, WORD, follows, forms_of, key, words
from workbench.glossary.terms import Case, Glossary, Term


class Kind(StrEnum):
    """In which form a term was found."""

    EXACT = "exact"  # as listed, but for case
    INFLECTED = "inflected"  # "des Kremls"
    COMPOUND = "compound"  # a part of a longer word: "Kremlsprecher", "Kreml-Sprecher"
    RULE = "rule"  # not listed: a name that the rules of transliteration know


@dataclass(frozen=True, slots=True)
class Match:
    """One occurrence; in a compound, the span is the part that is the term."""

    term: Term
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    forms: tuple[frozenset[str], ...]  # per word: the keys, or for exact terms the spellings, that it may have
    base: tuple[str, ...]

    def at(self, spelled: list[str]) -> bool:
        given = spelled if self.term.case is Case.EXACT else [key(word) for word in spelled]
        return all(word in forms for word, forms in zip(given, self.forms, strict=True))


@dataclass(frozen=True, slots=True)
class _Index:
    by_word: dict[str, list[_Entry]]  # key of each form of an entry's first word; most words first
    parts: dict[str, Term]  # key of the single words that may be a part of a compound


def find(glossary: Glossary, german: str) -> list[Match]:
    """The terms of the glossary in a German text, left to right, the longest first, never overlapping.

    Offsets count code points of `german`. Words are compared whole; a part of a word counts only where the rest can
    be a German word of its own, and never in the middle.
    """
    if not glossary.terms:
        return []
    return list(_scan(_index(glossary), german))


def _scan(index: _Index, german: str) -> Iterator[Match]:
    tokens = [(m.start(), m.end(), m[0]) for m in WORD.finditer(german)]
    i = 0
    while i < len(tokens):
        start, end, word = tokens[i]
        folded = key(word)
        entry = next((e for e in index.by_word.get(folded, ()) if _stands(e, tokens, i, german)), None)
        if entry is None:
            yield from _parts(index, word, folded, start)
            i += 1
            continue
        size = len(entry.base)
        end = tokens[i + size - 1][1]
        yield Match(entry.term, start, end, _kind(entry, german, start, end))
        i += size


def _stands(entry: _Entry, tokens: list[tuple[int, int, str]], i: int, german: str) -> bool:
    size = len(entry.base)
    if i + size > len(tokens):
        return False
    if not all(GAP.fullmatch(german, tokens[j][1], tokens[j + 1][0]) for j in range(i, i + size - 1)):
        return False
    return entry.at([token[2] for token in tokens[i : i + size]])


def _kind(entry: _Entry, german: str, start: int, end: int) -> Kind:
    before, after = german[max(0, start - 2) : start], german[end : end + 2]
    # "der Kreml-Sprecher", and not "Kreml- und" or "- Kreml": a hyphen binds only between letters.
    if (after[:1] in HYPHENS and after[1:].isalpha()) or (before[-1:] in HYPHENS and before[:-1].isalpha()):
        return Kind.COMPOUND
    written = [key(word) for word in words(german[start:end])]
    return Kind.EXACT if tuple(written) == entry.base else Kind.INFLECTED


def _parts(index: _Index, word: str, folded: str, start: int) -> Iterator[Match]:
    """The terms that are the first or the last part of a compound."""
    cut = 0
    for size in range(len(folded) - 4, PART - 1, -1):
        term = index.parts.get(folded[:size])
        if term is not None and follows(folded[size:]):
            cut = size
            yield Match(term, start, start + _letters(word, size), Kind.COMPOUND)
            break
    if not word[:1].isupper():
        return
    for size in range(len(folded) - max(cut, 3), HEAD - 1, -1):
        term, ending = _head(index, folded, size)
        if term is not None:
            first = _letters(word, len(folded) - size)
            yield Match(term, start + first, start + len(word) - ending, Kind.COMPOUND)
            return


def _head(index: _Index, folded: str, size: int) -> tuple[Term | None, int]:
    """The term that the last `size` letters are, perhaps with an ending."""
    tail = folded[-size:]
    for ending in ("", "s", "n", "en", "e", "es"):
        if tail.endswith(ending) and len(tail) - len(ending) >= HEAD:
            term = index.parts.get(tail[: len(tail) - len(ending)])
            if term is not None:
                return term, len(ending)
    return None, 0


def _letters(word: str, size: int) -> int:
    """How many characters of `word` give the first `size` of its key, where "ß" counts two."""
    for count in range(len(word) + 1):
        if len(key(word[:count])) >= size:
            return count
    return len(word)


@lru_cache(maxsize=8)
def _index(glossary: Glossary) -> _Index:
    by_word: dict[str, list[_Entry]] = {}
    parts: dict[str, Term] = {}
    # A spelling of its own beats a form of another term: "Polen" the country, not the plural of somebody's "Pole".
    for term in glossary.terms:
        for spelling in (term.german, *term.forms):
            entry = _entry(term, words(spelling))
            for form in entry.forms[0]:
                by_word.setdefault(key(form), []).append(entry)
            if len(entry.base) == 1 and len(entry.base[0]) >= PART and term.case is Case.FOLD:
                parts[entry.base[0]] = term
    for first, entries in by_word.items():
        entries.sort(key=lambda entry: (-len(entry.base), entry.base[0] != first))
    return _Index(by_word, parts)


def _entry(term: Term, spelled: list[str]) -> _Entry:
    last = len(spelled) - 1
    forms = [forms_of(word, last=i == last) for i, word in enumerate(spelled)]
    if term.case is Case.FOLD:
        forms = [frozenset(key(form) for form in some) for some in forms]
    return _Entry(term, tuple(forms), tuple(key(word) for word in spelled))
