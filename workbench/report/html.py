"""A comparison as one self-contained HTML file: no server, no network; light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from workbench.comparison.types import Comparison, Output, Sentence, SummaryOf
from workbench.pieces import Mark, Piece
from workbench.report.style import SCRIPT, STYLE
from workbench.report.table import Table, tables
from workbench.report.text import alike, doubts, order, size
from workbench.report.verdicts import verdict_lines

_TAGS = {Mark.SAME: "", Mark.NEW: "ins", Mark.GONE: "del"}


def render(c: Comparison) -> str:
    """Everything from the texts, the models and the names is escaped."""
    names = ", ".join(system.label for system in c.systems)
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>Comparison of {escape(names)}</title>\n"
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<style>{STYLE}</style></head>\n'
        f"<body>\n<header><h1>Comparison</h1>\n{''.join(_head(c))}</header>\n<main>\n"
        f"{''.join(map(_table, tables(c)))}"
        f"{''.join(_summaries(c))}"
        f"{''.join(_sentences(c))}"
        f"</main>\n<footer>{''.join(_signatures(c))}</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )


def _head(c: Comparison) -> Iterator[str]:
    yield "<ul class=texts>"
    for text in c.texts:
        title = f" · {escape(text.title)}" if text.title and text.title != text.name else ""
        yield f"<li><strong>{escape(text.name)}</strong>{title} · {size(text)}"
        yield "".join(f"<br><strong>{escape(warning)}</strong>" for warning in text.warnings)
        yield "</li>\n"
    yield "</ul>\n"
    for failure in c.failures:
        whom = escape(failure.source or "all texts")
        yield f'<p class="failure"><strong>{whom}, {escape(failure.stage)}:</strong> {escape(failure.message)}</p>\n'


def _table(table: Table) -> str:
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in table.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>\n" for row in table.rows)
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    reasons = "".join(f'<p class="reason">{escape(reason)}</p>' for reason in table.reasons)
    fold = f"<details><summary>What this means</summary>{notes}</details>" if notes else ""
    return (
        f'<section><h2>{escape(table.title)}</h2>\n<div class="wide" tabindex="0" role="region" '
        f'aria-label="{escape(table.title)}"><table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>'
        f"\n{reasons}{fold}</section>\n"
    )


def _cells(row: tuple[str, ...]) -> str:
    first, *others = map(escape, row)
    return f"<th scope=row>{first}</th>" + "".join(f"<td>{cell}</td>" for cell in others)


def _summaries(c: Comparison) -> Iterator[str]:
    yield "<section><h2>What the summaries say</h2>\n"
    for name, group in groupby(alike(c), key=lambda pair: pair[0].text):
        made = list(group)
        yield f"<h3>{escape(name)}</h3>\n" if len(c.texts) > 1 else ""
        if made[0][0].reference:
            words = escape(made[0][0].reference)
            yield f'<article class="summary reference"><h4>reference</h4><p>{words}</p></article>\n'
        yield f'<div class="cards">{"".join(_summary(*pair) for pair in made)}</div>\n'
    yield "</section>\n"


def _summary(summary: SummaryOf, systems: Sequence[str]) -> str:
    lines = []
    for sentence in summary.sentences:
        numbers = ", ".join(str(index + 1) for index in sentence.evidence)
        note = f"[{numbers}]" if numbers else "[no support found]"
        lines.append(f"<p>{escape(sentence.text)} <small>{note}</small></p>")
    return f'<article class="summary"><h4>{escape(", ".join(systems))}</h4>{"".join(lines)}</article>\n'


def _sentences(c: Comparison) -> Iterator[str]:
    base = escape(c.base or "")
    yield (
        "<section><h2>Sentences</h2>\n<form class=tools>"
        '<label>Order <select id="order"><option value="disagreement">least agreement first</option>'
        '<option value="place">as in the text</option>'
        f"{_difference_option(c)}</select></label>"
        '<label><input type="checkbox" id="differing"> only where they differ</label>'
        '<label><input type="checkbox" id="doubted"> only doubted</label>'
        f'<span>Words: <ins>not in {base}</ins> <del>only in {base}</del></span></form>\n<div id="sentences">\n'
    )
    spread = {index: place for place, index in enumerate(c.quality.largest)} if c.quality else {}
    verdicts = verdict_lines(c)
    for place, index in enumerate(order(c)):
        sentence = c.sentences[index]
        places = {"disagreement": place, "place": index, "difference": spread.get(index, 1e6)}
        yield _sentence(c, sentence, places, verdicts.get((sentence.text, sentence.index), ()))
    yield "</div></section>\n"


def _difference_option(c: Comparison) -> str:
    if c.quality is None or not c.quality.largest:
        return ""
    return '<option value="difference">largest difference to the reference first</option>'


def _sentence(c: Comparison, sentence: Sentence, places: Mapping[str, float], verdicts: Sequence[str]) -> str:
    data = "".join(f' data-{name}="{place:.0f}"' for name, place in places.items())
    differs = len({output.text for output in sentence.outputs}) > 1
    doubted = any(doubts(output) for output in sentence.outputs)
    flags = f"{' data-differs' if differs else ''}{' data-doubted' if doubted else ''}"
    reference = (
        f'<div class="row"><dt>reference</dt><dd>{escape(sentence.reference)}</dd></div>\n'
        if sentence.reference
        else ""
    )
    outputs = "".join(_output(output, output.system == c.base) for output in sentence.outputs)
    return (
        f'<article class="sentence"{data}{flags}><p class="where">{_where(c, sentence)}</p><dl>'
        f'<div class="row source"><dt>German</dt><dd lang="de">{escape(sentence.source)}</dd></div>\n'
        f"{reference}{outputs}</dl>{''.join(map(_verdict, verdicts))}</article>\n"
    )


def _verdict(line: str) -> str:
    return f'<p class="verdict">{escape(line)}</p>'


def _where(c: Comparison, sentence: Sentence) -> str:
    named = f"{escape(sentence.text)} · " if len(c.texts) > 1 else ""
    agreement = "" if sentence.agreement is None else f" · agreement {sentence.agreement:.0f}"
    spread = "" if sentence.spread is None else f" · difference {sentence.spread:.0f}"
    return f"{named}sentence {sentence.index + 1}{agreement}{spread}"


def _output(output: Output, is_base: bool) -> str:
    chrf = "" if output.chrf is None else f" <small>chrF2++ {output.chrf:.0f}</small>"
    notes = "".join(f'<p class="doubt">{escape(doubt)}</p>' for doubt in doubts(output))
    base = " <small>base</small>" if is_base else ""
    pieces = "".join(map(_piece, output.pieces))
    return f'<div class="row"><dt>{escape(output.system)}{base}</dt><dd>{pieces}{chrf}{notes}</dd></div>\n'


def _piece(piece: Piece) -> str:
    """The spaces after the words stay outside of the mark."""
    tag = _TAGS[piece.mark]
    words = piece.text.rstrip()
    space = piece.text[len(words) :] or (" " if piece.mark is Mark.GONE else "")
    return f"<{tag}>{escape(words)}</{tag}>{space}" if tag and words else escape(piece.text)


def _signatures(c: Comparison) -> Iterator[str]:
    for system in c.systems:
        yield from (f"<p><strong>{escape(system.label)}</strong> {escape(line)}</p>" for line in system.signatures)
    for one in dict.fromkeys((s.summariser, line) for s in c.summary_systems for line in s.signatures):
        yield f"<p><strong>{escape(one[0])}</strong> {escape(one[1])}</p>"
    yield f"<p>workbench {escape(c.workbench)}</p>"
