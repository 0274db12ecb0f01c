"""The sentences: under each German one what every system made of it, with the words that differ and the doubts."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.comparison import Comparison
from workbench.comparison.types import Output, Sentence
from workbench.pieces import Mark, Piece
from workbench.report.verdicts import Places, verdict_lines
from workbench.types import Flag, Severity
from workbench.ui.compare.reading import STEP, Reading, chosen, marked_against
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.panes.marks import label
from workbench.ui.translate.panes.spans import Span, marked

_TAGS = {Mark.NEW: "ins", Mark.GONE: "del"}
_WORST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_SIGNS = {Severity.ERROR: ("!", "error"), Severity.WARNING: ("?", "doubt"), Severity.NOTE: ("i", "hint")}


def sentences(c: Comparison, reading: Reading) -> str:
    """The first of those that the reader wants, and a button for more."""
    wanted = chosen(c, reading)
    base = reading.base_of(c)
    verdicts = verdict_lines(c)
    drawn = "".join(_sentence(c, index, base, verdicts) for index in wanted[: reading.shown])
    legend = _legend(c, len(wanted), reading, base)
    return f'<div class="wb-c-sentences">{legend}{drawn}{_more(len(wanted), reading)}</div>'


def _legend(c: Comparison, wanted: int, reading: Reading, base: str | None) -> str:
    words = f"{min(wanted, reading.shown):,} of {wanted:,} sentences"
    if wanted < len(c.sentences):
        words += f" ({len(c.sentences):,} without the filters)"
    if not wanted:
        words = "No sentence is left by these filters." if c.sentences else "There is no sentence to show."
    signs = ""
    if base is not None and len(c.systems) > 1:
        signs = f"<span><ins>not in {shown(base)}</ins> <del>only in {shown(base)}</del></span>"
    return f'<p class="wb-c-legend"><span role="status">{words}</span>{signs}</p>'


def _more(count: int, reading: Reading) -> str:
    left = count - reading.shown
    if left <= 0:
        return ""
    return f'<button type="button" class="wb-small wb-c-more" data-more>Show {min(STEP, left)} more</button>'


def _sentence(c: Comparison, index: int, base: str | None, verdicts: Places) -> str:
    sentence = marked_against(c.sentences[index], base)
    judged = "".join(
        f'<p class="wb-c-verdict">{shown(line)}</p>' for line in verdicts.get((sentence.text, sentence.index), ())
    )
    outputs = "".join(
        _output(sentence, f"wb-c-why-{index}-{place}", alike, base) for place, alike in enumerate(_alike(sentence))
    )
    return (
        f'<article class="wb-c-sentence"><p class="wb-c-where">{_where(c, sentence)}</p><dl>'
        f'<div class="wb-c-row wb-c-german"><dt>German</dt><dd lang="de">{shown(sentence.source)}</dd></div>'
        f"{_reference(sentence)}{outputs}</dl>{judged}</article>"
    )


def _where(c: Comparison, sentence: Sentence) -> str:
    parts = [f"sentence {sentence.index + 1}"]
    if len(c.texts) > 1:
        parts.insert(0, shown(sentence.text))
    if sentence.agreement is not None:
        parts.append(f"agreement {sentence.agreement:.0f}")
    if sentence.spread is not None:
        parts.append(f"difference {sentence.spread:.0f}")
    return " · ".join(parts)


def _reference(sentence: Sentence) -> str:
    if sentence.reference is None:
        return ""
    return f'<div class="wb-c-row wb-c-reference"><dt>reference</dt><dd>{shown(sentence.reference)}</dd></div>'


def _alike(sentence: Sentence) -> list[list[Output]]:
    """The outputs, with those together that say the very same."""
    found: dict[str, list[Output]] = {}
    for output in sentence.outputs:
        found.setdefault(output.text, []).append(output)
    return list(found.values())


def _output(sentence: Sentence, identity: str, alike: Sequence[Output], base: str | None) -> str:
    output = alike[0]
    names = "".join(_named(one.system, one.system == base and len(sentence.outputs) > 1) for one in alike)
    chrf = f' <small class="wb-c-chrf">chrF2++ {output.chrf:.0f}</small>' if output.chrf is not None else ""
    text = _text(output) or '<span class="wb-c-quiet">(empty)</span>'
    return f'<div class="wb-c-row"><dt>{names}</dt><dd>{text}{chrf}{_flags(sentence, identity, alike)}</dd></div>'


def _named(system: str, is_base: bool) -> str:
    base = ' <span class="wb-c-base">base</span>' if is_base else ""
    return f'<span class="wb-c-system">{shown(system)}{base}</span>'


def _text(output: Output) -> str:
    """The pieces as they stand to the base, with the places that doubts speak of."""
    found, at = [], 0
    for piece in output.pieces:
        spans = [] if piece.mark is Mark.GONE else _spans(output.flags, at, at + len(piece.text))
        found.append(_piece(piece, spans))
        at += 0 if piece.mark is Mark.GONE else len(piece.text)
    return "".join(found)


def _spans(flags: Sequence[Flag], start: int, end: int) -> list[Span]:
    """What of the doubted places lies in a piece, counted from its beginning."""
    places = [(flag.target_span, flag.severity) for flag in flags if not flag.dismissed]
    return [
        Span(max(place[0], start) - start, min(place[1], end) - start, f"wb-at wb-at-{severity}")
        for place, severity in places
        if place is not None and place[0] < end and place[1] > start
    ]


def _piece(piece: Piece, spans: Sequence[Span]) -> str:
    """The spaces after the words stay outside of the mark."""
    words = piece.text.rstrip()
    space = piece.text[len(words) :] or " " * (piece.mark is Mark.GONE)
    tag = _TAGS.get(piece.mark)
    return f"<{tag}>{marked(words, spans)}</{tag}>{shown(space)}" if tag and words else marked(piece.text, spans)


def _flags(sentence: Sentence, identity: str, alike: Sequence[Output]) -> str:
    """One mark for all doubts about an output; its reasons are shown when it is pointed at, focused or touched.

    What is said alike can still be doubted in one system alone: the scores are its own.
    """
    flags = list(dict.fromkeys(flag for output in alike for flag in output.flags if not flag.dismissed))
    if not flags:
        return ""
    worst = min((flag.severity for flag in flags), key=_WORST.index)
    sign, word = _SIGNS[worst]
    whose = attribute(", ".join(output.system for output in alike))
    reasons = "".join(_reason(flag) for flag in sorted(flags, key=lambda flag: _WORST.index(flag.severity)))
    count = f"{len(flags)} remarks, the worst: {word}" if len(flags) > 1 else word
    return (
        f' <span class="wb-c-doubt"><button type="button" class="wb-c-flag wb-c-flag-{worst}" '
        f'aria-label="{whose}, sentence {sentence.index + 1}: {count}" '
        f'aria-describedby="{identity}">{sign}</button>'
        f'<span class="wb-c-why" role="tooltip" id="{identity}">{reasons}</span></span>'
    )


def _reason(flag: Flag) -> str:
    word = _SIGNS[flag.severity][1]
    told = f"<strong>{word} · {shown(label(flag.check))}</strong> {shown(flag.reason)}"
    return f'<span data-severity="{flag.severity}">{told}</span>'
