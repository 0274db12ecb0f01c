"""What one voter has said of the items of a ballot so far, in a form that can be written down after every vote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from workbench.errors import SchemaError, UsageError
from workbench.votes.vote import Vote, vote_of

SCHEMA = "workbench.paper/1"
ROW = "row"  # the unit of a sheet that is voted on as its file has it


@dataclass(frozen=True, slots=True)
class Paper:
    """One voter's votes on one sheet. Once closed, it does not change any more, because its voter knows the names."""

    voter: str
    unit: str  # a `Unit`, or `ROW`
    systems: tuple[str, ...]  # whose outputs are shown
    seed: int  # of the order
    items: int  # that can be voted on
    votes: Mapping[str, Vote] = field(default_factory=dict)  # by item; their notes are in `notes`
    notes: Mapping[str, str] = field(default_factory=dict)  # by item, whether it was voted on or not
    at: str = ""  # the item in front of the voter
    closed: bool = False

    @property
    def open(self) -> int:
        """How many items have no vote."""
        return self.items - len(self.votes)

    def voting(self, vote: Vote) -> Paper:
        """With a vote, in the place of an earlier one on the same item. Raises `UsageError` when it is closed."""
        self._check_open()
        return replace(self, votes={**self.votes, vote.item: replace(vote, note="")})

    def noting(self, item: str, note: str) -> Paper:
        """With a note on an item; "" takes it away. Raises `UsageError` when it is closed and the note another one."""
        if note == self.notes.get(item, ""):
            return self
        self._check_open()
        rest = {name: text for name, text in self.notes.items() if name != item}
        return replace(self, notes={**rest, item: note} if note else rest)

    def looking(self, item: str) -> Paper:
        """With the item that is in front of the voter."""
        return replace(self, at=item)

    def closing(self) -> Paper:
        """Closed for good."""
        return replace(self, closed=True)

    def cast(self) -> list[Vote]:
        """All votes with their notes, in the order in which the items were first voted on."""
        return [replace(vote, voter=self.voter, note=self.notes.get(i, "")) for i, vote in self.votes.items()]

    def beside(self, other: Paper) -> bool:
        """Whether both are about the same outputs, given that they belong to the same sheet."""
        return self.unit == other.unit and set(self.systems) == set(other.systems)

    def _check_open(self) -> None:
        if self.closed:
            raise UsageError("This ballot was closed by its reveal; its votes cannot be changed any more.")


def counted(papers: Iterable[Paper]) -> list[Vote]:
    """The votes of all closed papers: the others are still being filled, by voters who are not to be told."""
    return [vote for paper in papers if paper.closed for vote in paper.cast()]


def dump_paper(paper: Paper) -> str:
    """The paper as JSON with the schema "workbench.paper/1"."""
    data = {
        "schema": SCHEMA,
        "voter": paper.voter,
        "unit": paper.unit,
        "systems": paper.systems,
        "seed": paper.seed,
        "items": paper.items,
        "votes": [asdict(vote) for vote in paper.votes.values()],
        "notes": dict(paper.notes),
        "at": paper.at,
        "closed": paper.closed,
    }
    return json.dumps(data)  # in ASCII, so that half a character in a note can be stored


def load_paper(text: str) -> Paper:
    """Read a paper back. Raises `SchemaError`."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise SchemaError(f"Expected the schema {SCHEMA!r}, found {data['schema']!r}.")
        votes = [vote_of(row, f"Vote {number}") for number, row in enumerate(data["votes"], start=1)]
        return Paper(
            voter=str(data["voter"]),
            unit=str(data["unit"]),
            systems=tuple(map(str, data["systems"])),
            seed=int(data["seed"]),
            items=int(data["items"]),
            votes={vote.item: vote for vote in votes},
            notes={str(item): str(note) for item, note in data["notes"].items()},
            at=str(data["at"]),
            closed=bool(data["closed"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SchemaError(f"This is no paper of a voter ({type(error).__name__}: {error}).") from None
