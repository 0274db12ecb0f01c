"""What a comparison holds. Plain frozen data, so that it can be written as JSON and read back equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.grid.cells import Route
from workbench.metrics.score import Score
from workbench.pieces import Piece
from workbench.types import Failure, Flag, SummarySentence


@dataclass(frozen=True, slots=True)
class Output:
    """What one translator made of one sentence."""

    system: str
    text: str
    score: float | None  # the model's own mean log-probability per piece; not comparable between models
    truncated: bool
    flags: tuple[Flag, ...]
    pieces: tuple[Piece, ...]
    chrf: float | None = None  # chrF2++ against the reference, where there is one


@dataclass(frozen=True, slots=True)
class Sentence:
    """One German sentence with all that was made of it."""

    text: str  # the name of the text
    index: int  # of the segment
    block: int  # the paragraph it stands in
    source: str
    outputs: tuple[Output, ...]
    agreement: float | None  # mean `likeness` of each two outputs, 0 to 100; None where there are fewer than two
    reference: str | None = None
    spread: float | None = None  # largest less smallest `chrf` of the outputs


@dataclass(frozen=True, slots=True)
class System:
    """One translator over all texts."""

    label: str
    signatures: tuple[str, ...]  # one, unless the runs were made in different ways
    texts: int
    failed: int
    sentences: int
    tokens: int  # of what it wrote, cut as BLEU cuts (13a), so that systems can be compared
    length_ratio: float | None  # characters written per character of the German
    seconds: float | None  # of translating, its own turns only
    tokens_per_second: float | None
    load_seconds: float | None
    memory: int | None  # bytes, see `grid.memory`
    memory_reason: str | None  # why there is none
    flags: Mapping[str, int]  # by severity
    checks: Mapping[str, int]  # by the id of the check
    agreement: float | None  # mean likeness to the other systems


@dataclass(frozen=True, slots=True)
class SummarySystem:
    """One translator and one summariser, in one order, over all texts. Shares are 0 to 1."""

    label: str
    translator: str
    summariser: str
    route: Route
    baseline: bool
    signatures: tuple[str, ...]
    texts: int
    failed: int
    sentences: int
    words: int
    seconds: float | None
    copied: float | None  # share of its words that stand in stretches of the translation (coverage, Grusky et al. 2018)
    novelty: float | None  # share of its pairs of words that the translation does not have (See et al. 2017)
    compression: float | None  # words of the translations per word of the summaries
    supported: float | None  # share of its sentences that have evidence
    support: float | None  # mean support of its sentences


@dataclass(frozen=True, slots=True)
class SummaryOf:
    """The summary of one text by one system."""

    text: str
    system: str
    sentences: tuple[SummarySentence, ...]
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two systems' summaries have in common: mean ROUGE-1 F1 over the texts that both have, 0 to 100."""

    one: str
    other: str
    rouge1: float


@dataclass(frozen=True, slots=True)
class Scores:
    """All systems under one metric."""

    metric: str
    about: str
    higher_is_better: bool
    scores: Mapping[str, Score]  # by system, in the order of the systems


@dataclass(frozen=True, slots=True)
class Bucket:
    """The sentences of one kind, scored apart."""

    kind: str  # "length" or "rarity"
    name: str
    sentences: int
    scores: tuple[Scores, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """What references say."""

    references: int  # sentences that have one
    sentences: int  # sentences of all texts
    summaries: int  # texts that have a reference summary
    translation: tuple[Scores, ...]
    summary: tuple[Scores, ...]
    buckets: tuple[Bucket, ...]
    largest: tuple[int, ...]  # indexes into Comparison.sentences, the largest `spread` first


@dataclass(frozen=True, slots=True)
class Text:
    """One source."""

    name: str
    article: str  # its id; "" when it could not be read
    title: str | None
    sentences: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model found better, a system's translation of one sentence or the base's; asked in both orders."""

    text: str  # the name of the text
    index: int  # of the segment
    system: str
    winner: int | None  # 1: the system; -1: the base; 0: a tie, or not the same in both orders; None: could not be read
    reasons: tuple[str, ...] = ()  # in the model's words: with the system as the "first", then as the "second"
    flipped: bool = False  # whether it chose by the place alone: another text in each order
    unread: str = ""  # why there is no winner


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that one judge said."""

    judge: str  # the name of the model
    signature: str
    verdicts: tuple[Verdict, ...]
    stopped: str = ""  # why there are fewer than there should be


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a system was found better than the base."""

    system: str
    wins: int
    ties: int  # the flipped ones among them
    losses: int
    flipped: int
    unread: int
    p: float | None  # two-sided sign test over wins and losses; None where there is neither


@dataclass(frozen=True, slots=True)
class Judgement:
    """Verdicts and what they come to."""

    judge: str
    signature: str
    tallies: tuple[Tally, ...]  # of the systems but the base
    verdicts: tuple[Verdict, ...]
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Texts × systems, side by side: a pure function of the runs."""

    base: str | None  # the translator that the others' words are marked against
    texts: tuple[Text, ...]
    systems: tuple[System, ...]
    sentences: tuple[Sentence, ...]  # in the order of the texts
    disagreement: tuple[int, ...]  # indexes into `sentences`, the least agreement first; those without any are left out
    agreement_signature: str
    summary_systems: tuple[SummarySystem, ...]
    summaries: tuple[SummaryOf, ...]
    overlaps: tuple[Overlap, ...]
    quality: Quality | None
    failures: tuple[Failure, ...]  # each once, whatever cells it stands in
    workbench: str  # version
    judgement: Judgement | None = None  # None where no model was asked
