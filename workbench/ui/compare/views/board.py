"""The grid while it fills: a row for each text and translator, a column for each summariser."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.types import Failure, Run
from workbench.ui.compare.board import Row, Square, columns
from workbench.ui.escape import shown


def board(rows: Sequence[Row], finished: bool) -> str:
    """Folded away when it is finished and nothing failed, because then the tables say all of it."""
    if not rows:
        return ""
    outcomes = [square.outcome for row in rows for square in row.squares]
    failed = sum(isinstance(outcome, Failure) for outcome in outcomes)
    done = sum(isinstance(outcome, Run) for outcome in outcomes)
    words = f"{done} of {len(outcomes)} results are there" + (f", {failed} failed" if failed else "")
    opened = " open" if failed or not finished else ""
    return (
        f'<details class="wb-c-board"{opened}><summary>{words}</summary>'
        f'<div class="wb-c-wide" tabindex="0" role="region" aria-label="The grid">{_table(rows, finished)}</div>'
        f"{_reasons(outcomes)}</details>"
    )


def _table(rows: Sequence[Row], finished: bool) -> str:
    heads = "".join(
        f'<th scope="col">{shown(name)}</th>' for name in ("text", "translator", "translation", *columns(rows))
    )
    body = "".join(_row(row, finished) for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Row, finished: bool) -> str:
    cells = "".join(_square(square, finished) for square in row.squares)
    return (
        f'<tr><th scope="row">{shown(row.text)}</th><td>{shown(row.translator)}</td>'
        f"{_translation(row, finished)}{cells}</tr>"
    )


def _translation(row: Row, finished: bool) -> str:
    run = row.translated
    if run is not None:
        return _cell("done", f"✓ {run.timings.get('translate', 0.0):.1f} s")
    if row.failed:
        return _cell("failed", "✗ failed")
    if row.done and not finished:
        bar = f'<progress max="{row.total}" value="{row.done}" aria-hidden="true"></progress>'
        return f'<td class="wb-c-busy">{bar}{row.done} of {row.total}</td>'
    return _cell("waiting", "not done" if finished else "waiting")


def _square(square: Square, finished: bool) -> str:
    if isinstance(square.outcome, Run):
        return _cell("done", f"✓ {square.seconds:.1f} s")
    if isinstance(square.outcome, Failure):
        return _cell("failed", "✗ failed")
    return _cell("waiting", "not done" if finished else "waiting")


def _cell(state: str, words: str) -> str:
    return f'<td class="wb-c-{state}">{words}</td>'


def _reasons(outcomes: Sequence[Run | Failure | None]) -> str:
    """Each reason once, in words; a cell has no room for it."""
    failures = dict.fromkeys(outcome for outcome in outcomes if isinstance(outcome, Failure))
    return "".join(failure_line(failure) for failure in failures)


def failure_line(failure: Failure) -> str:
    """One failure: of what, at which step, and why."""
    whom = shown(failure.source or "all texts")
    return f'<p class="wb-c-failure"><strong>✗ {whom}, {shown(failure.stage)}:</strong> {shown(failure.message)}</p>'
