"""The three panes as HTML: German, English, summary. Every text goes through `escape`; nothing else makes markup.

A sentence is ``<span class="wb-s" data-of="3">``; `data-of` names the segments that it belongs to, and all sentences
that share one are partners (see assets/page.js). A block is one row (``data-row``) in the German and the English pane,
so that the stylesheet can align them.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.types import Block, BlockKind, Segment, SummarySentence
from workbench.ui.escape import attribute, shown
from workbench.ui.view import View

_TAGS = {BlockKind.HEADLINE: "h3", BlockKind.SUBHEADING: "h4"}
_LONG = 400  # sentences from which on the browser lays out only the rows in sight
_HEAD = 1  # the panes' own headings take the first row of the grid


def render(view: View) -> str:
    """All three panes of a view."""
    rows = [(number, block) for number, block in enumerate(view.article.blocks) if block.kind is not BlockKind.BLANK]
    size = " wb-long" if len(view.article.segments) > _LONG else ""
    return (
        f'<div class="wb-desk{size}" style="--blocks:{max(1, len(rows))}" aria-busy="{str(view.working).lower()}">'
        f"{_german(view, rows)}{_english(view, rows)}{_summary(view)}</div>"
    )


def _pane(name: str, title: str, language: str, inner: str) -> str:
    return f'<section class="wb-pane wb-{name}" aria-label="{title}" lang="{attribute(language)}">{inner}</section>'


def _head(title: str, note: str, copy: bool) -> str:
    button = f'<button type="button" class="wb-copy" aria-label="Copy: {title}" data-copy>Copy</button>' if copy else ""
    words = f'<h2>{title}</h2><span class="wb-note">{shown(note)}</span>'
    return f'<header class="wb-head" lang="en">{words}{button}</header>'


def _foot(signature: str) -> str:
    return f'<footer class="wb-foot" lang="en">{_signature(signature)}</footer>'


def _signature(line: str) -> str:
    """One line, opened by a click where it is longer than the pane is wide."""
    if not line:
        return ""
    return f'<details class="wb-signature"><summary title="How this was made">{shown(line)}</summary></details>'


def _german(view: View, rows: list[tuple[int, Block]]) -> str:
    segments = view.segments()
    body = "".join(
        _row(row, _kept(view, number, block, segments.get(number, [])) if block.kept else _fold(view, number, block))
        for row, (number, block) in enumerate(rows)
    )
    count = len(view.article.segments)
    language = view.article.language if view.article.language != "und" else "de"
    note = f"original · {count} sentence{'s' * (count != 1)}"
    return _pane("german", "German", language, _head("German", note, False) + body + _foot(german_line(view)))


def german_line(view: View) -> str:
    """How the German was read: splitter, encoding, language and the article's id."""
    from workbench.segment import VERSION
    from workbench.signature import signature

    article = view.article
    probability = article.metadata.get("language_probability")
    language = article.language + (f" {probability}" if probability else "")
    encoding = article.metadata.get("encoding", "typed or pasted")
    return signature(split=VERSION, encoding=encoding, language=language, id=article.id, date=article.date)


def _row(row: int, inner: str) -> str:
    return f'<div class="wb-row" data-row="{row}" style="--row:{row + _HEAD + 1}">{inner}</div>'


def _kept(view: View, number: int, block: Block, segments: list[Segment]) -> str:
    """A block as it stands in the source, the sentences marked and everything between them kept."""
    parts, at = [], block.start
    for segment in segments:
        parts.append(shown(view.article.text[at : segment.start]))
        parts.append(sentence(view.article.source(segment), (segment.index,), segment.index + 1))
        at = segment.end
    parts.append(shown(view.article.text[at : block.end]))
    again = ""
    if number in view.restored:
        again = _button("remove", number, "Remove again", block)
    return _block(block.kind, "".join(parts)) + again


def _fold(view: View, number: int, block: Block) -> str:
    """A removed block, folded, with the reason and the way back."""
    text = shown(view.article.text[block.start : block.end].strip())
    return (
        f'<details class="wb-fold" data-block="{number}"><summary><span class="wb-kind">{shown(block.kind)}</span> '
        f'<span class="wb-quiet" lang="en">not translated</span></summary><p class="wb-removed">{text}</p>'
        f'<p class="wb-why" lang="en">{shown(block.reason or "")}</p>{_button("restore", number, "Restore", block)}'
        "</details>"
    )


def _button(action: str, number: int, label: str, block: Block) -> str:
    return (
        f'<button type="button" class="wb-small" lang="en" data-{action}="{number}" '
        f'aria-label="{label}: {attribute(block.kind)}">{label}</button>'
    )


def _block(kind: BlockKind, inner: str) -> str:
    if kind is BlockKind.LIST_ITEM:
        return f'<ul class="wb-list"><li>{inner}</li></ul>'
    tag = _TAGS.get(kind, "p")
    return f'<{tag} class="wb-{kind}">{inner}</{tag}>'


def sentence(text: str, of: tuple[int, ...], number: int | None = None, doubts: list[str] | None = None) -> str:
    """One sentence that can be pointed at, focused and pinned; the stylesheet sets its number before it."""
    title = "; ".join(doubts or [])
    doubt = f' title="{attribute(title)}" data-doubt' if title else ""
    shown_number = "" if number is None else f' data-n="{number}"'
    return (
        f'<span class="wb-s" role="button" tabindex="0" aria-pressed="false" '
        f'data-of="{" ".join(map(str, of))}"{shown_number}{doubt}>{shown(text)}</span>'
    )


def _english(view: View, rows: list[tuple[int, Block]]) -> str:
    total, done = len(view.article.segments), len(view.translated)
    begun = bool(done) or view.working
    segments = view.segments() if begun else {}
    body = "".join(
        _row(row, _block(block.kind, " ".join(_translated(view, segments[number]))))
        for row, (number, block) in enumerate(rows)
        if number in segments
    )
    if not begun:
        body = _row(0, '<p class="wb-quiet">Press Translate, or Ctrl+Enter.</p>')
    note = f"{done} of {total} sentences" if begun and done < total else ""
    return _pane(
        "english", "English", "en", _head("English", note, bool(done)) + body + _foot(view.translation_signature)
    )


def _translated(view: View, segments: list[Segment]) -> Iterator[str]:
    for segment in segments:
        done = view.translated.get(segment.index)
        if done is None:
            yield _missing(view, segment)
            continue
        yield sentence(done.text, (segment.index,), segment.index + 1, view.doubts(segment.index))
        if done.truncated:
            yield '<span class="wb-cut">[cut at the length limit]</span>'


def _missing(view: View, segment: Segment) -> str:
    """A bar about as long as the sentence will be; it breathes while the model works on it."""
    width = min(60, max(6, round((segment.end - segment.start) * 0.45)))  # 0.45 em: a character's mean width
    state = "wb-pending" if view.working else "wb-empty"
    return f'<span class="{state}" style="width:{width}em" role="img" aria-label="not translated yet"></span>'


def _summary(view: View) -> str:
    note, signature, points = "", "", ""
    if view.summary is None:
        points = '<p class="wb-quiet">The summary follows the last sentence.</p>' if view.working else ""
    else:
        signature, count = view.summary.signature, len(view.summary.sentences)
        note = f"{count} sentence{'s' * (count != 1)} with evidence"
        points = f"<ol>{''.join(f'<li>{_point(point)}</li>' for point in view.summary.sentences)}</ol>"
        if view.summary.left_out:
            points += f'<p class="wb-why">Not seen by the summariser: sentences {_numbers(view.summary.left_out)}.</p>'
    inner = (
        _head("Summary", note, view.summary is not None) + f'<div class="wb-points">{points}</div>' + _foot(signature)
    )
    return _pane("summary", "Summary", "en", f'<div class="wb-still">{inner}</div>')


def _point(point: SummarySentence) -> str:
    doubts = [f"wording supported to {point.support:.0%} by the sentences shown"] if point.support < 1 else []
    if not point.evidence:
        return sentence(point.text, ()) + '<span class="wb-from wb-none">no support found</span>'
    word = "sentence" if len(point.evidence) == 1 else "sentences"
    sign = f'<span class="wb-from">from {word} {_numbers(point.evidence)}</span>'
    return sentence(point.text, point.evidence, doubts=doubts) + sign


def _numbers(indexes: tuple[int, ...]) -> str:
    """Segment indexes as readers count them, from 1."""
    return ", ".join(str(index + 1) for index in indexes)
