"""A glossary over all sentences of an article: what it changed, and what a reader should doubt, by segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.alignment import Edit, changed, spans
from workbench.glossary.applying import Applied, Change, apply
from workbench.glossary.digits import NOTE as NUMBER
from workbench.glossary.matching import Kind
from workbench.glossary.mending import NAME
from workbench.glossary.terms import Glossary
from workbench.reuse import MENDED, TERM
from workbench.types import Flag, Links, Severity, TermChange


@dataclass(frozen=True, slots=True)
class Whole:
    """The sentences after the glossary, as many as were given."""

    targets: tuple[str, ...]
    terms: tuple[TermChange, ...]
    flags: tuple[Flag, ...]  # names that could not be put right, and garbled words that were mended by a guess
    alignments: tuple[Links | None, ...] = ()  # those that were given, for the words as they are now


def apply_to_all(
    glossary: Glossary, sources: Sequence[str], targets: Sequence[str], alignments: Sequence[Links | None] = ()
) -> Whole:
    """Apply a glossary to German sentences and their translations, in order; `alignments` are one each, or none."""
    given = alignments or [None] * len(sources)
    rows = list(zip(sources, targets, given, strict=True))
    done = [
        apply(glossary, source, target, alignment=None if links is None else spans(links, source, target))
        for source, target, links in rows
    ]
    moved = [_moved(links, target, applied) for (_, target, links), applied in zip(rows, done, strict=True)]
    return Whole(
        tuple(applied.target for applied in done),
        tuple(change for index, applied in enumerate(done) for change in _changes(index, applied)),
        tuple(flag for index, applied in enumerate(done) for flag in _flags(index, applied)),
        tuple(moved),
    )


def _moved(links: Links | None, target: str, applied: Applied) -> Links | None:
    if links is None or not applied.changes:
        return links
    edits = [Edit(c.start, c.end, c.new_start, c.new_start + len(c.after)) for c in applied.changes]
    return changed(links, target, applied.target, edits)


def _changes(index: int, applied: Applied) -> list[TermChange]:
    return [
        TermChange(
            segment=index,
            german=change.term.german,
            english=change.term.english,
            start=change.new_start,
            end=change.new_start + len(change.after),
            before=change.before,
            after=change.after,
        )
        for change in applied.changes
    ]


def _flags(index: int, applied: Applied) -> list[Flag]:
    """Missed names, since other terms are paraphrased too often for their absence to mean anything; and guesses."""
    missed = [
        Flag(
            index,
            TERM,
            Severity.WARNING,
            f"the glossary has {m.term.german} → {m.term.english}, which the translation lacks",
        )
        for m in applied.missed
        if m.term.is_name and m.kind is not Kind.COMPOUND
    ]
    return missed + [
        Flag(
            index,
            MENDED,
            Severity.WARNING,
            _guess(c),
            target_span=(c.new_start, c.new_start + len(c.after)),
        )
        for c in applied.changes
        if c.guessed
    ]


def _guess(change: Change) -> str:
    if change.term.note in (NAME, NUMBER):
        return f"the model wrote “{change.before}”; the German has “{change.term.german}”"
    return (
        f"the model wrote “{change.before}”, which is no English; "
        f"“{change.after}” is a guess from “{change.term.german}”"
    )
