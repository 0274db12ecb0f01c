"""The frozen dataclasses that flow from room to room; no logic lives here.

All offsets count Unicode code points of `Article.text` (Python string indexes), half-open: ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block of the source is. The order is the order in which `--help` and the docs list them."""

    HEADLINE = "headline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    RELATED = "related"
    APPEAL = "appeal"
    BLANK = "blank"  # only white space or invisible characters; can never be restored because nothing is there


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the source. Blocks tile the source: joined, they give it back character for character."""

    kind: BlockKind
    start: int
    end: int
    kept: bool
    reason: str | None = None  # why it is not kept, in plain words; None when it is kept by its kind
    rule: str | None = None  # the name of the rule that decided its kind, where one did


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a kept block: offsets into the source; never blank, never a bare number or dash.

    Only `translate` with a list makes other segments: there each entry of the list is one, whatever it holds.
    """

    index: int
    block: int  # index into Article.blocks
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place where a sentence should perhaps be split; only a reader decides, nothing applies it."""

    at: int  # offset of the first character of what would be the second sentence
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """A source as it came in, tiled into blocks, with the sentences of the kept ones."""

    id: str  # sha256 of the text, first 16 hex digits
    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    language: str  # ISO 639-1 code, "und" when there is too little text to tell
    title: str | None = None
    date: str | None = None  # as written in the source, e.g. "2024-01"
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)  # e.g. encoding, file name, language probability
    suggestions: tuple[Suggestion, ...] = ()  # in order, each inside a segment

    def source(self, segment: Segment) -> str:
        """The German text of one segment."""
        return self.text[segment.start : segment.end]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a translator searches for its output. The command line's flags and the page's controls are made from this."""

    beam_size: int = field(
        default=4,
        metadata={"help": "Beam width; 1 is greedy and fastest.", "min": 1, "max": 16, "flag": "--beam"},
    )
    length_penalty: float = field(
        default=1.0,
        metadata={
            "help": "Exponent of the length in a beam's score; above 1 favours longer output.",
            "min": 0,
            "max": 3,
        },
    )
    repetition_penalty: float = field(
        default=1.0,
        metadata={"help": "Above 1 makes a piece that was already written less likely.", "min": 1, "max": 2},
    )
    no_repeat_ngram: int = field(
        default=0,
        metadata={
            "help": "Never write the same run of this many pieces twice; 0 turns it off.",
            "min": 0,
            "max": 10,
        },
    )
    max_length_factor: float = field(
        default=2.0,
        metadata={
            "help": "Longest output, as a multiple of the source's pieces (plus 32).",
            "min": 1,
            "max": 10,
        },
    )
    batch_tokens: int = field(
        default=1024,
        metadata={
            "help": "Source pieces translated at once; smaller batches report progress sooner.",
            "min": 1,
            "max": 65536,
        },
    )


Links = tuple[tuple[int, int], ...]
"""A word alignment: pairs (source word, target word), from 0, in order; `workbench.alignment` says what a word is."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What a translator returns for one sentence."""

    text: str
    score: float | None  # mean log-probability per piece (natural log, <= 0); None when the runtime gives none
    truncated: bool = False  # True when the output was cut at its length limit, so that something may be missing
    alignment: Links | None = None  # which source word became which target word; None when the runtime gives none
    # True when it was not made now but remembered from before. Says nothing of the translation, so it is not compared.
    cached: bool = field(default=False, compare=False)
    read_as: str | None = None  # what the model read for a source in capitals; None where it read the source itself

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TermChange:
    """Where the glossary put a term right after the model had written its translation."""

    segment: int
    german: str  # the entry
    english: str
    start: int  # offsets into the English sentence as it is now
    end: int
    before: str  # what the model had written there
    after: str


@dataclass(frozen=True, slots=True)
class Translation:
    """One English sentence per segment of the article: ``len(sentences) == len(article.segments)``, always."""

    article: Article
    sentences: tuple[Translated, ...]
    model: str  # the name that was asked for or found, e.g. "marian-de-en"
    signature: str
    terms: tuple[TermChange, ...] = ()  # what a glossary changed, by segment

    @property
    def text(self) -> str:
        """The English text: sentences of a block joined by a space, blocks by an empty line."""
        parts: list[str] = []
        block = -1
        for segment, sentence in zip(self.article.segments, self.sentences, strict=True):
            if parts:
                parts.append(" " if segment.block == block else "\n\n")
            parts.append(sentence.text)
            block = segment.block
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class DocumentSentence:
    """One sentence as a summariser sees it."""

    text: str
    kind: BlockKind
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """The sentences to be summarised, in order; index i here is segment i of the article."""

    sentences: tuple[DocumentSentence, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a summary may say."""

    sentences: int = field(
        default=3, metadata={"help": "Sentences in the summary.", "min": 1, "max": 20, "flag": "--sentences"}
    )


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary with its evidence."""

    text: str
    evidence: tuple[int, ...]  # indexes of the segments that support it; empty means no support found
    support: float  # 0 (no support found) to 1 (every content word is in the evidence, or it is the sentence itself)
    original: str | None = None  # what the model wrote, when it did not write English and was translated afterwards
    missing: tuple[str, ...] = ()  # numbers, names and negations that the evidence lacks (`evidence.Evidence.missing`)


@dataclass(frozen=True, slots=True)
class Summarised:
    """What a summariser returns for a document."""

    sentences: tuple[SummarySentence, ...]
    left_out: tuple[int, ...] = ()  # indexes of sentences that were beyond the model's window and never seen by it


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one article."""

    sentences: tuple[SummarySentence, ...]
    model: str
    signature: str
    left_out: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The sentences joined by a space."""
        return " ".join(sentence.text for sentence in self.sentences)


class Severity(StrEnum):
    """How much a flag should worry a reader."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about one translated sentence."""

    segment: int
    check: str
    severity: Severity
    reason: str
    source_span: tuple[int, int] | None = None  # offsets into the segment's German text
    target_span: tuple[int, int] | None = None  # offsets into the segment's English text
    dismissed: bool = False  # a reader looked at it and found that it is no reason to worry


@dataclass(frozen=True, slots=True)
class Run:
    """One article through one translator and one summariser. Immutable; its JSON form reads back equal."""

    article: Article
    translation: Translation
    summary: Summary
    flags: tuple[Flag, ...]
    timings: Mapping[str, float]  # seconds per stage
    signature: str
    warnings: tuple[str, ...] = ()  # what the user should know about this run, in plain words

    def to_json(self, indent: int | None = None) -> str:
        """The run as JSON with the schema "workbench.run/1" (see `workbench.schema`)."""
        from workbench import schema  # deferred: pydantic is only loaded by those who read or write JSON

        return schema.dump_run(self, indent=indent)

    @staticmethod
    def from_json(text: str | bytes) -> Run:
        """Read a run back. Raises `errors.SchemaError` for anything that `to_json` would not have written."""
        from workbench import schema

        return schema.load_run(text)


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands where a run would have stood; the rest of the work goes on."""

    source: str  # the name of the text
    stage: str  # "read", "load", "translate" or "summarise"
    error: str  # the name of the exception, e.g. "NotGerman"
    message: str  # what happened and what to do next, in one line


class Stage(StrEnum):
    """The steps of the road, as progress names them."""

    LOAD = "load"
    TRANSLATE = "translate"
    SUMMARISE = "summarise"


@dataclass(frozen=True, slots=True)
class Step:
    """One report of progress."""

    stage: Stage
    done: int
    total: int
    finished: Mapping[int, Translated] = field(default_factory=dict)  # sentences that this step finished, by index


Progress = Callable[[Step], None]
"""Called between batches, in the thread that does the work. To cancel, raise `errors.Cancelled` in it."""


def ignore_progress(step: Step) -> None:
    """The progress of those who do not want any."""


def knobs(options: type[Any]) -> list[tuple[str, type[Any], Any, Mapping[str, Any]]]:
    """Name, type, default and metadata of each field of `Decoding` or `Budget`, for flags and page controls."""
    return [(f.name, type(f.default), f.default, f.metadata) for f in fields(options)]
