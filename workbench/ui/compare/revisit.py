"""Reading what was compared: order, filters, more sentences, and comparisons from files. No event needs a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.comparison import Comparison
from workbench.comparison.schema import load_comparison
from workbench.errors import UsageError, WorkbenchError
from workbench.ui import messages
from workbench.ui.compare.parts import Parts
from workbench.ui.compare.reading import EVERY, Order, Reading, Ticket
from workbench.ui.compare.updates import outputs, show
from workbench.ui.compare.views.sentences import sentences
from workbench.ui.wiring import PRIVATE, Update


def connect_revisiting(parts: Parts) -> None:
    """The events of everything below the Compare button. To be called inside `gr.Blocks`."""
    controls = parts.reading.controls()

    def read(
        c: Comparison | None, ticket: Ticket, order: str, text: str, differing: bool, doubtful: bool, base: str
    ) -> Update:
        return _drawn(parts, c, ticket, Reading(Order(order), text or EVERY, bool(differing), bool(doubtful), base))

    def more(c: Comparison | None, ticket: Ticket) -> Update:
        return _drawn(parts, c, ticket, ticket.reading.more())

    def load(ticket: Ticket, path: str | None) -> Iterator[Update]:
        if path is None:
            return
        try:
            comparison = _loaded(Path(path))
        except WorkbenchError as error:
            yield {parts.message: messages.error(str(error))}
            return
        yield from show(parts, comparison, ticket, f"Opened {Path(path).name}.")

    for control in controls:
        control.input(
            read,
            [parts.shown, parts.ticket, *controls],
            parts.sentences,
            queue=False,
            api_name=f"page_compare_by_{control.elem_id}",
            **PRIVATE,
        )
    parts.sentences.more(
        more, [parts.shown, parts.ticket], parts.sentences, queue=False, api_name="page_compare_more", **PRIVATE
    )
    parts.load.upload(
        load,
        [parts.ticket, parts.load],
        outputs(parts),
        concurrency_limit=None,
        api_name="page_compare_open",
        **PRIVATE,
    )


def _drawn(parts: Parts, c: Comparison | None, ticket: Ticket, reading: Reading) -> Update:
    """The sentences as the reader wants them; the order at work, if there is one, goes on drawing them so."""
    ticket.reading = reading
    return {parts.sentences: sentences(c, reading) if c is not None else ""}


def _loaded(path: Path) -> Comparison:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} could not be read ({error.strerror or error}); choose it again.") from error
    return load_comparison(data)
