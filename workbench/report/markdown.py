"""A comparison as GitHub-flavoured Markdown; nothing in the texts can act as markup."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.comparison.types import Comparison, Sentence
from workbench.export.markdown import escape
from workbench.pieces import Mark, Piece
from workbench.report.table import Table, tables
from workbench.report.text import alike, doubts, order, size
from workbench.report.verdicts import verdict_lines


def render(c: Comparison) -> str:
    """The tables, the summaries, then every sentence, those that the translators disagree on most first."""
    return "\n".join(_lines(c)) + "\n"


def _lines(c: Comparison) -> Iterator[str]:
    yield f"# Comparison of {', '.join(escape(system.label) for system in c.systems)}"
    yield ""
    for text in c.texts:
        yield f"- {escape(text.name)} ({size(text)})"
        yield from (f"  - **{escape(warning)}**" for warning in text.warnings)
    for failure in c.failures:
        yield f"- **{escape(failure.source or 'all texts')}, {failure.stage}: {escape(failure.message)}**"
    for table in tables(c):
        yield from _table(table)
    yield ""
    yield "## What the summaries say"
    for summary, systems in alike(c):
        yield ""
        yield f"**{escape(summary.text)}, {escape(', '.join(systems))}**"
        yield ""
        yield from (f"- {escape(sentence.text)}" for sentence in summary.sentences)
    yield ""
    yield "## Sentences"
    yield ""
    base = escape(c.base or "")
    yield f"The least agreement first. **Bold**: not in {base}; ~~struck~~: in {base} only."
    verdicts = verdict_lines(c)
    for index in order(c):
        sentence = c.sentences[index]
        yield ""
        yield from _sentence(sentence)
        yield from (f"- » {escape(line)}" for line in verdicts.get((sentence.text, sentence.index), ()))
    yield ""
    for system in c.systems:
        yield from (f"- {escape(system.label)}: `{line.replace('`', '')}`" for line in system.signatures)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.title}"
    yield ""
    yield f"| {' | '.join(map(escape, table.columns))} |"
    yield f"|---|{'---:|' * (len(table.columns) - 1)}"
    yield from (f"| {' | '.join(map(escape, row))} |" for row in table.rows)
    for note in (*table.reasons, *table.notes):
        yield ""
        yield escape(note)


def _sentence(sentence: Sentence) -> Iterator[str]:
    agreement = "" if sentence.agreement is None else f", agreement {sentence.agreement:.0f}"
    yield f"**{escape(sentence.text)} {sentence.index + 1}**{agreement}"
    yield ""
    yield f"- German: {escape(sentence.source)}"
    if sentence.reference is not None:
        yield f"- reference: {escape(sentence.reference)}"
    for output in sentence.outputs:
        doubt = "".join(f" **({escape(reason)})**" for reason in doubts(output))
        yield f"- {escape(output.system)}: {''.join(map(_piece, output.pieces)).rstrip()}{doubt}"


def _piece(piece: Piece) -> str:
    words = escape(piece.text)
    space = piece.text[len(piece.text.rstrip()) :] and " "
    if piece.mark is Mark.SAME or not words:
        return words + space
    return f"~~{words}~~ " if piece.mark is Mark.GONE else f"**{words}**{space}"
