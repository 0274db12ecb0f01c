"""Votes of people on outputs that they see side by side without names: ballots, ratings, agreement, other tools' files.

>>> from workbench.votes import Verdict, Vote, rate
>>> votes = [Vote("1", "ann", Verdict.BEST, ("a",), ("b",)), Vote("2", "ann", Verdict.BEST, ("b",), ("a",))]
>>> [(rating.system, round(rating.strength or 0.0, 2)) for rating in rate(votes)]
[('a', 0.0), ('b', 0.0)]
"""

from workbench.votes.agreement import Agreement, voters_agree
from workbench.votes.ballot import Ballot, Item, blind
from workbench.votes.paper import Paper
from workbench.votes.ratings import Rating, rate
from workbench.votes.sheet import Row, Sheet, Unit, from_comparison
from workbench.votes.tally import Tally, tally
from workbench.votes.vote import Verdict, Vote, dump_votes, load_votes

__all__ = [
    "Agreement",
    "Ballot",
    "Item",
    "Paper",
    "Rating",
    "Row",
    "Sheet",
    "Tally",
    "Unit",
    "Verdict",
    "Vote",
    "blind",
    "dump_votes",
    "from_comparison",
    "load_votes",
    "rate",
    "tally",
    "voters_agree",
]
