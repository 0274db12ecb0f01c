"""What references say: scores with intervals and p-values, buckets of sentences, the largest differences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from workbench.comparison.references import Aligned
from workbench.comparison.types import Bucket, Quality, Scores, Sentence
from workbench.metrics import METRICS, Metric, metrics_for, score_systems
from workbench.types import Stage

_WORD = re.compile(r"\w+")
_LENGTHS = ((1, 10), (11, 20), (21, 30), (31, None))  # German words; newspaper sentences are mostly of 10 to 25
_BUCKET_METRICS = ("bleu", "chrf")  # TER and the neural ones would take long for little more
_LARGEST = 20


def quality(
    sentences: Sequence[Sentence],
    systems: Sequence[str],
    base: str | None,
    aligned: Aligned,
    summaries: Mapping[str, Mapping[str, str]],
    summary_base: str | None,
) -> Quality:
    """All metrics over the sentences and summaries that every system has and that have a reference."""
    whole = [s for s in sentences if s.reference and len(s.outputs) == len(systems)]
    named = [name for name, text in aligned.summaries.items() if text.strip()]
    return Quality(
        references=sum(bool(s.reference) for s in sentences),
        sentences=len(sentences),
        summaries=len(named),
        translation=tuple(_translations(metric, whole, systems, base) for metric in metrics_for(Stage.TRANSLATE)),
        summary=tuple(
            _summaries(metric, named, aligned.summaries, summaries, summary_base)
            for metric in metrics_for(Stage.SUMMARISE)
        ),
        buckets=(*_by_length(whole, systems, base), *_by_rarity(whole, sentences, systems, base)),
        largest=_largest(sentences),
    )


def _translations(metric: Metric, rows: Sequence[Sentence], systems: Sequence[str], base: str | None) -> Scores:
    outputs = {name: [row.outputs[place].text for row in rows] for place, name in enumerate(systems)}
    references = [row.reference or "" for row in rows]
    scores = score_systems(metric, outputs, references, [row.source for row in rows], base=base)
    return Scores(metric.name, metric.about, metric.higher_is_better, scores)


def _summaries(
    metric: Metric,
    names: Sequence[str],
    references: Mapping[str, str],
    summaries: Mapping[str, Mapping[str, str]],
    base: str | None,
) -> Scores:
    """Only over the texts that every system has a summary of, so that all are scored on the same ones."""
    both = [name for name in names if all(name in made for made in summaries.values())]
    outputs = {system: [made[name] for name in both] for system, made in summaries.items()}
    scores = score_systems(metric, outputs, [references[name] for name in both], base=base)
    return Scores(metric.name, metric.about, metric.higher_is_better, scores)


def _by_length(rows: Sequence[Sentence], systems: Sequence[str], base: str | None) -> list[Bucket]:
    buckets = []
    for low, high in _LENGTHS:
        chosen = [row for row in rows if low <= len(_WORD.findall(row.source)) <= (high or 10**9)]
        name = f"{low} to {high} words" if high else f"{low} words or more"
        buckets.append(_bucket("length", name, chosen, systems, base))
    return [bucket for bucket in buckets if bucket.sentences]


def _by_rarity(
    rows: Sequence[Sentence], every: Sequence[Sentence], systems: Sequence[str], base: str | None
) -> list[Bucket]:
    """Thirds by the mean rarity of the German words, counted in the compared texts themselves."""
    counts = Counter(word for row in every for word in _words(row.source))
    total = sum(counts.values())

    def rarity(row: Sentence) -> float:
        words = _words(row.source)
        return sum(log(total / counts[word]) for word in words) / len(words) if words else 0.0

    ranked = sorted(rows, key=rarity)
    if len(ranked) < 3:
        return []
    cuts = [0, len(ranked) // 3, 2 * len(ranked) // 3, len(ranked)]
    names = ("common words", "between", "rare words")
    return [
        _bucket("rarity", name, ranked[start:end], systems, base)
        for name, start, end in zip(names, cuts, cuts[1:], strict=False)
    ]


def _bucket(kind: str, name: str, rows: Sequence[Sentence], systems: Sequence[str], base: str | None) -> Bucket:
    scores = tuple(_translations(METRICS[metric], rows, systems, base) for metric in _BUCKET_METRICS) if rows else ()
    return Bucket(kind, name, len(rows), scores)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _largest(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    found = [(-s.spread, i) for i, s in enumerate(sentences) if s.spread]
    return tuple(i for _, i in sorted(found)[:_LARGEST])
