"""The tables of a comparison as strings, so that every format shows the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.comparison.types import Bucket, Comparison, Judgement, Quality, Scores, SummarySystem, System
from workbench.metrics import Score

NONE = "–"
_FEW = 50  # a rule of thumb: resampling cannot show more variety than there is in the sample


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a title; the first column names the row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()  # what the columns mean
    reasons: tuple[str, ...] = ()  # why there is no number where there is none; never to be folded away
    minor: bool = False  # a closer look, which a reader may want folded away
    matrix: bool = False  # rows and columns are the same things, the numbers go from 0 to 100


def tables(c: Comparison) -> Iterator[Table]:
    """Every table, in the order in which a reader wants them."""
    yield _systems(c)
    if c.judgement is not None:
        yield _verdicts(c.judgement, c.base or "")
    if c.quality is not None:
        yield _scores("Translations against the references", c.quality.translation, _covered(c.quality))
        yield from _buckets(c.quality.buckets)
    yield _summaries(c)
    if c.quality is not None:
        yield _scores(
            "Summaries against the references", c.quality.summary, f"{c.quality.summaries} reference summaries."
        )
    if c.overlaps:
        yield _overlaps(c)


def _verdicts(j: Judgement, base: str) -> Table:
    columns = (f"against {base}", "better", "tie", "worse", "chose by place", "not read", "p")
    rows = tuple(
        (t.system, str(t.wins), str(t.ties), str(t.losses), str(t.flipped), str(t.unread), number(t.p, 3))
        for t in j.tallies
    )
    notes = (
        "A model's opinion of single sentences, those where the two differ most; it says nothing of the others. Each "
        "pair was asked about in both orders: only a choice that both give counts, all else is a tie. p: two-sided "
        "sign test.",
        f"{j.judge}: {j.signature}",
    )
    reasons = [f"{j.judge} {j.stopped}"] if j.stopped else []
    if not j.verdicts and not j.stopped:
        reasons.append("All wrote the same, so there was nothing to judge.")
    return Table("What a model finds better", columns, rows, notes, tuple(reasons))


def percent(share: float | None) -> str:
    """A share of 1 in percent."""
    if share is None:
        return NONE
    return "< 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def number(value: float | None, digits: int = 1) -> str:
    """A number with this many decimals, or a dash; what is more than nothing never looks like it."""
    if value is None:
        return NONE
    least = 10.0**-digits
    return f"< {least:g}" if 0 < value < least / 2 else f"{value:,.{digits}f}"


def _systems(c: Comparison) -> Table:
    columns = ("translator", "texts", "sentences", "length", "flags", "agreement", "seconds", "tokens/s", "memory")
    notes = [
        "length: characters per character of the German. flags: errors + warnings + notes of the checks. agreement: "
        f"mean likeness to the other translators, 0 to 100 ({c.agreement_signature}). seconds: of translating, of its "
        "own turns only. tokens: 13a, the same for all. memory: how far the process grew while the model was loaded "
        "and worked.",
    ]
    reasons = [f"{s.label}: memory not measured, because {s.memory_reason}." for s in c.systems if s.memory_reason]
    return Table("Translators", columns, tuple(_system(s) for s in c.systems), tuple(notes), tuple(reasons))


def _system(s: System) -> tuple[str, ...]:
    return (
        s.label,
        _made(s.texts, s.failed),
        str(s.sentences),
        number(s.length_ratio, 2),
        " + ".join(str(s.flags.get(severity, 0)) for severity in ("error", "warning", "note")),
        number(s.agreement),
        number(s.seconds, 2),
        number(s.tokens_per_second, 0),
        NONE if s.memory is None else f"{s.memory / 1e6:,.0f} MB",
    )


def _made(texts: int, failed: int) -> str:
    return f"{texts} ({failed} failed)" if failed else str(texts)


def _summaries(c: Comparison) -> Table:
    columns = ("summary", "texts", "sentences", "words", "copied", "novel", "compression", "supported", "seconds")
    note = (
        "Summaries of all texts together. copied: share of the words that stand in stretches taken from the "
        "translation. novel: share of the pairs of words that the translation does not have. compression: words of the "
        "translation per word. supported: share of the sentences with evidence. * stands there to be beaten."
    )
    return Table("Summaries", columns, tuple(_summary(s) for s in c.summary_systems), (note,))


def _summary(s: SummarySystem) -> tuple[str, ...]:
    return (
        s.label + ("*" if s.baseline else ""),
        _made(s.texts, s.failed),
        str(s.sentences),
        str(s.words),
        percent(s.copied),
        percent(s.novelty),
        number(s.compression),
        percent(s.supported),
        number(s.seconds, 2),
    )


def _covered(quality: Quality) -> str:
    return f"{quality.references} of {quality.sentences} sentences have a reference."


def _scores(title: str, every: Sequence[Scores], note: str) -> Table:
    """One row per metric and a column per system; what has no number says why below."""
    systems = list(every[0].scores) if every else []
    rows = [(_name(s), *(_score(s.scores[name]) for name in systems)) for s in every]
    notes = [note, "± is half of the 95 % interval around the mean of 1,000 resamples. p: paired bootstrap."]
    return Table(
        title, ("metric", *systems), tuple(rows), (*notes, *_signatures(every)), (*_few(every), *_reasons(every))
    )


def _name(scores: Scores) -> str:
    return scores.metric + ("" if scores.higher_is_better else " (lower is better)")


def _score(score: Score) -> str:
    if score.value is None:
        return "not computable"
    return f"{score}" + (f", p = {score.p:.3f}" if score.p is not None else "")


def _reasons(every: Sequence[Scores]) -> Iterator[str]:
    """Each reason once, with the systems that it holds for."""
    for scores in every:
        held: dict[str, list[str]] = {}
        for name, score in scores.scores.items():
            if score.reason is not None:
                held.setdefault(f"not computable, because {score.reason}", []).append(name)
            elif score.p_reason is not None:
                held.setdefault(f"no p, because {score.p_reason}", []).append(name)
        for reason, names in held.items():
            whom = "" if len(names) == len(scores.scores) else f" ({', '.join(names)})"
            yield f"{scores.metric}{whom}: {reason}."


def _few(every: Sequence[Scores]) -> Iterator[str]:
    count = max((score.count for scores in every for score in scores.scores.values()), default=0)
    if 1 < count < _FEW:
        yield f"Only {count} texts were scored: intervals and p say little about others."


def _signatures(every: Sequence[Scores]) -> Iterator[str]:
    for scores in every:
        for signature in dict.fromkeys(s.signature for s in scores.scores.values() if s.signature):
            yield f"{scores.metric}|{signature}"


def _buckets(buckets: Sequence[Bucket]) -> Iterator[Table]:
    titles = {"length": "By length of the German sentence", "rarity": "By rarity of the German words"}
    for kind, title in titles.items():
        chosen = [bucket for bucket in buckets if bucket.kind == kind]
        if not chosen:
            continue
        systems = list(chosen[0].scores[0].scores)
        rows = [
            (f"{b.name} ({b.sentences})", s.metric, *(_score(s.scores[name]) for name in systems))
            for b in chosen
            for s in b.scores
        ]
        reasons = [f"{b.name}, {reason}" for b in chosen for reason in _reasons(b.scores)]
        note = "Rarity is counted in these texts themselves, and cut into thirds." if kind == "rarity" else ""
        yield Table(
            title, ("sentences", "metric", *systems), tuple(rows), (note,) if note else (), tuple(reasons), minor=True
        )


def _overlaps(c: Comparison) -> Table:
    names = [s.label for s in c.summary_systems if any(s.label in (o.one, o.other) for o in c.overlaps)]
    values = {frozenset((o.one, o.other)): o.rouge1 for o in c.overlaps}
    rows = [
        (f"{place} {name}", *(number(values.get(frozenset((name, other)))) for other in names))
        for place, name in enumerate(names, start=1)
    ]
    note = "Mean ROUGE-1 F1 over the texts, 0 to 100, with Porter's stemmer; the columns are the rows of that number."
    columns = ("", *(str(place) for place in range(1, len(names) + 1)))
    return Table("Words that two summaries share", columns, tuple(rows), (note,), matrix=True)
