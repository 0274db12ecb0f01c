"""What the panes show at one moment, and who is partner of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from workbench.types import Article, Flag, Segment, Severity, Summary, Translated

# Mean log-probability per piece below which a sentence is marked: the model gave what it wrote less than e^-1 = 37 %
# per piece on average. A hint to the reader, not a calibrated measure.
UNSURE = -1.0


@dataclass(frozen=True, slots=True)
class View:
    """An article with as much of its translation and summary as there is."""

    article: Article
    translated: Mapping[int, Translated] = field(default_factory=dict)  # by segment index
    summary: Summary | None = None
    restored: frozenset[int] = frozenset()  # blocks that the visitor brought back
    flags: tuple[Flag, ...] = ()
    working: bool = False  # whether sentences that are missing are still to come
    translation_signature: str = ""

    def segments(self) -> dict[int, list[Segment]]:
        """The segments of each block that has any."""
        return {block: list(group) for block, group in groupby(self.article.segments, key=lambda s: s.block)}

    def doubts(self, index: int) -> list[str]:
        """Why a reader should not trust a translated sentence; nothing for most."""
        done = self.translated.get(index)
        # Notes are hints for those who look at the JSON; what the check "doubt" says of the score is said below.
        shown = (f for f in self.flags if f.segment == index and f.severity is not Severity.NOTE and f.check != "doubt")
        found = [flag.reason for flag in shown]
        if done is not None and done.score is not None and done.score < UNSURE:
            found.append(f"the model was unsure here (score {done.score:.1f})")
        if done is not None and done.truncated:
            found.append("cut at the length limit, something may be missing")
        return found
