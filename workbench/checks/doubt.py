"""Sentences that the model itself was unsure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from workbench.checks.pair import Pair, Spread
from workbench.types import Flag, Severity

ID = "doubt"
_LOW = -1.6  # mean log-probability: on average the model gave its own pieces one chance in five
_APART = 4.0  # median distances below the middle of the run; about 2.7 standard deviations of a normal distribution
_FEWEST = 8  # sentences that a run needs before its middle says anything
_LEAST = -0.5  # a run of very sure sentences has a narrow spread; better than this is no doubt


def spread(scores: Sequence[float | None]) -> Spread | None:
    """The middle and the median distance from it; None with too few scores."""
    known = [score for score in scores if score is not None]
    if len(known) < _FEWEST:
        return None
    middle = median(known)
    return Spread(middle, median(abs(score - middle) for score in known))


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a log-probability that is low in itself or far below those of the run."""
    if pair.score is None:
        return
    if pair.score < _LOW:
        reason = f"the model was unsure: mean log-probability {pair.score:.2f}"
        yield pair.flag(ID, Severity.WARNING, reason)
    elif pair.spread is not None and pair.score < _LEAST:
        border = pair.spread.median - _APART * pair.spread.deviation
        if pair.score < border:
            usual = f"the run's middle is {pair.spread.median:.2f}"
            reason = f"the model was less sure than elsewhere: mean log-probability {pair.score:.2f}, {usual}"
            yield pair.flag(ID, Severity.WARNING, reason)
