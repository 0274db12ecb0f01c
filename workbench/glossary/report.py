"""What a glossary did in a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.glossary.applying import Applied
from workbench.glossary.terms import Conflict, Glossary, Term


@dataclass(frozen=True, slots=True)
class Report:
    """Counts over all sentences of a run."""

    found: Mapping[Term, int]  # occurrences in the German
    changed: Mapping[Term, int]  # places put right
    missed: Mapping[Term, int]  # occurrences whose English is not in the translation
    never: tuple[Term, ...]  # entries that stand nowhere in the German
    conflicts: tuple[Conflict, ...]


def report(glossary: Glossary, applied: Iterable[Applied]) -> Report:
    """Which entries fired and which never did, what was changed and what was missed."""
    sentences = list(applied)
    found = Counter(match.term for one in sentences for match in one.matches)
    changed = Counter(change.term for one in sentences for change in one.changes)
    missed = Counter(match.term for one in sentences for match in one.missed)
    never = tuple(term for term in glossary.terms if term not in found)
    return Report(found, changed, missed, never, glossary.conflicts)
