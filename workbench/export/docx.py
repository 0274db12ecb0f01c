"""The run as a Word document: the summary, then German and English side by side in a table of two columns."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from workbench.export.text import doubts, evidence_note, read_as, visible
from workbench.export.xml import lost, stand_in
from workbench.types import BlockKind, Run

_BOLD = {BlockKind.HEADLINE, BlockKind.SUBHEADING}


def render(run: Run) -> bytes:
    """Every sentence has a row, so that a pair stays together across pages; doubts stand under the English."""
    from docx import Document

    document = Document()
    title = stand_in(run.article.title or "Untitled article")
    _properties(document, title)
    document.add_heading(title, level=0)
    for warning in run.warnings:
        document.add_paragraph().add_run(stand_in(warning)).bold = True
    document.add_heading("Summary", level=1)
    for sentence in run.summary.sentences:
        document.add_paragraph(f"{stand_in(sentence.text)} {evidence_note(sentence.evidence)}", style="List Bullet")
    document.add_heading("Translation", level=1)
    _table(document, run)
    _removed(document, run)
    document.add_paragraph(stand_in(run.signature), style="Quote")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _properties(document: Any, title: str) -> None:
    about = document.core_properties
    about.title, about.author, about.language = title[:255], "workbench", "en"  # Word allows 255 characters
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)


def _table(document: Any, run: Run) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, name in zip(table.rows[0].cells, ("German", "English"), strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    _set(table.rows[0], "w:tblHeader")  # shown again at the top of every page
    for segment, made in zip(run.article.segments, run.translation.sentences, strict=True):
        german = run.article.source(segment).replace("\r\n", "\n")  # one line break, not two
        bold = run.article.blocks[segment.block].kind in _BOLD
        row = table.add_row()
        _set(row, "w:cantSplit")
        left, right = row.cells
        _write(left, f"{segment.index + 1}  {stand_in(german)}", run.article.language, bold)
        if read_as(made):
            left.add_paragraph().add_run(stand_in(read_as(made))).italic = True
        _write(right, stand_in(made.text), "en", bold)
        for note in (*doubts(run, segment.index), lost(german, made.text)):
            if note:
                right.add_paragraph().add_run(stand_in(note)).italic = True


def _set(row: Any, property_name: str) -> None:
    """Give a row a property that python-docx has no name for."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(property_name))


def _write(cell: Any, text: str, language: str, bold: bool) -> None:
    """Text in its language, so that the spelling checker does not underline all of the other one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    written = cell.paragraphs[0].add_run(text)
    written.bold = bold
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), {"de": "de-DE", "en": "en-GB"}.get(language, language))
    written._r.get_or_add_rPr().append(mark)


def _removed(document: Any, run: Run) -> None:
    removed = [block for block in run.article.blocks if not block.kept and visible(run, block)]
    if removed:
        document.add_heading("Not translated", level=1)
    for block in removed:
        text = f"{block.kind}: {visible(run, block)} ({block.reason})"
        document.add_paragraph(stand_in(text), style="List Bullet")
