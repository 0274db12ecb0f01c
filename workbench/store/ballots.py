"""Votes as entries: a ballot per voter, which belongs to the comparison or to the sheet that was voted on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.comparison.schema import load_comparison
from workbench.comparison.types import Comparison
from workbench.errors import UsageError
from workbench.report import json as comparison_json
from workbench.segment import clean_for_model
from workbench.store import comparisons
from workbench.store.entries import Draft, Entries, Entry
from workbench.store.kinds import BALLOT, COMPARISON, SHEET
from workbench.votes.paper import Paper, dump_paper, load_paper
from workbench.votes.sheet import Sheet, dump_sheet, load_sheet


@dataclass(frozen=True, slots=True)
class KeptBallot:
    """One voter's paper in the memory."""

    entry: Entry
    paper: Paper

    @property
    def about(self) -> int:
        """The number of the comparison or of the sheet that was voted on."""
        return int(self.entry.about)


class Ballots:
    """The ballots among the entries. Each vote is written down when it is given."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def begin(self, paper: Paper, about: int) -> int:
        """Remember a new paper; it is deleted with what it is about. Raises `UnknownEntry`."""
        title = self._entries.get(about).title
        draft = Draft(
            BALLOT, dump_paper(paper), f"{clean_for_model(paper.voter)} on {title}", str(about), _facts(paper)
        )
        return self._entries.add(draft)

    def get(self, number: int) -> KeptBallot:
        """One ballot. Raises `UnknownEntry`, and `UsageError` for an entry that is something else."""
        entry = self._entries.get(number)
        if entry.kind != BALLOT:
            raise UsageError(f"{number} is not a ballot but a {entry.kind}.")
        return KeptBallot(entry, load_paper(self._entries.payload(number)))

    def change(self, number: int, deed: Callable[[Paper], Paper]) -> Paper:
        """Do something to a paper as it stands in the memory, whoever wrote there last.

        Raises what `deed` raises, and `UnknownEntry` for one that was deleted.
        """
        changed: list[Paper] = []

        def revised(payload: str) -> tuple[str, Mapping[str, Any]]:
            changed.append(deed(load_paper(payload)))
            return dump_paper(changed[0]), _facts(changed[0])

        self.get(number)
        self._entries.revise(number, revised)
        return changed[0]

    def newest(self, about: int | None = None) -> list[Entry]:
        """The ballots, newest first: all, or those on one comparison or sheet."""
        return self._entries.newest(kind=BALLOT, about=None if about is None else str(about))

    def beside(self, number: int) -> list[KeptBallot]:
        """All ballots on the same outputs as one of them, itself included, the oldest first."""
        own = self.get(number)
        found = [self.get(entry.id) for entry in reversed(self.newest(own.about))]
        return [ballot for ballot in found if ballot.paper.beside(own.paper)]

    def on(self, number: int) -> list[KeptBallot]:
        """All ballots on the outputs that an entry has: a ballot, a comparison or a sheet.

        Raises `UsageError` for another entry, one without ballots, and one whose ballots are about different outputs.
        """
        if self._entries.get(number).kind not in (COMPARISON, SHEET):
            return self.beside(number)
        found = [self.get(entry.id) for entry in self.newest(number)]
        if not found:
            raise UsageError(f"Nobody has voted on {number} yet; `workbench votes list` shows the ballots.")
        if not all(ballot.paper.beside(found[0].paper) for ballot in found):
            told = ", ".join(f"{ballot.entry.id} ({ballot.paper.unit})" for ballot in reversed(found))
            raise UsageError(f"The ballots on {number} are about different outputs; name one of {told}.")
        return self.beside(found[0].entry.id)

    def keep(self, what: Comparison | Sheet) -> int:
        """The number of what is to be voted on; it is remembered where it was not yet."""
        if isinstance(what, Comparison):
            found = self._entries.find(COMPARISON, comparison_json.render(what))
            return self._entries.add(comparisons.draft_of(what)) if found is None else found
        found = self._entries.find(SHEET, dump_sheet(what))
        return self._entries.add(_sheet(what)) if found is None else found

    def sheet(self, number: int) -> Sheet:
        """A sheet as it was. Raises `UnknownEntry`, and `UsageError` for an entry that is something else."""
        found = self.votable(number)
        if isinstance(found, Comparison):
            raise UsageError(f"{number} is not a sheet but a comparison.")
        return found

    def votable(self, number: int) -> Comparison | Sheet:
        """What can be voted on. Raises `UnknownEntry`, and `UsageError` for an entry that is something else."""
        kind = self._entries.get(number).kind
        if kind == COMPARISON:
            return load_comparison(self._entries.payload(number))
        if kind == SHEET:
            return load_sheet(self._entries.payload(number))
        raise UsageError(f"{number} is not a comparison or a sheet but a {kind}.")


def _sheet(sheet: Sheet) -> Draft:
    """The sheet's JSON, and its texts to be searched."""
    outputs = dict.fromkeys(clean_for_model(text) for row in sheet.rows for text in row.outputs.values())
    return Draft(
        kind=SHEET,
        payload=dump_sheet(sheet),
        title=clean_for_model(sheet.name),
        facts={"rows": len(sheet.rows)},
        german="\n".join(dict.fromkeys(clean_for_model(row.source) for row in sheet.rows)),
        english="\n".join(outputs),
    )


def _facts(paper: Paper) -> Mapping[str, Any]:
    return {
        "voter": paper.voter,
        "unit": paper.unit,
        "items": paper.items,
        "voted": len(paper.votes),
        "closed": paper.closed,
    }
