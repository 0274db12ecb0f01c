"""What happens when something is pressed. All model work goes through one queue; everything else answers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import gradio as gr

from workbench import ingest
from workbench.errors import UsageError, WorkbenchError
from workbench.seeds import seed_articles
from workbench.types import Budget, Decoding
from workbench.ui import messages
from workbench.ui.knobs import checked
from workbench.ui.messages import Status
from workbench.ui.shared import Shared
from workbench.ui.translate.changes import Join, Remove, Restore, Split
from workbench.ui.translate.opened import is_run, read_run
from workbench.ui.translate.opening import BUSY, opening, shown_by
from workbench.ui.translate.order import Order, Screen, perform
from workbench.ui.translate.parts import Parts
from workbench.ui.translate.pull import connect_models
from workbench.ui.translate.revise import connect_revising
from workbench.ui.translate.terms.edits import connect_terms
from workbench.ui.translate.terms.mine import Terms
from workbench.ui.translate.updates import idle, update
from workbench.ui.translate.view import View
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.wiring import PRIVATE, QUEUE, Update, lent_folder, number


def connect(shared: Shared, parts: Parts) -> None:
    """Give every part its events. To be called inside `gr.Blocks`."""
    _connect_work(shared, parts)
    connect_revising(parts, shared.kept)
    connect_terms(shared.page, parts.terms, shared.kept)
    _connect_reading(shared.page, parts)
    connect_models(shared.page, parts)


def _connect_work(shared: Shared, parts: Parts) -> None:
    """Translate, restore and remove: first a ticket and the Cancel button at once, then the work in its turn."""
    work = _worker(shared, parts)
    fixed = [parts.box, parts.translator, parts.summariser, parts.sentences, parts.any_language, parts.terms.terms]
    inputs = [*fixed, parts.remember, parts.visit, parts.ticket, *parts.decoding.values()]
    changed = [parts.panes, parts.status, parts.message, parts.go, parts.cancel, parts.any_language, parts.visit]
    outputs = [*changed, *parts.downloads.values()]
    begun = [parts.ticket, parts.go, parts.cancel, parts.message, parts.status]

    def begin(before: Ticket, after: Ticket) -> Update:
        before.stopped = True  # a new order takes the place of one that is still at work
        return {
            parts.ticket: after,
            parts.go: gr.update(interactive=False),
            parts.cancel: gr.update(visible=True, interactive=True),
            parts.message: "",
            parts.status: messages.status(Status("Waiting for the models …")),
        }

    def translate(before: Ticket) -> Update:
        return begin(before, Ticket(active=True))

    def restore(before: Ticket, event: gr.EventData) -> Update:
        return begin(before, Ticket(change=Restore(number(event, "block")), active=True))

    def remove(before: Ticket, event: gr.EventData) -> Update:
        return begin(before, Ticket(change=Remove(number(event, "block")), active=True))

    def join(before: Ticket, event: gr.EventData) -> Update:
        return begin(before, Ticket(change=Join(number(event, "segment")), active=True))

    def split(before: Ticket, event: gr.EventData) -> Update:
        return begin(before, Ticket(change=Split(number(event, "segment"), number(event, "at")), active=True))

    def cancel(ticket: Ticket) -> Update:
        ticket.stopped = True
        return {
            parts.cancel: gr.update(interactive=False),
            parts.status: messages.status(Status("Stopping after this batch …")),
        }

    for trigger, first in (
        (parts.go.click, translate),
        (parts.panes.restore, restore),
        (parts.panes.remove, remove),
        (parts.panes.join, join),
        (parts.panes.split, split),
    ):
        name = first.__name__
        ready = trigger(first, parts.ticket, begun, queue=False, api_name=f"page_{name}", **PRIVATE)
        ready.then(
            work, inputs, outputs, concurrency_id=QUEUE, concurrency_limit=1, api_name=f"page_{name}_work", **PRIVATE
        )
    parts.cancel.click(
        cancel, parts.ticket, [parts.cancel, parts.status], queue=False, api_name="page_cancel", **PRIVATE
    )


def _worker(shared: Shared, parts: Parts) -> Callable[..., Iterator[Update]]:
    def work(
        text: str,
        translator: str,
        summariser: str,
        sentences: float,
        any_language: bool,
        terms: Terms,
        remember: bool,
        visit: Visit,
        ticket: Ticket,
        *decoding: float,
    ) -> Iterator[Update]:
        try:
            chosen = checked(Decoding, **dict(zip(parts.decoding, decoding, strict=True)))
            count = checked(Budget, sentences=sentences).sentences
        except UsageError as error:
            ticket.active = False
            yield idle(parts) | {parts.message: messages.error(str(error)), parts.status: ""}
            return
        order = Order(text or "", translator, summariser, count, chosen, bool(any_language), terms, bool(remember))
        try:
            for screen in perform(visit, order, shared.models, shared.bench, ticket, shared.kept):
                with lent_folder() as folder:
                    yield update(parts, screen, folder)
        finally:
            ticket.active = False
        yield idle(parts)

    return work


def _connect_reading(page: gr.Blocks, parts: Parts) -> None:
    """The seed article at the start, and files that are dropped or chosen."""
    changed = shown_by(parts)

    def read(source: Callable[[], bytes | Path]) -> Update:
        try:
            article = ingest.read_article(source())
        except WorkbenchError as error:
            return {parts.message: messages.error(str(error))}
        visit = Visit().reading(article)
        changes = update(parts, Screen(visit, View(article), Status("")), Path())
        return changes | {parts.box: article.text, parts.message: ""}

    def open_seed() -> Update:
        return read(lambda: seed_articles()[0])

    def open_file(ticket: Ticket, path: str | None) -> Iterator[Update]:
        if ticket.active:
            yield {parts.message: messages.error(BUSY)}
        elif path is None:
            yield {parts.message: ""}
        else:
            name, data = Path(path).name, Path(path).read_bytes()
            yield from opening(parts, lambda: read_run(name, data)) if is_run(name, data) else [read(lambda: data)]

    page.load(open_seed, None, changed, queue=False, api_name="page_open", **PRIVATE)
    parts.upload.upload(
        open_file, [parts.ticket, parts.upload], changed, concurrency_limit=None, api_name="page_open_file", **PRIVATE
    )
