"""Where papers are kept: in the memory, or in the visitor's own browser when there is no memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from workbench.errors import UnknownEntry, UsageError
from workbench.store import Store
from workbench.ui.kept import Kept
from workbench.ui.vote.booth import Booth, Deed, enter
from workbench.ui.vote.browser import read_records, record_of, records_to_json
from workbench.ui.vote.source import Source
from workbench.votes import Paper


@dataclass(frozen=True, slots=True)
class Offer:
    """A ballot that can be gone on with, or whose results can be seen."""

    number: int
    title: str
    voter: str
    unit: str
    voted: int
    items: int
    closed: bool


class Keeper(Protocol):
    """What both do. All raise `UsageError` and `StoreError`."""

    def offers(self) -> list[Offer]:
        """All ballots, the newest first."""
        ...

    def begin(self, source: Source, paper: Paper) -> Booth:
        """The booth for a new paper, or for the one that its voter has begun on these outputs before."""
        ...

    def resume(self, number: int, source: Source | None) -> Booth:
        """The booth for a paper that was begun; `source` is what the visitor has opened."""
        ...

    def change(self, booth: Booth, deed: Deed) -> Booth:
        """Do something to the paper and keep it at once."""
        ...

    def papers(self, booth: Booth) -> list[Paper]:
        """The papers of all voters on the same outputs, this one included."""
        ...


def keeper_of(kept: Kept, browser: Any) -> InMemory | InBrowser:
    """The one to be used. `browser` is what the visitor's browser keeps. Raises `UsageError` when that is damaged."""
    return InMemory(kept.store) if kept.store is not None else InBrowser(browser)


class InMemory:
    """Entries of the memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def offers(self) -> list[Offer]:
        """All ballots, the newest first."""
        entries = self._store.ballots.newest()
        names = ("voter", "unit", "voted", "items", "closed")
        return [
            Offer(entry.id, f"{entry.id} · {entry.title}", **{name: entry.facts[name] for name in names})
            for entry in entries
        ]

    def begin(self, source: Source, paper: Paper) -> Booth:
        """See `Keeper`. What is voted on is remembered with the votes."""
        ballots = self._store.ballots
        about = ballots.keep(source.what) if source.number is None else source.number
        source = replace(source, number=about)
        for kept in map(ballots.get, [entry.id for entry in ballots.newest(about)]):
            if _same_voter(kept.paper, paper) and kept.paper.beside(paper):
                return enter(source, _still_open(kept.paper), kept.entry.id)
        return enter(source, paper, ballots.begin(paper, about))

    def resume(self, number: int, source: Source | None) -> Booth:
        """See `Keeper`. What was voted on comes from the memory, too."""
        kept = self._store.ballots.get(number)
        return enter(Source(self._store.ballots.votable(kept.about), kept.about), kept.paper, number)

    def change(self, booth: Booth, deed: Deed) -> Booth:
        """See `Keeper`."""
        try:
            return replace(booth, paper=self._store.ballots.change(booth.number, deed))
        except UnknownEntry:
            message = (
                "This ballot is no longer in the memory; it was deleted, perhaps with what it was on. Leave it here."
            )
            raise UnknownEntry(message) from None

    def papers(self, booth: Booth) -> list[Paper]:
        """See `Keeper`."""
        return [kept.paper for kept in self._store.ballots.beside(booth.number)]

    def to_json(self) -> None:
        """Nothing is kept in the browser."""


class InBrowser:
    """Records in the browser: choices by the number of the option, so that no name is in them."""

    def __init__(self, value: Any) -> None:
        self._records = read_records(value)

    def offers(self) -> list[Offer]:
        """All ballots, the newest first."""
        found = [
            Offer(number, f"{r.voter} on {r.title}", r.voter, r.unit, len(r.choices), r.items, r.closed)
            for number, r in enumerate(self._records)
        ]
        return found[::-1]

    def begin(self, source: Source, paper: Paper) -> Booth:
        """See `Keeper`."""
        new = record_of(enter(source, paper, len(self._records)))
        for number, record in enumerate(self._records):
            if record.same_outputs(new) and record.voter.casefold() == new.voter.casefold():
                booth = record.booth(source, number)
                _still_open(booth.paper)
                return booth
        self._records.append(new)
        return enter(source, paper, len(self._records) - 1)

    def resume(self, number: int, source: Source | None) -> Booth:
        """See `Keeper`. The outputs are not in the browser, so the visitor has to have opened them again."""
        if not 0 <= number < len(self._records):
            raise UsageError("This browser keeps no such ballot any more.")
        record = self._records[number]
        if source is None or not record.is_on(source):
            raise UsageError(
                f"The browser keeps the votes and not the outputs. Choose {record.title!r} again (the same comparison, "
                "or the same file) as what is voted on; then go on here."
            )
        return record.booth(source, number)

    def change(self, booth: Booth, deed: Deed) -> Booth:
        """See `Keeper`. The session's paper is the newest; what the browser sent may be older by a moment."""
        booth = replace(booth, paper=deed(booth.paper))
        record = record_of(booth)
        self._records = [r for r in self._records if not (r.same_outputs(record) and r.voter == record.voter)]
        self._records.insert(min(booth.number, len(self._records)), record)
        return booth

    def papers(self, booth: Booth) -> list[Paper]:
        """See `Keeper`."""
        own = record_of(booth)
        return [
            record.booth(booth.source, number).paper
            for number, record in enumerate(self._records)
            if record.same_outputs(own)
        ]

    def to_json(self) -> list[dict[str, Any]]:
        """What the browser is to keep."""
        return records_to_json(self._records)


def _same_voter(one: Paper, other: Paper) -> bool:
    return one.voter.casefold() == other.voter.casefold()


def _still_open(paper: Paper) -> Paper:
    """Raises `UsageError` for a voter who has seen the names."""
    if paper.closed:
        raise UsageError(
            f"{paper.voter} has voted on these outputs and seen whose they are; the results are in the list above. "
            "Another voter needs another name."
        )
    return paper
