"""What the glossary did to a translation, as HTML: every change, every contradiction, every entry of no use."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.glossary import Conflict, Term
from workbench.types import TermChange
from workbench.ui.escape import shown
from workbench.ui.translate.terms.report import TermReport


def told(changes: Sequence[TermChange], report: TermReport | None) -> str:
    """A fold below the panes; nothing when no glossary was used. A run that was opened has its changes alone."""
    if report is None and not changes:
        return ""
    report = report or TermReport()
    count = f"{len(changes)} place{'s' * (len(changes) != 1)} put right"
    also = f", {len(report.conflicts)} contradicting" if report.conflicts else ""
    return (
        f'<details class="wb-told" lang="en"><summary>What the glossary did: {count}{also}</summary>'
        f"{_table(changes)}{_conflicts(report.conflicts)}{_unused(report)}</details>"
    )


def _table(changes: Sequence[TermChange]) -> str:
    if not changes:
        return "<p>No name of the glossary was missed where its place was certain.</p>"
    rows = "".join(
        f'<tr><td><button type="button" class="wb-link" data-go="{change.segment}" '
        f'aria-label="Sentence {change.segment + 1}">{change.segment + 1}</button></td>'
        f"<td>{shown(change.german)} → {shown(change.english)}</td>"
        f"<td><del>{shown(change.before)}</del></td><td><ins>{shown(change.after)}</ins></td></tr>"
        for change in changes
    )
    names = "".join(f'<th scope="col">{name}</th>' for name in ("Sentence", "Entry", "The model wrote", "Now"))
    return f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def _conflicts(conflicts: Sequence[Conflict]) -> str:
    return "".join(
        f"<p>Two entries for {shown(c.german)}: {shown(c.kept.english)} was taken, not {shown(c.dropped.english)}.</p>"
        for c in conflicts
    )


def _unused(report: TermReport) -> str:
    lines = ""
    if report.never:
        lines += f"<p>Of your entries, these stand nowhere in the German: {_terms(report.never)}.</p>"
    if report.starter_total:
        lines += (
            f"<p>Of the {report.starter_total:,} entries of the starter list, "
            f"{report.starter_found} stand in this article.</p>"
        )
    return lines


def _terms(terms: Sequence[Term]) -> str:
    return ", ".join(shown(term.german) for term in terms)
