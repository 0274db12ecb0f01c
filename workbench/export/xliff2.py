"""The sentence pairs for a translator to revise, XLIFF 2.0 (OASIS, 2014; ISO 21720:2017)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from workbench.export.text import doubts
from workbench.export.xliff import about
from workbench.export.xml import attribute, escape, lost
from workbench.types import Run, Segment


def render(run: Run) -> str:
    """One unit per block of the article with its sentences as segments, and what stands between them as ignorable."""
    article = run.article
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang={attribute(article.language)} '
        'trgLang="en">',
        f'<file id="f1" original={attribute(article.metadata.get("file", article.id))}>',
        "<notes>",
        *(f"<note category={attribute(source)}>{escape(text)}</note>" for source, text in about(run)),
        "</notes>",
        *_units(run),
        "</file>",
        "</xliff>",
    ]
    return "\n".join(lines) + "\n"


def _units(run: Run) -> Iterator[str]:
    for block, found in groupby(run.article.segments, key=lambda segment: segment.block):
        segments = list(found)
        kind = run.article.blocks[block].kind.value
        yield f'<unit id="b{block + 1}" name={attribute(kind)} xml:space="preserve">'
        yield from _notes(run, segments)
        before = segments[0]
        for segment in segments:
            between = run.article.text[before.end : segment.start] if segment is not before else ""
            if between:
                yield f"<ignorable><source>{escape(between)}</source></ignorable>"
            yield from _segment(run, segment)
            before = segment
        yield "</unit>"


def _notes(run: Run, segments: Sequence[Segment]) -> Iterator[str]:
    """What there is to say of the sentences of a unit; XLIFF 2 has no notes on a single segment."""
    notes = []
    for segment in segments:
        texts = run.article.source(segment), run.translation.sentences[segment.index].text
        found = [*doubts(run, segment.index), lost(*texts)]
        notes += [f"Sentence {segment.index + 1}: {note}" for note in found if note]
    if notes:
        yield "<notes>"
        yield from (f'<note category="checks">{escape(note)}</note>' for note in notes)
        yield "</notes>"


def _segment(run: Run, segment: Segment) -> Iterator[str]:
    yield f'<segment id="s{segment.index + 1}" state="translated">'
    yield f"<source>{escape(run.article.source(segment))}</source>"
    yield f"<target>{escape(run.translation.sentences[segment.index].text)}</target>"
    yield "</segment>"
