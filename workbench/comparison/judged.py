"""Verdicts of a model, counted. Nothing here asks one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import comb

from workbench.comparison.types import Comparison, Judgement, Tally, Verdict, Verdicts
from workbench.errors import UsageError


def judged(c: Comparison, verdicts: Verdicts) -> Comparison:
    """The comparison with the verdicts in it. Raises `UsageError` for those of another comparison."""
    known = {(s.text, s.index, o.system) for s in c.sentences for o in s.outputs if o.system != c.base}
    for verdict in verdicts.verdicts:
        if (verdict.text, verdict.index, verdict.system) not in known:
            place = f"{verdict.system}, {verdict.text}, sentence {verdict.index + 1}"
            raise UsageError(f"There is a verdict on {place}, which this comparison does not have; judge it anew.")
    labels = [system.label for system in c.systems if system.label != c.base]
    tallies = tuple(_tally(label, [v for v in verdicts.verdicts if v.system == label]) for label in labels)
    return replace(
        c, judgement=Judgement(verdicts.judge, verdicts.signature, tallies, verdicts.verdicts, verdicts.stopped)
    )


def _tally(system: str, verdicts: Sequence[Verdict]) -> Tally:
    winners = [verdict.winner for verdict in verdicts]
    wins, ties, losses = (winners.count(winner) for winner in (1, 0, -1))
    flipped = sum(verdict.flipped for verdict in verdicts)
    return Tally(system, wins, ties, losses, flipped, winners.count(None), sign_test(wins, losses))


def sign_test(wins: int, losses: int) -> float | None:
    """How likely wins and losses at least as uneven are, if both were equally likely; ties say nothing."""
    count = wins + losses
    if not count:
        return None
    tail = sum(comb(count, k) for k in range(min(wins, losses) + 1)) / (1 << count)
    return min(1.0, 2 * tail)
