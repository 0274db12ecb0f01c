"""Warm-up, stable, decay: a run of unknown length that can be finished at any time.

The stable run warms up and then keeps its rate for ever. A decay run starts from one of its checkpoints and takes the
rate to zero; the stable run's own files stay as they are. (Hu et al. 2024, MiniCPM; the form 1 - sqrt is the best of
those compared by Hägele et al. 2024, arXiv:2405.18392.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from training.recipe import Phase


@dataclass(frozen=True)
class Decay:
    """A decay run: it begins at `start` target tokens and ends `tokens` later."""

    start: int
    tokens: int


def rate_factor(tokens: int, warmup: int, decay: Decay | None) -> float:
    """What both rates are multiplied with after `tokens` target tokens, from 0 to 1."""
    factor = min(1.0, (tokens + 1) / warmup) if warmup else 1.0
    if decay is not None:
        progress = min(1.0, max(0.0, (tokens - decay.start) / decay.tokens))
        factor *= 1.0 - math.sqrt(progress)
    return factor


def phase_at(tokens: int, phases: Sequence[Phase]) -> int:
    """Index of the phase that a stable run is in after `tokens` target tokens."""
    for index, phase in enumerate(phases):
        if not phase.until_tokens or tokens < phase.until_tokens:
            return index
    return len(phases) - 1
