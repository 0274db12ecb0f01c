"""The sentence pairs as a translation memory, TMX 1.4b (LISA OSCAR, 2005), for OmegaT, memoQ, Trados and others."""

from __future__ import annotations

from collections.abc import Iterator

from workbench import __version__
from workbench.export.text import doubts
from workbench.export.xml import attribute, escape, lost
from workbench.types import Run


def render(run: Run) -> str:
    """One unit per sentence, in order; what the checks doubt is a note, the model's score a property."""
    source = attribute(run.article.language)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<tmx version="1.4">',
        f'<header creationtool="workbench" creationtoolversion={attribute(__version__)} segtype="sentence" '
        f'o-tmf="workbench.run/1" adminlang="en" srclang={source} datatype="plaintext">',
        *_about(run),
        "</header>",
        "<body>",
        *(line for index in range(len(run.article.segments)) for line in _unit(run, index, source)),
        "</body>",
        "</tmx>",
    ]
    return "\n".join(lines) + "\n"


def _about(run: Run) -> Iterator[str]:
    yield "<note>Machine translation, not reviewed.</note>"
    yield f'<prop type="x-article">{escape(run.article.id)}</prop>'
    yield f'<prop type="x-signature">{escape(run.translation.signature)}</prop>'


def _unit(run: Run, index: int, language: str) -> Iterator[str]:
    german, made = run.article.source(run.article.segments[index]), run.translation.sentences[index]
    yield f'<tu tuid="{index + 1}">'
    notes = [*doubts(run, index), lost(german, made.text)]
    yield from (f"<note>{escape(note)}</note>" for note in notes if note)
    if made.score is not None:
        yield f'<prop type="x-score">{made.score!r}</prop>'
    yield f"<tuv xml:lang={language}><seg>{escape(german)}</seg></tuv>"
    yield f'<tuv xml:lang="en"><seg>{escape(made.text)}</seg></tuv>'
    yield "</tu>"
