"""What is shown below the list, as HTML: two runs side by side."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.difference import Difference, Pair, Stretch, stretches
from workbench.store import Entry
from workbench.ui.escape import attribute, shown

_ABSENT = '<em class="wb-quiet">not in this run</em>'


def beside(found: Difference, left: Entry, right: Entry) -> str:
    """German, left and right, sentence by sentence; the words that only one of them has are marked."""
    same = len(found.pairs) - len(found.changed)
    names = "".join(f'<th scope="col">{name}</th>' for name in ("German", _whose(left), _whose(right)))
    body = (
        f"<p>{same:,} of {len(found.pairs):,} sentences are the same.</p>{_parts(found)}"
        '<label class="wb-beside-only"><input type="checkbox" data-only> Only the sentences that differ</label>'
        f'<table class="wb-beside"><thead><tr>{names}</tr></thead><tbody>{"".join(map(_pair, found.pairs))}</tbody>'
        f"</table>{_summaries(found, left, right)}"
    )
    return _frame(f"Runs {left.id} and {right.id} side by side", body)


def _frame(title: str, body: str) -> str:
    return (
        f'<section class="wb-beside-view" tabindex="-1" aria-label="{attribute(title)}"><header><h2>{shown(title)}</h2>'
        f'<button type="button" class="wb-small" data-close>Close</button></header>{body}</section>'
    )


def _whose(entry: Entry) -> str:
    models = " + ".join(str(entry.facts[name]) for name in ("translator", "summariser") if name in entry.facts)
    return f"{entry.id} · {shown(entry.when())} · {shown(models)}"


def _parts(found: Difference) -> str:
    """What was made in another way."""
    lines = "".join(
        f"<li>{shown(part.name)}: {shown(part.left or '(none)')} → {shown(part.right or '(none)')}</li>"
        for part in found.parts
    )
    return f'<ul class="wb-beside-parts">{lines}</ul>' if lines else ""


def _pair(pair: Pair) -> str:
    left, right = pair.left, pair.right
    if left is None or right is None:
        cells = [_ABSENT if text is None else shown(text) for text in (left, right)]
    else:
        cells = list(map(_marked, stretches(left, right)))
    look = "same" if pair.same else "other"
    return (
        f'<tr class="wb-beside-{look}"><td lang="de">{shown(pair.source)}</td>'
        f'<td lang="en">{cells[0]}</td><td lang="en">{cells[1]}</td></tr>'
    )


def _marked(text: Iterable[Stretch]) -> str:
    return "".join(f"<mark>{shown(part.text)}</mark>" if part.differs else shown(part.text) for part in text)


def _summaries(found: Difference, left: Entry, right: Entry) -> str:
    if found.left_summary == found.right_summary:
        return "<p>The summaries are the same.</p>"
    columns = "".join(
        f'<div lang="en"><h3>Summary of {entry.id}</h3>{"".join(_point(point, point not in other) for point in points)}'
        "</div>"
        for entry, points, other in (
            (left, found.left_summary, found.right_summary),
            (right, found.right_summary, found.left_summary),
        )
    )
    return f'<div class="wb-beside-summaries">{columns}</div>'


def _point(text: str, differs: bool) -> str:
    return f"<p><mark>{shown(text)}</mark></p>" if differs else f"<p>{shown(text)}</p>"
