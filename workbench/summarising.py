"""The summary of one article: what a summariser reads, and what is made of what it wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench import __version__, evidence, ingest, segment
from workbench.errors import EmptySource
from workbench.models.base import Summariser, Translator
from workbench.signature import signature
from workbench.types import (
    Article,
    BlockKind,
    Budget,
    Decoding,
    Document,
    DocumentSentence,
    Progress,
    Summary,
    Translation,
    ignore_progress,
)


def document_of(source: Translation | Article | str | Path | Sequence[str], summariser: Summariser) -> Document:
    """What the summariser reads: the English of a translation, or its German for one that reads German."""
    if isinstance(source, Translation):
        if summariser.language == source.article.language == "de":
            return _document(source.article, [source.article.source(s) for s in source.article.segments])
        return _document(source.article, [t.text for t in source.sentences], "en")
    if isinstance(source, Article):
        article = source
    elif isinstance(source, str | Path):
        article = ingest.read_article(source, keep="all")
    else:
        lines = list(source)
        return Document(tuple(DocumentSentence(line, BlockKind.PARAGRAPH, 0) for line in lines), "en")
    return _document(article, _sources(article))


def _sources(article: Article) -> list[str]:
    return [segment.clean_for_model(article.source(s)) for s in article.segments]


def _document(article: Article, texts: Sequence[str], language: str | None = None) -> Document:
    return Document(
        tuple(
            DocumentSentence(text, article.blocks[s.block].kind, s.block)
            for s, text in zip(article.segments, texts, strict=True)
        ),
        language or article.language,
    )


def summarise_document(
    document: Document, summariser: Summariser, budget: Budget, progress: Progress = ignore_progress
) -> Summary:
    """Summarise a document with a loaded summariser."""
    if not any(sentence.text.strip() for sentence in document.sentences):
        raise EmptySource("There is nothing to summarise: no sentence is left. Restore a block or give more text.")
    made = summariser.summarise(document, budget, progress)
    return Summary(
        made.sentences,
        summariser.name,
        f"{summariser.signature(budget)}|" + signature(workbench=__version__),
        made.left_out,
    )


def crosses(summariser: Summariser) -> bool:
    """Whether it reads one language and writes another."""
    return summariser.writes not in ("", summariser.language)


def with_evidence(summary: Summary, translation: Translation) -> Summary:
    """The evidence of an English summary that was written from the German: it is looked for in the translation."""
    found = evidence.support([s.text for s in summary.sentences], [t.text for t in translation.sentences])
    return replace(
        summary,
        sentences=tuple(
            replace(s, evidence=one.indexes, support=one.support, missing=one.missing)
            for s, one in zip(summary.sentences, found, strict=True)
        ),
    )


def into_english(summary: Summary, translator: Translator, decoding: Decoding) -> Summary:
    """Translate a summary that was written in German; what the model wrote stays beside it as `original`."""
    english = translator.translate([s.text for s in summary.sentences], decoding)
    return replace(
        summary,
        sentences=tuple(
            replace(s, text=t.text, original=s.text) for s, t in zip(summary.sentences, english, strict=True)
        ),
        signature=f"{summary.signature}|" + signature(into_english=translator.name),
    )
