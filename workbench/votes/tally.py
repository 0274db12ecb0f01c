"""What was said of each system, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.votes.vote import Verdict, Vote


@dataclass(frozen=True, slots=True)
class Tally:
    """One system: `shown` is the sum of the other four."""

    system: str
    shown: int  # in so many votes
    best: int
    ties: int
    bad: int  # all that were shown were called bad
    beaten: int  # another one was the best


def tally(votes: Iterable[Vote]) -> list[Tally]:
    """A line for each system that was voted on, in the order in which they appear."""
    found: dict[str, Counter[str]] = {}
    for vote in votes:
        for name in (*vote.winners, *vote.others):
            found.setdefault(name, Counter())[_said(vote, name)] += 1
    return [Tally(name, c.total(), c["best"], c["tie"], c["both-bad"], c["beaten"]) for name, c in found.items()]


def _said(vote: Vote, name: str) -> str:
    beaten = vote.verdict is Verdict.BEST and name not in vote.winners
    return "beaten" if beaten else vote.verdict.value
