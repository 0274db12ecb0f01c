"""The JSON form of a run, "workbench.run/1": written, validated and read back here, and only here.

Sentences are merged with their segments, so that a reader of the file needs no index arithmetic:
``segments[i]`` has the German ``source``, the English ``target``, the score and the flags of sentence i.
All offsets count Unicode code points. Unknown keys are an error, so nothing is lost in silence.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from workbench import ledger
from workbench.alignment import fits, from_pharaoh, normal, to_pharaoh
from workbench.errors import SchemaError
from workbench.schema import forms
from workbench.types import (
    Article,
    Block,
    Flag,
    Links,
    Run,
    Segment,
    Suggestion,
    Summary,
    SummarySentence,
    TermChange,
    Translated,
    Translation,
)

RUN_SCHEMA = "workbench.run/1"
ARTICLE_SCHEMA = "workbench.article/1"


def article_to_dict(article: Article) -> dict[str, Any]:
    """An article as plain data: its own keys, and its segments with their text."""
    segments = [
        {"index": s.index, "block": s.block, "start": s.start, "end": s.end, "source": article.source(s)}
        for s in article.segments
    ]
    return {"schema": ARTICLE_SCHEMA, **_article_to_dict(article), "segments": segments}


def _article_to_dict(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "language": article.language,
        "title": article.title,
        "date": article.date,
        "url": article.url,
        "metadata": dict(article.metadata),
        "text": article.text,
        "blocks": [_block_to_dict(block) for block in article.blocks],
        "suggestions": [asdict(suggestion) for suggestion in article.suggestions],
    }


def run_to_dict(run: Run) -> dict[str, Any]:
    """The run as plain data with the keys of the schema, ready for `json.dumps`."""
    article, summary = run.article, run.summary
    return {
        "schema": RUN_SCHEMA,
        "signature": run.signature,
        "article": _article_to_dict(article),
        "segments": [_segment_to_dict(run, segment) for segment in article.segments],
        "translation": {
            "model": run.translation.model,
            "signature": run.translation.signature,
            "text": run.translation.text,
            "terms": [asdict(term) for term in run.translation.terms],
        },
        "summary": {
            "model": summary.model,
            "signature": summary.signature,
            "sentences": [
                {
                    "text": s.text,
                    "evidence": list(s.evidence),
                    "support": s.support,
                    "original": s.original,
                    "missing": list(s.missing),
                }
                for s in summary.sentences
            ],
            "left_out": list(summary.left_out),
        },
        "timings": dict(run.timings),
        "ledger": ledger_to_dict(ledger.of(run)),
        "warnings": list(run.warnings),
    }


def ledger_to_dict(account: ledger.Ledger) -> dict[str, Any]:
    """The account of a source as plain data."""
    entries = [
        {"fate": e.fate.value, "why": e.why, "characters": e.characters, "reason": e.reason} for e in account.entries
    ]
    return {"total": account.total, "entries": entries}


def _block_to_dict(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "start": block.start,
        "end": block.end,
        "kept": block.kept,
        "reason": block.reason,
        "rule": block.rule,
    }


def _segment_to_dict(run: Run, segment: Segment) -> dict[str, Any]:
    translated = run.translation.sentences[segment.index]
    return {
        "index": segment.index,
        "block": segment.block,
        "start": segment.start,
        "end": segment.end,
        "source": run.article.source(segment),
        "target": translated.text,
        "score": translated.score,
        "truncated": translated.truncated,
        "alignment": None if translated.alignment is None else to_pharaoh(translated.alignment),
        "cached": translated.cached,
        "read_as": translated.read_as,
        "flags": [
            {**flag_to_dict(flag), "dismissed": flag.dismissed} for flag in run.flags if flag.segment == segment.index
        ],
    }


def flag_to_dict(flag: Flag) -> dict[str, Any]:
    """A flag as plain data; the segment is where it stands."""
    return {
        "check": flag.check,
        "severity": flag.severity.value,
        "reason": flag.reason,
        "source_span": flag.source_span,
        "target_span": flag.target_span,
    }


def dump_run(run: Run, *, indent: int | None = None) -> str:
    """The run as JSON text. A lone surrogate in the source, which UTF-8 cannot hold, is written as an escape."""
    data = run_to_dict(run)
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=True, indent=indent)
    return text


def load_run(text: str | bytes) -> Run:
    """Read a run back. Raises `SchemaError` with the first place that is wrong."""
    form = _validated(text)
    article = Article(
        id=form.article.id,
        text=form.article.text,
        blocks=tuple(Block(**block.model_dump()) for block in form.article.blocks),
        segments=tuple(Segment(s.index, s.block, s.start, s.end) for s in form.segments),
        language=form.article.language,
        title=form.article.title,
        date=form.article.date,
        url=form.article.url,
        metadata=form.article.metadata,
        suggestions=tuple(Suggestion(**suggestion.model_dump()) for suggestion in form.article.suggestions),
    )
    _check_offsets(article, form)
    translated = tuple(
        Translated(s.target, s.score, s.truncated, _links(s), s.cached, s.read_as) for s in form.segments
    )
    summary = tuple(
        SummarySentence(s.text, tuple(s.evidence), s.support, s.original, tuple(s.missing))
        for s in form.summary.sentences
    )
    terms = tuple(TermChange(**term.model_dump()) for term in form.translation.terms)
    flags = tuple(Flag(segment=s.index, **flag.model_dump()) for s in form.segments for flag in s.flags)
    run = Run(
        article,
        Translation(article, translated, form.translation.model, form.translation.signature, terms),
        Summary(summary, form.summary.model, form.summary.signature, tuple(form.summary.left_out)),
        flags,
        form.timings,
        form.signature,
        tuple(form.warnings),
    )
    if form.ledger is not None and not _accounts_for(form.ledger, run):
        raise SchemaError("The run is damaged at ledger: it is not the account of this source and these sentences.")
    return run


def _accounts_for(written: forms.Ledger, run: Run) -> bool:
    """Whether a file's ledger is that of its run. Files from before the reasons stood there are without them."""
    data = ledger_to_dict(ledger.of(run))
    if not any("reason" in entry.model_fields_set for entry in written.entries):
        data["entries"] = [{key: entry[key] for key in ("fate", "why", "characters")} for entry in data["entries"]]
    return written.model_dump(mode="json", exclude_unset=True) == data


def _validated(text: str | bytes) -> forms.Run:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise SchemaError(f"This is not JSON: {error}. Give a file that `workbench run --format json` wrote.") from None
    version = data.get("schema") if isinstance(data, dict) else None
    if version != RUN_SCHEMA:
        raise SchemaError(f"Expected schema {RUN_SCHEMA!r}, found {version!r}; this version reads no other.")
    try:
        return forms.Run.model_validate({**{k: v for k, v in data.items() if k != "schema"}, "schema_": version})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SchemaError(f"The run is damaged at {place}: {first['msg']} ({error.error_count()} faults).") from None


def _links(segment: forms.Segment) -> Links | None:
    """The alignment of a segment, sure to point at words that are there."""
    if segment.alignment is None:
        return None
    where = f"The run is damaged at segments.{segment.index}.alignment"
    try:
        links = from_pharaoh(segment.alignment)
    except ValueError as error:
        raise SchemaError(f"{where}: {error}.") from None
    if to_pharaoh(normal(links)) != segment.alignment or not fits(links, segment.source, segment.target):
        raise SchemaError(f"{where}: it points at words that are not there, or not in order, each pair once.")
    return links


def _check_offsets(article: Article, form: forms.Run) -> None:
    """What the types promise and plain validation cannot see."""
    position = 0
    for number, block in enumerate(article.blocks):
        if block.start != position or block.end < block.start:
            raise SchemaError(f"The run is damaged at article.blocks.{number}: the blocks do not tile the text.")
        position = block.end
    if position != len(article.text):
        raise SchemaError("The run is damaged: its blocks do not reach the end of the text.")
    for number, segment in enumerate(form.segments):
        if segment.index != number or article.text[segment.start : segment.end] != segment.source:
            raise SchemaError(f"The run is damaged at segments.{number}: its source is not what stands in the text.")
        if not 0 <= segment.block < len(article.blocks):
            raise SchemaError(f"The run is damaged at segments.{number}: there is no block {segment.block}.")
    for number, suggestion in enumerate(article.suggestions):
        if not any(segment.start < suggestion.at < segment.end for segment in article.segments):
            raise SchemaError(f"The run is damaged at article.suggestions.{number}: it is inside no segment.")
    pointed = [index for sentence in form.summary.sentences for index in sentence.evidence] + form.summary.left_out
    for index in pointed:
        if not 0 <= index < len(form.segments):
            raise SchemaError(f"The run is damaged at summary: there is no segment {index}.")
