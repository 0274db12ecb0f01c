"""What a metric gives: a number with its signature, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Score:
    """One system under one metric. Exactly one of `value` and `reason` is there, so a 0 is always a measured 0."""

    metric: str  # as it is shown, e.g. "chrF++"
    value: float | None
    signature: str  # how it was computed, in sacreBLEU's form
    reason: str | None = None  # "not computable, because …" continues with this
    count: int = 0  # sentences or texts that it was computed over
    mean: float | None = None  # of the bootstrap's resamples; None when there was no bootstrap
    margin: float | None = None  # half of the width of the 95 % interval around `mean`
    p: float | None = None  # of the difference to the base, by paired bootstrap; None for the base itself
    p_reason: str | None = None  # why there is no p although there is a base

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError(f"A score of {self.metric} has a value or a reason, and not both.")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.metric} cannot be {self.value}.")

    def __str__(self) -> str:
        if self.value is None:
            return f"not computable, because {self.reason}"
        spread = f" ({self.mean:.1f} ± {self.margin:.1f})" if self.mean is not None and self.margin is not None else ""
        return f"{self.value:.1f}{spread}"

    def against(self, p: float | None, reason: str | None) -> Score:
        """The same score with how sure its difference to the base is."""
        return replace(self, p=p, p_reason=reason)
