"""A vote, and the file of votes: one JSON object a line, so that a vote is never lost when another is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import Any

from workbench.errors import SchemaError


class Verdict(StrEnum):
    """What a voter said of one item."""

    BEST = "best"
    TIE = "tie"
    BOTH_BAD = "both-bad"


@dataclass(frozen=True, slots=True)
class Vote:
    """One voter's verdict on one item, with the systems' names, so it is written after the reveal."""

    item: str
    voter: str
    verdict: Verdict
    winners: tuple[str, ...]  # several when they wrote the same; none unless the verdict is "best"
    others: tuple[str, ...]  # all that were shown beside them
    note: str = ""

    @property
    def choice(self) -> str:
        """What voters agree or disagree on: the winners, or the verdict."""
        return " = ".join(sorted(self.winners)) if self.verdict is Verdict.BEST else self.verdict.value

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """What the vote says of each two systems: names, and the share of a win that the first has (1 or ½).

        The best wins against each of the others, of which nothing more is known. A tie and "both bad" are half a win
        for each of all pairs, and so is having written the same.
        """
        if self.verdict is Verdict.BEST:
            yield from ((winner, other, 1.0) for winner, other in product(self.winners, self.others))
            yield from ((one, other, 0.5) for one, other in combinations(self.winners, 2))
        else:
            yield from ((one, other, 0.5) for one, other in combinations(self.others, 2))


def dump_votes(votes: Iterable[Vote]) -> str:
    """One line per vote."""
    return "".join(json.dumps(asdict(vote), ensure_ascii=False) + "\n" for vote in votes)


def load_votes(text: str) -> list[Vote]:
    """Read votes back. Raises `SchemaError` with the number of the line."""
    return [_vote(line, f"Line {number}") for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _vote(line: str, place: str) -> Vote:
    try:
        return vote_of(json.loads(line), place)
    except ValueError as error:
        raise SchemaError(f"{place} is no vote ({type(error).__name__}: {error}).") from None


def vote_of(row: Any, place: str) -> Vote:
    """A vote from the fields of its JSON object. Raises `SchemaError`, which names the place."""
    try:
        vote = Vote(
            str(row["item"]),
            str(row["voter"]),
            Verdict(row["verdict"]),
            tuple(map(str, row["winners"])),
            tuple(map(str, row["others"])),
            str(row.get("note", "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SchemaError(f"{place} is no vote ({type(error).__name__}: {error}).") from None
    if (vote.verdict is Verdict.BEST) != bool(vote.winners):
        raise SchemaError(f"{place} is no vote: winners belong to the verdict 'best', and to no other.")
    return vote
