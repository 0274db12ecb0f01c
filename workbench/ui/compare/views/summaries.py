"""The summaries of each text side by side; what several systems wrote alike stands once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, islice

from workbench.comparison import Comparison
from workbench.comparison.types import SummaryOf
from workbench.report.text import alike
from workbench.types import SummarySentence
from workbench.ui.escape import shown

_MOST = 30  # texts whose summaries are drawn; the downloads have all of them


def summaries(c: Comparison) -> str:
    """Text by text; the first is open."""
    grouped = [(name, list(group)) for name, group in groupby(alike(c), key=lambda pair: pair[0].text)]
    if not grouped:
        return ""
    texts = "".join(
        _text(name, made, place == 0, len(grouped) > 1) for place, (name, made) in enumerate(islice(grouped, _MOST))
    )
    left = (
        f'<p class="wb-c-quiet">The summaries of the first {_MOST} of {len(grouped)} texts; the downloads have all.</p>'
        if len(grouped) > _MOST
        else ""
    )
    return f"<section><h3>What the summaries say</h3>{texts}{left}</section>"


def _text(name: str, made: Sequence[tuple[SummaryOf, list[str]]], opened: bool, named: bool) -> str:
    reference = made[0][0].reference
    cards = _reference(reference) if reference else ""
    cards += "".join(_card(summary, systems) for summary, systems in made)
    inner = f'<div class="wb-c-cards">{cards}</div>'
    if not named:
        return inner
    return f'<details class="wb-c-minor"{" open" * opened}><summary>{shown(name)}</summary>{inner}</details>'


def _reference(text: str) -> str:
    return f'<article class="wb-c-card wb-c-reference"><h4>reference</h4><p>{shown(text)}</p></article>'


def _card(summary: SummaryOf, systems: Sequence[str]) -> str:
    names = "".join(f"<span>{shown(system)}</span>" for system in systems)
    lines = "".join(map(_sentence, summary.sentences))
    return f'<article class="wb-c-card"><h4>{names}</h4>{lines or "<p>(empty)</p>"}</article>'


def _sentence(sentence: SummarySentence) -> str:
    original = f'<span class="wb-c-original" lang="de">{shown(sentence.original)}</span>' if sentence.original else ""
    return f"<p>{shown(sentence.text)} {_evidence(sentence)}{original}</p>"


def _evidence(sentence: SummarySentence) -> str:
    """Which sentences of the text say so, and what of it they do not say."""
    if not sentence.evidence:
        return '<small class="wb-none">no support found</small>'
    numbers = ", ".join(str(index + 1) for index in sentence.evidence)
    lacks = f" · not there: {shown(', '.join(sentence.missing))}" if sentence.missing else ""
    return f"<small>from {numbers}{lacks}</small>"
