"""The terms of one visitor: an immutable list, and what can be done to it. Knows nothing of gradio."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.errors import UsageError
from workbench.glossary import Glossary, Term, build, merge, parse_glossary, starter
from workbench.glossary.forms import key
from workbench.glossary.writers import write_toml

MOST = 5000  # entries; the list is drawn as one table
NAME = "mine"  # what signatures call the visitor's list


@dataclass(frozen=True, slots=True)
class Terms:
    """What a visitor wants names and terms to be called."""

    own: tuple[Term, ...] = ()
    starter: bool = True  # on from the start: it only changes names that were missed, and every change is shown
    editing: int | None = None  # the entry that the form holds; None when it holds a new one
    deleted: tuple[int, Term] | None = None  # the last entry that was deleted, and its place, until it is put back
    remembered: str = ""  # the list as the memory had it last, in the form of `toml`

    def toml(self) -> str:
        """The visitor's own terms as they are kept in the memory."""
        return write_toml(self.own)

    def glossary(self) -> Glossary:
        """All terms in one list; the visitor's own overrule those that ship."""
        own = build(self.own, NAME)
        return merge(starter(), own) if self.starter else own

    def saving(self, term: Term) -> Terms:
        """With the term in place of the one that is being edited, or at the end.

        Raises `UsageError` when another entry has the same German already, or the list is full.
        """
        for place, other in enumerate(self.own):
            if place != self.editing and key(other.german) == key(term.german) and other.case is term.case:
                raise UsageError(
                    f"“{other.german}” is in your list already (→ {other.english}); change that entry instead."
                )
        if self.editing is None:
            return replace(self, own=_few((*self.own, term)))
        own = list(self.own)
        own[self.editing] = term
        return replace(self, own=tuple(own), editing=None)

    def choosing(self, place: int) -> Terms:
        """With an entry chosen to be edited. Raises `UsageError` when there is none in that place."""
        self.at(place)
        return replace(self, editing=place)

    def at(self, place: int) -> Term:
        """The entry in a place, counted from 0. Raises `UsageError` when there is none."""
        if not 0 <= place < len(self.own):
            raise UsageError(f"There is no entry {place + 1} in your list; it has {len(self.own)}.")
        return self.own[place]

    def deleting(self, place: int) -> Terms:
        """Without an entry, which can be put back. The form lets go of the entry that it held."""
        gone = self.at(place)
        return replace(self, own=self.own[:place] + self.own[place + 1 :], editing=None, deleted=(place, gone))

    def restoring(self) -> Terms:
        """With the entry that was deleted last in its old place."""
        if self.deleted is None:
            raise UsageError("No entry was deleted.")
        place, term = self.deleted
        back = replace(self, editing=None, deleted=None)
        return replace(back, own=(*self.own[:place], term, *self.own[place:]))

    def importing(self, name: str, data: bytes) -> tuple[Terms, tuple[str, ...]]:
        """With the entries of a file, and what is to be said about them. One bad row, and nothing of it is taken.

        An entry of the file takes the place of one with the same German; where their English differs, that is said.
        Raises `UsageError` or `UnreadableSource` with the file's name, the line and the fault.
        """
        read = parse_glossary(data, name)
        merged = merge(build(self.own, NAME), read)
        words = [f"{c.german}: {c.kept.english} takes the place of {c.dropped.english}." for c in merged.conflicts]
        added = len(merged.terms) - len(self.own)
        first = f"{name}: {len(read.terms):,} entries read, {added:,} of them new."
        return replace(self, own=_few(merged.terms), editing=None, deleted=None), (first, *words)


def _few(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    if len(terms) > MOST:
        raise UsageError(
            f"The list would have {len(terms):,} entries and the page takes up to {MOST:,}; "
            "use `workbench run --glossary FILE` for more."
        )
    return terms
