"""A paper as the browser keeps it when there is no memory: without outputs, without names, only numbers of options.

The outputs stay out because they may be large and private; a fingerprint tells whether the same were opened again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.errors import SchemaError
from workbench.ui.vote.booth import Booth, choosing, enter
from workbench.ui.vote.source import Source
from workbench.votes import Ballot, Paper


@dataclass(frozen=True, slots=True)
class Record:
    """One voter's paper. Items are named by their place on the ballot, which the seed makes again."""

    outputs: str  # fingerprint of the sheet with all its systems
    title: str
    unit: str
    systems: tuple[int, ...]  # places in the sheet's list of systems
    voter: str
    seed: int
    order: str  # fingerprint of the ballot
    items: int
    choices: Mapping[int, str]
    notes: Mapping[int, str]
    at: int
    closed: bool

    def same_outputs(self, other: Record) -> bool:
        """Whether both are about the same outputs."""
        return (self.outputs, set(self.systems)) == (other.outputs, set(other.systems))

    def is_on(self, source: Source) -> bool:
        """Whether a source holds the outputs that this is about."""
        return self.unit in source.units() and source.sheet(self.unit).fingerprint == self.outputs

    def booth(self, source: Source, number: int) -> Booth:
        """The booth with this paper. Raises `SchemaError` when the ballot cannot be made again as it was."""
        names = source.sheet(self.unit).systems
        systems = tuple(names[place] for place in self.systems if 0 <= place < len(names))
        booth = enter(source, Paper(self.voter, self.unit, systems, self.seed, self.items), number)
        if _order(booth.ballot) != self.order:
            raise SchemaError("This ballot was made by another version of the workbench, which shuffled otherwise.")
        paper = booth.paper
        for place, choice in self.choices.items():
            paper = choosing(booth, place, choice)(paper)
        for place, note in self.notes.items():
            paper = paper.noting(booth.item(place).id, note)
        return replace(booth, paper=replace(paper.looking(booth.item(self.at).id), closed=self.closed))


_adapter = TypeAdapter(list[Record])


def record_of(booth: Booth) -> Record:
    """What the browser is to keep of a paper."""
    paper, items = booth.paper, booth.ballot.items
    full = booth.source.sheet(paper.unit)
    return Record(
        outputs=full.fingerprint,
        title=booth.source.title,
        unit=paper.unit,
        systems=tuple(full.systems.index(name) for name in paper.systems),
        voter=paper.voter,
        seed=paper.seed,
        order=_order(booth.ballot),
        items=paper.items,
        choices={place: booth.choice(item) for place, item in enumerate(items) if item.id in paper.votes},
        notes={place: paper.notes[item.id] for place, item in enumerate(items) if item.id in paper.notes},
        at=booth.place,
        closed=paper.closed,
    )


def read_records(value: Any) -> list[Record]:
    """What a browser sent. Raises `SchemaError` when it is damaged."""
    try:
        return _adapter.validate_python(value or [])
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise SchemaError(
            f"What this browser keeps of your votes is damaged at {place}; it is left as it is."
        ) from None


def records_to_json(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Plain data for the browser."""
    data: list[dict[str, Any]] = _adapter.dump_python(list(records), mode="json")
    return data


def _order(ballot: Ballot) -> str:
    shown = [[item.id, item.source, item.options] for item in ballot.items]
    return sha256(json.dumps(shown).encode()).hexdigest()[:16]
