"""A run as an entry, and back."""

from __future__ import annotations

from workbench.segment import clean_for_model
from workbench.store.entries import Draft
from workbench.store.kinds import RUN
from workbench.types import Run, Severity


def draft_of(run: Run) -> Draft:
    """The run's JSON, and of its texts what can be searched: the kept German, the English, the summary."""
    article = run.article
    doubted = {f.segment for f in run.flags if f.severity is not Severity.NOTE and not f.dismissed}
    return Draft(
        kind=RUN,
        payload=run.to_json(),
        title=clean_for_model(article.title or _beginning(run)),
        about=article.id,
        facts={
            "translator": run.translation.model,
            "summariser": run.summary.model,
            "language": article.language,
            "sentences": len(article.segments),
            "doubted": len(doubted),
        },
        # Without soft hyphens and control characters, which nobody types into a search.
        german="\n".join(clean_for_model(article.source(segment)) for segment in article.segments),
        english="\n".join(clean_for_model(sentence.text) for sentence in run.translation.sentences),
        summary="\n".join(clean_for_model(sentence.text) for sentence in run.summary.sentences),
    )


def translated_texts(run: Run) -> list[str]:
    """The German that was translated for a run: its sentences, and a summary that was written in German."""
    written = [sentence.original for sentence in run.summary.sentences if sentence.original is not None]
    return [run.article.source(segment) for segment in run.article.segments] + written


def _beginning(run: Run) -> str:
    """The first words of an article without a title."""
    text = clean_for_model(run.article.source(run.article.segments[0]))
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + " …"
