"""The figures of a comparison: what was compared, the tables that every report has, how each system was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.comparison import Comparison
from workbench.comparison.types import Text
from workbench.report.table import Table, tables
from workbench.report.text import size
from workbench.ui.compare.views.board import failure_line
from workbench.ui.compare.views.summaries import summaries
from workbench.ui.escape import shown
from workbench.ui.translate.panes.marks import label

_SCORED_SUMMARIES = "Summaries against the references"
_MANY = 8  # texts from which on their list is folded away
_SHADE = 30  # percent of the accent colour behind a 100 in a matrix; text stays readable on it


def figures(c: Comparison) -> str:
    """All but the sentences, which are drawn apart because they can be sorted and filtered."""
    return f'<div class="wb-c-figures">{_head(c)}{_nav(c)}{"".join(_tables(c))}{summaries(c)}</div>'


def _head(c: Comparison) -> str:
    names = ", ".join(shown(system.label) for system in c.systems)
    texts = f'<ul class="wb-c-of">{"".join(map(_text, c.texts))}</ul>'
    if len(c.texts) > _MANY:
        words = f"{len(c.texts):,} texts, {len(c.sentences):,} sentences"
        texts = f'<details class="wb-c-minor"><summary>{words}</summary>{texts}</details>'
    failures = "".join(map(failure_line, c.failures))
    return f'<h2 class="wb-c-title">Comparison of {names}</h2>{texts}{failures}'


def _text(text: Text) -> str:
    title = f" · {shown(text.title)}" if text.title and text.title[:40] != text.name[:40] else ""
    warnings = "".join(f'<br><strong class="wb-c-warned">{shown(warning)}</strong>' for warning in text.warnings)
    return f"<li><strong>{shown(text.name)}</strong>{title} · {shown(size(text))}{warnings}</li>"


def _nav(c: Comparison) -> str:
    """Buttons that lead to the parts; links would change the page's address."""
    parts = [
        ("translators", "Translators"),
        ("summaries", "Summaries"),
        ("reading", f"Sentences ({len(c.sentences)})"),
    ]
    if c.quality is not None:
        parts.insert(1, ("references", "References"))
    buttons = (f'<button type="button" class="wb-small" data-go="wb-c-{to}">{words}</button>' for to, words in parts)
    return f'<nav class="wb-c-nav" aria-label="Parts of the comparison">{"".join(buttons)}</nav>'


def _tables(c: Comparison) -> Iterator[str]:
    for place, one in enumerate(tables(c)):
        if one.title == _SCORED_SUMMARIES and c.quality is not None and not c.quality.summaries:
            yield '<p class="wb-c-reason">No reference summaries were given, so there is no ROUGE and no BERTScore.</p>'
            continue
        yield table(one, _id(one, place))
        if place == 0:
            yield table(doubts_by_kind(c))
            yield _signatures(c)


def _id(one: Table, place: int) -> str:
    """Where the buttons above lead: the first table, the scores, and the table of summaries."""
    if place == 0:
        return "wb-c-translators"
    return {"Translations against the references": "wb-c-references", "Summaries": "wb-c-summaries"}.get(one.title, "")


def doubts_by_kind(c: Comparison) -> Table:
    """How often each check doubted each system, the most frequent first."""
    counts = {check: sum(s.checks.get(check, 0) for s in c.systems) for s in c.systems for check in s.checks}
    rows = [
        (label(check), *(str(system.checks.get(check, 0)) for system in c.systems))
        for check in sorted(counts, key=lambda check: -counts[check])
    ]
    return Table("Doubts and hints by kind", ("check", *(s.label for s in c.systems)), tuple(rows), minor=True)


def table(one: Table, identity: str = "") -> str:
    """A table with its reasons and, folded, what its columns mean. "" for one without rows."""
    if not one.rows:
        return ""
    inner = _wide(one) + "".join(f'<p class="wb-c-reason">{shown(reason)}</p>' for reason in one.reasons) + _notes(one)
    named = f' id="{identity}" tabindex="-1"' if identity else ""
    if one.minor:
        return f'<details class="wb-c-minor"{named}><summary>{shown(one.title)}</summary>{inner}</details>'
    return f"<section{named}><h3>{shown(one.title)}</h3>{inner}</section>"


def _wide(one: Table) -> str:
    head = "".join(f'<th scope="col">{shown(cell)}</th>' for cell in one.columns)
    body = "".join(_row(row, one.matrix) for row in one.rows)
    return (
        f'<div class="wb-c-wide" tabindex="0" role="region" aria-label="{shown(one.title)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[str], matrix: bool) -> str:
    first, *others = row
    cells = "".join(f"<td{_shade(cell) if matrix else ''}>{shown(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{shown(first)}</th>{cells}</tr>'


def _shade(cell: str) -> str:
    """The larger a number, the more colour behind it; the number says the same."""
    if not cell.replace(".", "", 1).isdecimal():
        return ""
    return f' style="--shade:{float(cell) / 100 * _SHADE:.0f}%" class="wb-c-shaded"'


def _notes(one: Table) -> str:
    if not one.notes:
        return ""
    notes = "".join(f"<p>{shown(note)}</p>" for note in one.notes)
    return f'<details class="wb-c-notes"><summary>What this means</summary>{notes}</details>'


def _signatures(c: Comparison) -> str:
    """How each system was made, one line each; the line is opened by a click."""
    made = [(s.label, line) for s in c.systems for line in s.signatures]
    made += dict.fromkeys((s.summariser, line) for s in c.summary_systems for line in s.signatures)
    rows = "".join(
        f'<dt>{shown(name)}</dt><dd><details class="wb-signature"><summary>{shown(line)}</summary></details></dd>'
        for name, line in made
    )
    return f'<dl class="wb-c-signatures" aria-label="Signatures">{rows}</dl>' if rows else ""
