"""chrF: shared runs of characters, and with ++ also of words (Popović 2015, 2017); kind to inflection and spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from workbench.metrics.base import Metric
from workbench.types import Stage


class Chrf(Metric):
    """sacreBLEU's chrF2++: characters up to 6, words up to 2, recall counts twice."""

    id = "chrf"
    name = "chrF2++"
    task = Stage.TRANSLATE
    about = "runs of characters and words shared with the reference, 0 to 100"

    def engine(self, sources: Sequence[str]) -> Any:
        from sacrebleu.metrics.chrf import CHRF

        return CHRF(word_order=2)


def sentence_score(output: str, reference: str) -> float:
    """chrF2++ of one sentence, 0 to 100; the reference may not be blank."""
    return float(_plus_plus().sentence_score(output, [reference]).score)


def likeness(one: str, other: str) -> float:
    """How alike two outputs are, 0 to 100: chrF2 taken in both directions, so that neither is the reference."""
    one, other = one.strip(), other.strip()
    if one == other:
        return 100.0
    if not one or not other:
        return 0.0
    chrf = _plain()
    return float(chrf.sentence_score(one, [other]).score + chrf.sentence_score(other, [one]).score) / 2


def likeness_signature() -> str:
    """How `likeness` was computed."""
    chrf = _plain()
    chrf.sentence_score("a", ["a"])  # sacreBLEU knows its signature only after it has scored something
    return f"chrF2 in both directions|{chrf.get_signature()}"


@cache
def _plus_plus() -> Any:
    return Chrf().engine(())


@cache
def _plain() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()
