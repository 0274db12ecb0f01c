"""One voter in front of one ballot, and what they can do there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.ui.vote.source import Source
from workbench.votes import Ballot, Item, Paper, Sheet, blind
from workbench.votes.ballot import MOST, cast, choice_of

LONGEST_NAME, LONGEST_NOTE = 100, 2000  # characters

Deed = Callable[[Paper], Paper]


@dataclass(frozen=True, slots=True)
class Booth:
    """The ballot, and what was said on it so far. `number` is that of the paper where it is kept."""

    source: Source
    sheet: Sheet  # with the systems that are shown
    ballot: Ballot
    paper: Paper
    number: int

    @property
    def place(self) -> int:
        """Which item is in front of the voter, from 0."""
        return next((i for i, item in enumerate(self.ballot.items) if item.id == self.paper.at), 0)

    def item(self, place: int) -> Item:
        """An item by its place. Raises `UsageError` for a place that there is not."""
        if not 0 <= place < len(self.ballot.items):
            raise UsageError(f"There is no item {place + 1}; the ballot has {len(self.ballot.items)}.")
        return self.ballot.items[place]

    def choice(self, item: Item) -> str:
        """What was chosen: the number of an option, "tie" or "bad"; "" where nothing was."""
        vote = self.paper.votes.get(item.id)
        return choice_of(self.ballot, vote) if vote else ""


def new_paper(source: Source, unit: str, systems: list[str], voter: str, seed: float | None) -> Paper:
    """A paper without votes. Raises `UsageError` for settings that do not make a ballot."""
    name = " ".join(voter.split())
    if not name:
        raise UsageError("Say who votes: type a name, so that votes of several people can be told apart.")
    if len(name) > LONGEST_NAME:
        raise UsageError(f"The name has {len(name)} characters; use at most {LONGEST_NAME}.")
    if seed is None or seed != int(seed):
        raise UsageError(f"The seed must be a whole number, not {seed!r}.")
    if not 2 <= len(systems) <= MOST:
        raise UsageError(f"Choose 2 to {MOST} systems; {len(systems)} are chosen.")
    ballot = blind(source.sheet(unit).only(systems), int(seed))
    if not ballot.items:
        raise UsageError("There is nothing to vote on: everywhere the chosen systems wrote the same.")
    return Paper(name, unit, tuple(systems), int(seed), len(ballot.items), at=ballot.items[0].id)


def enter(source: Source, paper: Paper, number: int) -> Booth:
    """The booth for a paper."""
    sheet = source.sheet(paper.unit).only(list(paper.systems))
    return Booth(source, sheet, blind(sheet, paper.seed), paper, number)


def choosing(booth: Booth, place: int, choice: str) -> Deed:
    """A vote on an item; then the next open one is in front. Raises `UsageError` for a choice that is none."""
    vote = cast(booth.ballot, booth.item(place).id, booth.paper.voter, choice)
    return lambda paper: skipping(booth, place)(paper.voting(vote))


def skipping(booth: Booth, place: int) -> Deed:
    """On to the next open item, after the last one from the first; without any, everything stays where it is."""
    booth.item(place)
    items = booth.ballot.items

    def deed(paper: Paper) -> Paper:
        after = (*items[place + 1 :], *items[: place + 1])
        return paper.looking(next((item.id for item in after if item.id not in paper.votes), items[place].id))

    return deed


def stepping(booth: Booth, place: int, step: int) -> Deed:
    """To a neighbour, open or not; the ends are the ends."""
    target = booth.ballot.items[min(max(place + step, 0), len(booth.ballot.items) - 1)]
    return lambda paper: paper.looking(target.id)


def noting(booth: Booth, place: int, note: str | None) -> Deed:
    """A note on an item; None leaves it as it is. Raises `UsageError` for one that is too long."""
    item = booth.item(place)
    if note is None:
        return lambda paper: paper
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"The note has {len(note)} characters; use at most {LONGEST_NOTE}.")
    return lambda paper: paper.noting(item.id, note)
