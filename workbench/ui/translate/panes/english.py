"""The English pane: one sentence per German one, with marks in the margin where it is doubted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.types import Segment, TermChange
from workbench.ui.translate.panes import marks
from workbench.ui.translate.panes.frame import Rows, block, foot, head, pane, row, sentence
from workbench.ui.translate.panes.spans import Span
from workbench.ui.translate.view import Doubt, View

Doubts = Mapping[int, Sequence[Doubt]]
Changes = Mapping[int, Sequence[TermChange]]


def english(view: View, rows: Rows, doubts: Doubts, changed: Changes) -> str:
    """The pane, with placeholders for what is still to come."""
    total, done = len(view.article.segments), len(view.translated)
    begun = bool(done) or view.working
    segments = view.segments() if begun else {}
    body = "".join(
        row(place, block(one.kind, " ".join(_sentences(view, segments[number], doubts, changed))))
        for place, (number, one) in enumerate(rows)
        if number in segments
    )
    if not begun:
        body = row(0, '<p class="wb-quiet">Press Translate, or Ctrl+Enter.</p>')
    note = f"{done} of {total} sentences" if begun and done < total else ""
    return pane("english", "English", "en", head("English", note, bool(done)) + body + foot(view.translation_signature))


def _sentences(view: View, segments: list[Segment], doubts: Doubts, changed: Changes) -> Iterator[str]:
    for segment in segments:
        done, own = view.translated.get(segment.index), doubts.get(segment.index, ())
        if done is None:
            yield _missing(view, segment)
            continue
        places = [*marks.spans(own, german=False), *map(_term, changed.get(segment.index, ()))]
        text = sentence(
            done.text,
            (segment.index,),
            segment.index + 1,
            marks.kinds(own),
            places,
            marks.described(own),
            done.alignment,
        )
        yield marks.mark(segment.index, own, view.working) + text
        if done.truncated:
            yield '<span class="wb-cut">[cut at the length limit]</span>'


def _term(change: TermChange) -> Span:
    words = f"glossary: {change.german} → {change.english}; the model wrote “{change.before}”"
    return Span(change.start, change.end, "wb-term", words)


def _missing(view: View, segment: Segment) -> str:
    """A bar about as long as the sentence will be; it breathes while the model works on it."""
    width = min(60, max(6, round((segment.end - segment.start) * 0.45)))  # 0.45 em: a character's mean width
    state = "wb-pending" if view.working else "wb-empty"
    return f'<span class="{state}" style="width:{width}em" role="img" aria-label="not translated yet"></span>'
