"""N systems under one metric: scores, 95 % intervals and p-values against a base, resampled by sacreBLEU's own code.

Paired bootstrap resampling (Koehn 2004), 1,000 resamples, seed 12345 (SACREBLEU_SEED changes it): the same numbers as
`sacrebleu --paired-bs` prints for the same texts in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.errors import ModelError
from workbench.metrics.base import Metric, Sample
from workbench.metrics.score import Score

RESAMPLES = 1000
# sacreBLEU holds RESAMPLES × texts × statistics numbers of 4 bytes at once: about 1 GB here for chrF2++.
MOST_TEXTS = 10_000


def score_systems(
    metric: Metric,
    outputs: Mapping[str, Sequence[str]],
    references: Sequence[str],
    sources: Sequence[str] = (),
    *,
    base: str | None = None,
) -> dict[str, Score]:
    """One score per system, in the order given; `outputs` and `sources` have one text per reference.

    Texts with a blank reference are left out for every system. `base` is the system that the others are held against.
    """
    kept = [i for i, reference in enumerate(references) if reference.strip()]
    refs = [references[i] for i in kept]
    rows = {name: [texts[i] for i in kept] for name, texts in outputs.items()}
    srcs = [sources[i] for i in kept] if sources else [""] * len(kept)
    reasons = {name: _reason(metric, Sample(srcs, refs, texts)) for name, texts in rows.items()}
    scores = {name: _none(metric, reason) for name, reason in reasons.items() if reason}
    sound = {name: texts for name, texts in rows.items() if name not in scores}
    try:
        scores |= _resampled(metric, sound, refs, srcs, base)
    except ModelError as error:
        scores |= {name: _none(metric, f"it failed ({error})") for name in sound}
    return {name: scores[name] for name in outputs}


def _reason(metric: Metric, sample: Sample) -> str | None:
    if not sample.references:
        return "no reference was given"
    return metric.missing() or metric.unfit(sample)


def _none(metric: Metric, reason: str | None) -> Score:
    return Score(metric.name, None, "", reason=(reason or "").rstrip("."))


def _resampled(
    metric: Metric, rows: Mapping[str, list[str]], refs: list[str], srcs: list[str], base: str | None
) -> dict[str, Score]:
    """Every system alone where there is no base, otherwise all against it."""
    if not 2 <= len(refs) <= MOST_TEXTS:
        return {name: _plain(metric, texts, refs, srcs) for name, texts in rows.items()}
    if base is None or base not in rows:
        reason = f"{base} has no score to be held against" if base else None
        alone = {name: _paired(metric, {name: texts}, refs, srcs)[name] for name, texts in rows.items()}
        return {name: score.against(None, reason) for name, score in alone.items()}
    scores = _paired(metric, {base: rows[base]} | dict(rows), refs, srcs)
    same = {name for name, texts in rows.items() if name != base and texts == rows[base]}
    # sacreBLEU gives two equal outputs its smallest p, because no resample differs more than they do.
    return {name: s.against(None, f"it wrote the same as {base}") if name in same else s for name, s in scores.items()}


def _plain(metric: Metric, texts: list[str], refs: list[str], srcs: list[str]) -> Score:
    engine = metric.engine(srcs)
    stats = engine._extract_corpus_statistics(texts, [refs])
    value = float(engine._aggregate_and_compute(stats).score)
    few = "one text cannot be resampled" if len(refs) < 2 else f"more than {MOST_TEXTS:,} texts are not resampled"
    return Score(metric.name, value, str(engine.get_signature()), count=len(refs), p_reason=few)


def _paired(metric: Metric, rows: Mapping[str, list[str]], refs: list[str], srcs: list[str]) -> dict[str, Score]:
    """sacreBLEU's test; the first system is its baseline."""
    from sacrebleu.significance import PairedTest

    engine = metric.engine(srcs)
    test = PairedTest(list(rows.items()), {metric.id: engine}, [refs], test_type="bs", n_samples=RESAMPLES)
    signatures, results = test()
    key = next(iter(signatures))
    found = zip(rows, results[key], strict=True)
    return {name: _score(metric, result, str(signatures[key]), len(refs)) for name, result in found}


def _score(metric: Metric, result: Any, signature: str, count: int) -> Score:
    return Score(
        metric.name,
        float(result.score),
        signature,
        count=count,
        mean=float(result.mean),
        margin=float(result.ci),
        p=None if result.p_value is None else float(result.p_value),
    )
