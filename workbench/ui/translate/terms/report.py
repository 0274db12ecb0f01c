"""What is to be said about the glossary of a run besides the changes that the run itself records."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.glossary import Conflict, Term, find
from workbench.types import Article
from workbench.ui.translate.terms.mine import Terms


@dataclass(frozen=True, slots=True)
class TermReport:
    """Which entries were of no use, and which contradict each other."""

    conflicts: tuple[Conflict, ...] = ()
    never: tuple[Term, ...] = ()  # the visitor's own entries that stand nowhere in the German
    starter_found: int = 0  # entries of the starter list that do
    starter_total: int = 0  # all of them; 0 when it was not used


def term_report(article: Article, terms: Terms) -> TermReport:
    """Look for every entry in the German sentences."""
    glossary = terms.glossary()
    found = {match.term for segment in article.segments for match in find(glossary, article.source(segment))}
    own = set(terms.own)
    shipped = [term for term in glossary.terms if term not in own]
    return TermReport(
        glossary.conflicts,
        tuple(term for term in terms.own if term not in found),
        sum(term in found for term in shipped),
        len(shipped),
    )
