"""A comparison as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from workbench.comparison.types import Comparison, Output, Sentence, SummaryOf, Text
from workbench.pieces import Mark, Piece
from workbench.report.table import Table, tables
from workbench.report.verdicts import verdict_lines
from workbench.segment import clean_for_model
from workbench.types import Severity

_WIDTH = 110


def render(c: Comparison) -> str:
    """The tables, then every sentence, those that the translators disagree on most first."""
    return "\n".join(_lines(c)) + "\n"


def _lines(c: Comparison) -> Iterator[str]:
    for text in c.texts:
        title = f": {text.title}" if text.title and text.title != text.name else ""
        yield f"{text.name}{title} ({size(text)})"
        yield from (f"! {warning}" for warning in text.warnings)
    for failure in c.failures:
        yield f"! {failure.source or 'all texts'}, {failure.stage}: {failure.message}"
    for table in tables(c):
        yield ""
        yield from _table(table)
    for summary, systems in alike(c):
        yield ""
        yield from wrap(f"SUMMARY of {summary.text}: {', '.join(systems)}", _WIDTH, subsequent_indent="  ")
        yield from (f"  - {s.text}" for s in summary.sentences)
    yield ""
    yield f"SENTENCES, the least agreement first; words that {c.base} does not have {{+so+}}, that it alone has [-so-]"
    verdicts = verdict_lines(c)
    for index in order(c):
        sentence = c.sentences[index]
        yield ""
        yield from _sentence(sentence, len(c.texts) > 1)
        for line in verdicts.get((sentence.text, sentence.index), ()):
            yield from wrap(f"» {line}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield ""
    for system in c.systems:
        yield from (f"{system.label}: {signature}" for signature in system.signatures)


def size(text: Text) -> str:
    """How long a text is, or that it is not there."""
    return (
        f"{text.sentences} sentence{'s' * (text.sentences != 1)}" if text.article else "could not be read or translated"
    )


def order(c: Comparison) -> list[int]:
    """Indexes of all sentences: by disagreement, then those that cannot disagree, in their order."""
    first = list(c.disagreement)
    return first + sorted(set(range(len(c.sentences))) - set(first))


def alike(c: Comparison) -> list[tuple[SummaryOf, list[str]]]:
    """The summaries in order, each text once, with the systems that wrote the very same."""
    found: dict[tuple[str, tuple[str, ...]], tuple[SummaryOf, list[str]]] = {}
    for summary in c.summaries:
        key = (summary.text, tuple(sentence.text for sentence in summary.sentences))
        found.setdefault(key, (summary, []))[1].append(summary.system)
    return list(found.values())


def doubts(output: Output) -> list[str]:
    """Why a reader should not trust an output; notes are left to the JSON form."""
    found = [flag.reason for flag in output.flags if flag.severity is not Severity.NOTE]
    if output.truncated:
        found.append("cut at the model's length limit, something may be missing")
    return list(dict.fromkeys(found))  # a run of ours has a flag that says the same


def _table(table: Table) -> Iterator[str]:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    yield table.title.upper()
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([row[0].ljust(len(first)), *others]).rstrip()
    for note in (*table.reasons, *table.notes):
        yield from wrap(note, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False)


def _sentence(sentence: Sentence, named: bool) -> Iterator[str]:
    where = f"{sentence.text} " if named else ""
    agreement = "" if sentence.agreement is None else f"  agreement {sentence.agreement:.0f}"
    spread = "" if sentence.spread is None else f"  difference {sentence.spread:.0f}"
    yield f"{where}{sentence.index + 1}{agreement}{spread}"
    width = max([len("German"), len("reference"), *(len(output.system) for output in sentence.outputs)])
    yield f"  {'German'.ljust(width)}  {clean_for_model(sentence.source)}"
    if sentence.reference is not None:
        yield f"  {'reference'.ljust(width)}  {sentence.reference}"
    for output in sentence.outputs:
        chrf = "" if output.chrf is None else f"  (chrF2++ {output.chrf:.0f})"
        yield f"  {output.system.ljust(width)}  {marked(output.pieces)}{chrf}"
        yield from (f"  {''.ljust(width)}  ! {doubt}" for doubt in doubts(output))


def marked(pieces: tuple[Piece, ...]) -> str:
    """The pieces as wdiff marks them."""
    return "".join(map(_marked, pieces)).rstrip()


def _marked(piece: Piece) -> str:
    if piece.mark is Mark.SAME:
        return piece.text
    words = piece.text.rstrip()
    space = piece.text[len(words) :]
    return f"[-{words}-] " if piece.mark is Mark.GONE else f"{{+{words}+}}{space}"
