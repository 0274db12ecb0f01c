"""The figures of one translator over all its runs, and how much translators agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from workbench.comparison.types import Sentence, System
from workbench.grid.cells import Cost
from workbench.metrics.chrf import likeness
from workbench.types import Run, Severity


def system(
    label: str, runs: Sequence[Run], failed: int, cost: Cost | None, likenesses: Mapping[tuple[str, str], list[float]]
) -> System:
    """What can be counted of a translator; one run per text."""
    written = [t.text for run in runs for t in run.translation.sentences]
    german = [run.article.source(s) for run in runs for s in run.article.segments]
    seconds = _sum(run.timings.get("translate") for run in runs)
    tokens = sum(map(count_tokens, written))
    flags = [flag for run in runs for flag in run.flags]
    own = [value for pair, values in likenesses.items() if label in pair for value in values]
    return System(
        label=label,
        signatures=tuple(dict.fromkeys(run.translation.signature for run in runs)),
        texts=len(runs),
        failed=failed,
        sentences=len(written),
        tokens=tokens,
        length_ratio=ratio(sum(map(len, written)), sum(map(len, german))),
        seconds=seconds,
        tokens_per_second=ratio(tokens, seconds),
        load_seconds=cost.load_seconds if cost else None,
        memory=cost.memory if cost else None,
        memory_reason=cost.memory_reason if cost else "these runs were not made by a grid, which measures it",
        flags={s.value: sum(flag.severity is s for flag in flags) for s in reversed(Severity)},
        checks=dict(Counter(flag.check for flag in flags).most_common()),
        agreement=mean(own),
    )


def agreement(outputs: Mapping[str, str], into: dict[tuple[str, str], list[float]]) -> float | None:
    """The mean likeness of each two outputs of a sentence; each pair's is added to `into` as well."""
    values = []
    for one, other in combinations(outputs, 2):
        value = likeness(outputs[one], outputs[other])
        into.setdefault((one, other), []).append(value)
        values.append(value)
    return mean(values)


def disagreement(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Indexes of the sentences that have an agreement, the least first; of equals the first first."""
    found = [(s.agreement, i) for i, s in enumerate(sentences) if s.agreement is not None]
    return tuple(i for _, i in sorted(found))


def count_tokens(text: str) -> int:
    """Words and marks as BLEU counts them (13a)."""
    return len(str(_tokenizer()(text.strip())).split())


@cache
def _tokenizer() -> Any:
    from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

    return Tokenizer13a()  # type: ignore[no-untyped-call]  # no annotations there


def ratio(above: float, below: float | None) -> float | None:
    """None rather than a division by nothing."""
    return above / below if below else None


def mean(values: Sequence[float]) -> float | None:
    """None rather than the mean of nothing."""
    return sum(values) / len(values) if values else None


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
