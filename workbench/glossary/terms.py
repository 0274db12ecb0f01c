"""What a glossary is: terms, where two of them contradict, and a hash that says which list was used."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from workbench.glossary import dictionary
from workbench.glossary.forms import key

# Counts up when finding or applying changes, so that a cached result of older rules is not taken for a new one.
RULES = 1


class Case(StrEnum):
    """How a term's German is compared with the text."""

    FOLD = "fold"  # capital and small letters are the same; "ß" and "ss" too
    EXACT = "exact"  # as it is written, for abbreviations and words that mean something else in small letters


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: a German word or name and the English that is wanted for it."""

    german: str
    english: str
    note: str | None = None
    case: Case = Case.FOLD
    forms: tuple[str, ...] = ()  # other German spellings or forms that no rule of inflection gives
    accept: tuple[str, ...] = ()  # other English that is right too and is left as it is

    @property
    def is_name(self) -> bool:
        """Whether the English is a name. A missing name says more than a missing noun, which may be paraphrased."""
        return not self.english[0].islower()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two entries with the same German and different English; the later one is kept."""

    german: str
    kept: Term
    dropped: Term


@dataclass(frozen=True)
class Glossary:
    """A list of terms without duplicates, in the order in which they were first named."""

    terms: tuple[Term, ...]
    name: str
    hash: str  # sha256 of everything that changes the result, first 12 hex digits
    conflicts: tuple[Conflict, ...] = ()
    mends: bool = False  # whether garbled words are put right too, by a list that was learnt (`mending.py`)

    def __hash__(self) -> int:  # the index of `find` is cached by glossary; the digest is cheaper than all terms
        return hash(self.hash)

    @property
    def signature(self) -> str | None:
        """The value of the signature's part "glossary"; None without terms, which changes nothing."""
        mended = f"/m{dictionary.VERSION}" if self.mends else ""
        return f"{self.name}/{self.hash}/r{RULES}{mended}" if self.terms or self.mends else None


def build(terms: Iterable[Term], name: str) -> Glossary:
    """A glossary of these terms. Of two with the same German the later one is kept, and a difference is recorded."""
    kept: dict[tuple[str, bool], Term] = {}
    conflicts = []
    for term in terms:
        place = (term.german if term.case is Case.EXACT else key(term.german), term.case is Case.EXACT)
        before = kept.get(place)
        if before is not None and key(before.english) != key(term.english):
            conflicts.append(Conflict(term.german, term, before))
        kept[place] = term
    unique = tuple(kept.values())
    return Glossary(unique, name, _digest(unique), tuple(conflicts))


def merge(*glossaries: Glossary) -> Glossary:
    """One glossary of several; a later one overrules those before it, and what it overrules is in `conflicts`."""
    merged = build(
        (term for glossary in glossaries for term in glossary.terms),
        "+".join(glossary.name for glossary in glossaries if glossary.terms) or "none",
    )
    earlier = tuple(conflict for glossary in glossaries for conflict in glossary.conflicts)
    mends = any(glossary.mends for glossary in glossaries)
    return Glossary(merged.terms, merged.name, merged.hash, earlier + merged.conflicts, mends)


def _digest(terms: tuple[Term, ...]) -> str:
    """Notes are left out: they are for readers and change no result."""
    rows = [[t.german, t.english, t.case, t.forms, t.accept] for t in terms]
    return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12]


EMPTY = build((), "none")
