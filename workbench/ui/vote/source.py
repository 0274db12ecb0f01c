"""What can be voted on: the visitor's last comparison, one of the memory, or a file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.comparison.types import Comparison
from workbench.errors import UsageError
from workbench.report import json as comparison_json
from workbench.store import COMPARISON, SHEET, Entry, Store
from workbench.votes import Paper, Sheet, Unit, from_comparison
from workbench.votes.paper import ROW

LAST, FILE = "last", "file"
UNITS = {
    Unit.SENTENCE.value: "Sentences",
    Unit.TEXT.value: "Whole texts",
    Unit.SUMMARY.value: "Summaries",
    ROW: "Rows of the file",
}
_COUNTED = ("texts", "sentences", "rows")  # facts of an entry that its label tells
_LISTED = 200  # entries of each kind in the list, the newest


@dataclass(frozen=True, slots=True)
class Source:
    """Outputs of several systems. `number` is that of its entry, where it comes from the memory."""

    what: Comparison | Sheet
    number: int | None = None

    @property
    def title(self) -> str:
        """What readers know it by."""
        if isinstance(self.what, Sheet):
            return self.what.name
        return " · ".join(text.title or text.name for text in self.what.texts)

    def units(self) -> list[str]:
        """What one vote can be about. Raises `UsageError` when nothing in it has two systems."""
        if isinstance(self.what, Sheet):
            found = [ROW] if len(self.what.systems) > 1 else []
        else:
            translated = len(self.what.systems) > 1 and bool(self.what.sentences)
            found = [Unit.SENTENCE.value, Unit.TEXT.value] if translated else []
            found += [Unit.SUMMARY.value] if len(self.sheet(Unit.SUMMARY.value).systems) > 1 else []
        if not found:
            raise UsageError(
                f"{self.title!r} has no two systems that could be told apart; there is nothing to vote on."
            )
        return found

    def sheet(self, unit: str) -> Sheet:
        """The rows of a unit, with all systems."""
        return self.what if isinstance(self.what, Sheet) else from_comparison(self.what, Unit(unit))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a visitor has before them to vote on."""

    value: str = ""  # as the list of choices has it
    source: Source | None = None
    opened: Source | None = None  # from files
    seen: Comparison | None = None  # the last comparison when the tab was looked at last
    known: int | None = None  # its number, where the memory has it
    unit: str = ""  # of the last ballot on this source, and its systems, for the next voter
    systems: tuple[str, ...] = ()
    drawn: bool = False  # whether a seed was drawn for the next ballot

    def voting_on(self, source: Source, paper: Paper) -> Chosen:
        """With what a ballot is on, so that the next voter finds the same settings."""
        value = self.value if source.number is None else str(source.number)
        return replace(self, value=value, source=source, unit=paper.unit, systems=paper.systems)


def choices(
    store: Store | None, last: Comparison | None, known: int | None, opened: Source | None
) -> list[tuple[str, str]]:
    """What can be chosen, as label and value: the file that was opened, the last comparison, those of the memory.

    A last comparison that is `known` to the memory stands under its number only.
    """
    entries = [*store.entries.newest(kind=COMPARISON, limit=_LISTED)] if store else []
    entries += store.entries.newest(kind=SHEET, limit=_LISTED) if store else []
    found = [(_label(entry), str(entry.id)) for entry in sorted(entries, key=lambda entry: -entry.id)]
    if last is not None and all(entry.id != known for entry in entries):
        found.insert(0, (f"The comparison just made: {Source(last).title}", LAST))
    if opened is not None:
        found.insert(0, (f"The file just opened: {opened.title}", FILE))
    return found


def number_of(store: Store | None, last: Comparison | None) -> int | None:
    """The number of a comparison in the memory."""
    if store is None or last is None:
        return None
    return store.entries.find(COMPARISON, comparison_json.render(last))


def source_of(value: str, store: Store | None, last: Comparison | None, opened: Source | None) -> Source:
    """What was chosen. Raises `UsageError` for what is not there, `StoreError` when the memory cannot be read."""
    if value == FILE and opened is not None:
        return opened
    if value == LAST and last is not None:
        return Source(last)
    if store is not None and value.isdecimal():
        return Source(store.ballots.votable(int(value)), int(value))
    raise UsageError("Choose a comparison, or open a file, to vote on.")


def _label(entry: Entry) -> str:
    facts = entry.facts
    parts = [f"{facts[key]} {key[: -1 if facts[key] == 1 else None]}" for key in _COUNTED if key in facts]
    return f"{entry.id} · {entry.title} ({', '.join(parts)})"
