"""What a run looks like as JSON, for pydantic. Unknown keys are an error, so nothing is lost in silence."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from workbench import ledger
from workbench.types import BlockKind, Severity


class Form(BaseModel):
    """What all forms share."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Block(Form):
    """One block of the article."""

    kind: BlockKind
    start: int
    end: int
    kept: bool
    reason: str | None
    rule: str | None = None


class Suggestion(Form):
    """A place where a sentence should perhaps be split."""

    at: int
    why: str


class Article(Form):
    """The source with its blocks."""

    id: str
    language: str
    title: str | None
    date: str | None
    url: str | None = None
    metadata: dict[str, str] = {}
    text: str
    blocks: list[Block]
    suggestions: list[Suggestion] = []


class Flag(Form):
    """One doubt; the segment is where it stands."""

    check: str
    severity: Severity
    reason: str
    source_span: tuple[int, int] | None
    target_span: tuple[int, int] | None
    dismissed: bool = False


class Segment(Form):
    """One sentence: German, English, and what is known of both."""

    index: int
    block: int
    start: int
    end: int
    source: str
    target: str
    score: float | None
    truncated: bool
    alignment: str | None = None
    cached: bool = False
    read_as: str | None = None
    flags: list[Flag]


class Term(Form):
    """What a glossary changed."""

    segment: int
    german: str
    english: str
    start: int
    end: int
    before: str
    after: str


class Translation(Form):
    """How the translation was made."""

    model: str
    signature: str
    text: str
    terms: list[Term] = []


class SummarySentence(Form):
    """One sentence of the summary with its evidence."""

    text: str
    evidence: list[int]
    support: float
    original: str | None = None
    missing: list[str] = []


class Summary(Form):
    """The summary and how it was made."""

    model: str
    signature: str
    sentences: list[SummarySentence]
    left_out: list[int]


class Entry(Form):
    """Characters of the source with one fate."""

    fate: ledger.Fate
    why: str | None
    characters: int
    reason: str | None = None


class Ledger(Form):
    """What became of every character."""

    total: int
    entries: list[Entry]


class Run(Form):
    """The whole file; `schema_` stands for the key "schema"."""

    schema_: Literal["workbench.run/1"]
    signature: str
    article: Article
    segments: list[Segment]
    translation: Translation
    summary: Summary
    timings: dict[str, float]
    ledger: Ledger | None = None
    warnings: list[str] = []
