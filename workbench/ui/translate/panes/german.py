"""The German pane: every block of the source, kept or folded away with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.segment import VERSION
from workbench.signature import signature
from workbench.types import Block, Segment
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.panes import marks
from workbench.ui.translate.panes.frame import Rows, block, counted, foot, head, pane, row, sentence
from workbench.ui.translate.panes.strip import strip
from workbench.ui.translate.panes.suggested import glue, suggested
from workbench.ui.translate.view import Doubt, View


def german(view: View, rows: Rows, doubts: Mapping[int, Sequence[Doubt]]) -> str:
    """The pane with the strip beside it."""
    segments = view.segments()
    body = "".join(
        row(place, _kept(view, number, one, segments.get(number, []), doubts) if one.kept else _fold(view, number, one))
        for place, (number, one) in enumerate(rows)
    )
    language = view.article.language if view.article.language != "und" else "de"
    note = f"original · {counted(len(view.article.segments), 'sentence')}"
    return pane("german", "German", language, head("German", note, False) + strip(view) + body + foot(_line(view)))


def _line(view: View) -> str:
    """How the German was read: splitter, encoding, language and the article's id."""
    article = view.article
    probability = article.metadata.get("language_probability")
    language = article.language + (f" {probability}" if probability else "")
    encoding = article.metadata.get("encoding", "typed or pasted")
    return signature(split=VERSION, encoding=encoding, language=language, id=article.id, date=article.date)


def _kept(view: View, number: int, one: Block, segments: list[Segment], doubts: Mapping[int, Sequence[Doubt]]) -> str:
    """A block as it stands in the source, the sentences marked and everything between them kept."""
    parts, at = [], one.start
    suggestions = view.suggestions() if view.article.suggestions else {}
    for segment in segments:
        own, suggestion = doubts.get(segment.index, ()), suggestions.get(segment.index)
        glued = [glue(segment, suggestion)] if suggestion else []
        parts.append(_between(view.article.text[at : segment.start]))
        parts.append(
            sentence(
                view.article.source(segment),
                (segment.index,),
                segment.index + 1,
                marks.kinds(own),
                [*marks.spans(own, german=True), *glued],
            )
        )
        if suggestion and not view.working:
            parts.append(suggested(view.article, segment, suggestion))
        at = segment.end
    parts.append(_between(view.article.text[at : one.end]))
    again = _button("remove", number, "Remove again", one) if number in view.restored else ""
    return block(one.kind, "".join(parts)) + again


def _between(text: str) -> str:
    """What stands between sentences: white space mostly, but also dashes and bare numbers."""
    return f'<span class="wb-between">{shown(text)}</span>' if text.strip() else shown(text)


def _fold(view: View, number: int, one: Block) -> str:
    """A removed block, folded, with the reason and the way back."""
    text = shown(view.article.text[one.start : one.end].strip())
    return (
        f'<details class="wb-fold" data-block="{number}"><summary><span class="wb-kind">{shown(one.kind)}</span> '
        f'<span class="wb-quiet" lang="en">not translated</span></summary><p class="wb-removed">{text}</p>'
        f'<p class="wb-why" lang="en">{shown(one.reason or "")}</p>{_button("restore", number, "Restore", one)}'
        "</details>"
    )


def _button(action: str, number: int, words: str, one: Block) -> str:
    return (
        f'<button type="button" class="wb-small" lang="en" data-{action}="{number}" '
        f'aria-label="{words}: {attribute(one.kind)}">{words}</button>'
    )
