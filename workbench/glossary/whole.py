"""A glossary over all sentences of an article: what it changed, and what it could not put right, by segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.glossary.applying import Applied, apply
from workbench.glossary.matching import Kind
from workbench.glossary.terms import Glossary
from workbench.types import Flag, Severity, TermChange


@dataclass(frozen=True, slots=True)
class Whole:
    """The sentences after the glossary, as many as were given."""

    targets: tuple[str, ...]
    terms: tuple[TermChange, ...]
    missed: tuple[Flag, ...]


def apply_to_all(glossary: Glossary, sources: Sequence[str], targets: Sequence[str]) -> Whole:
    """Apply a glossary to German sentences and their translations, in order."""
    done = [apply(glossary, source, target) for source, target in zip(sources, targets, strict=True)]
    return Whole(
        tuple(applied.target for applied in done),
        tuple(change for index, applied in enumerate(done) for change in _changes(index, applied)),
        tuple(flag for index, applied in enumerate(done) for flag in _flags(index, applied)),
    )


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
    """Missed names; other terms are paraphrased too often for their absence to mean anything."""
    return [
        Flag(
            index,
            "term",
            Severity.WARNING,
            f"the glossary has {m.term.german} → {m.term.english}, which the translation lacks",
        )
        for m in applied.missed
        if m.term.is_name and m.kind is not Kind.COMPOUND
    ]
