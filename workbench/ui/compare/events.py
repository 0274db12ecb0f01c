"""What happens when Compare or Cancel is pressed. The work goes through the one queue of models."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import gradio as gr

from workbench.comparison import References
from workbench.errors import UsageError, WorkbenchError
from workbench.grid import Route
from workbench.types import Budget, Decoding
from workbench.ui import messages
from workbench.ui.compare import choice
from workbench.ui.compare.gather import connect_gathering, typed_references, with_typed
from workbench.ui.compare.layout import FIRST
from workbench.ui.compare.order import Order, perform
from workbench.ui.compare.parts import Parts
from workbench.ui.compare.reading import Ticket, fitting
from workbench.ui.compare.revisit import connect_revisiting
from workbench.ui.compare.sources import Sources
from workbench.ui.compare.updates import cleared, controls, idle, offered, outputs, update
from workbench.ui.compare.views.listed import listed
from workbench.ui.knobs import checked
from workbench.ui.messages import Status
from workbench.ui.shared import Shared
from workbench.ui.translate import Parts as Reading
from workbench.ui.wiring import PRIVATE, QUEUE, Update, lent_folder


def connect(shared: Shared, tab: gr.Tab, parts: Parts, reading: Reading) -> None:
    """Give every part its events. To be called inside `gr.Blocks`."""
    connect_gathering(tab, parts, reading)
    connect_revisiting(parts)
    _connect_work(shared, parts)


def _connect_work(shared: Shared, parts: Parts) -> None:
    """First a ticket and the Cancel button at once, then the work in its turn."""

    def begin(before: Ticket, translators: list[str]) -> Update:
        before.stopped = True  # a new order takes the place of one that is still at work
        return {
            parts.ticket: Ticket(active=True, reading=fitting(len(translators))),
            parts.go: gr.update(interactive=False),
            parts.cancel: gr.update(visible=True, interactive=True),
            parts.message: "",
            parts.status: messages.status(Status("Waiting for the models …")),
        }

    def cancel(ticket: Ticket) -> Update:
        ticket.stopped = True
        return {
            parts.cancel: gr.update(interactive=False),
            parts.status: messages.status(Status("Stopping after this batch …")),
        }

    begun = [parts.ticket, parts.go, parts.cancel, parts.message, parts.status]
    ready = parts.go.click(
        begin, [parts.ticket, parts.models.translators], begun, queue=False, api_name="page_compare", **PRIVATE
    )
    ready.then(
        _worker(shared, parts),
        _inputs(parts),
        [
            *outputs(parts)[1:],
            parts.go,
            parts.cancel,
            parts.any_language,
            parts.texts.sources,
            parts.texts.box,
            parts.texts.listed,
        ],
        concurrency_id=QUEUE,
        concurrency_limit=1,
        api_name="page_compare_work",
        **PRIVATE,
    )
    parts.cancel.click(
        cancel, parts.ticket, [parts.cancel, parts.status], queue=False, api_name="page_compare_cancel", **PRIVATE
    )


def _inputs(parts: Parts) -> list[gr.components.Component]:
    models = parts.models
    return [
        parts.ticket,
        parts.texts.sources,
        parts.texts.box,
        parts.texts.lines,
        models.translators,
        models.summarisers,
        models.routes,
        models.sentences,
        models.beam,
        models.base,
        parts.references.file,
        parts.references.box,
        parts.any_language,
    ]


def _worker(shared: Shared, parts: Parts) -> Callable[..., Iterator[Update]]:
    def work(
        ticket: Ticket,
        sources: Sources,
        typed: str,
        lines: bool,
        translators: list[str],
        summarisers: list[str],
        routes: str,
        sentences: float,
        beam: float,
        base: str,
        file: References | None,
        reference_lines: str,
        any_language: bool,
    ) -> Iterator[Update]:
        try:
            sources = with_typed(sources, typed)
            order = Order(
                sources=sources,
                translators=tuple(translators),
                summarisers=tuple(summarisers),
                routes=_routes(routes),
                sentences=checked(Budget, sentences=sentences).sentences,
                decoding=checked(Decoding, beam_size=beam),
                base=None if base in (FIRST, None) else base,
                references=typed_references(file, reference_lines),
                lines=bool(lines),
                any_language=bool(any_language),
            )
        except WorkbenchError as error:
            ticket.active = False
            yield idle(parts) | {parts.message: messages.error(str(error)), parts.status: ""}
            return
        yield {parts.texts.sources: sources, parts.texts.box: "", parts.texts.listed: listed(sources, bool(lines))}
        yield from _screens(shared, parts, order, ticket)

    return work


def _screens(shared: Shared, parts: Parts, order: Order, ticket: Ticket) -> Iterator[Update]:
    begun, drawn = False, tuple[object, ...]()
    try:
        for screen in perform(order, shared.models, shared.bench, ticket, shared.kept):
            with lent_folder() as folder:
                changes = update(parts, screen, ticket, folder)
                if screen.rows is not None and not begun:
                    begun, changes = True, cleared(parts) | changes
                if screen.comparison is not None and offered(screen.comparison) != drawn:
                    drawn = offered(screen.comparison)
                    changes |= controls(parts, screen.comparison, ticket.reading)
                yield changes
    finally:
        ticket.active = False
    yield idle(parts)


def _routes(name: str) -> tuple[Route, ...]:
    if name not in choice.ROUTES:
        raise UsageError(f"There is no route {name!r}; choose one of the list.")
    return choice.ROUTES[name][1]
