"""Which model is at work, and one click to get a better one. The only events that use the network, and only then."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from workbench.catalogue import Entry
from workbench.depot.manifest import Manifest
from workbench.errors import Cancelled, WorkbenchError
from workbench.pull import PullStep, pull
from workbench.ui import messages, shelf
from workbench.ui.messages import Status
from workbench.ui.translate.parts import Parts
from workbench.ui.wiring import PRIVATE, Update
from workbench.ui.work import Bench, Ticket

_WORDS = {"convert": "converting for this machine …", "verify": "trying it out …"}
_log = logging.getLogger(__name__)


def connect_models(page: gr.Blocks, parts: Parts) -> None:
    """The notice and the offers follow what is chosen; an offer that is taken fetches the model."""
    chosen = [parts.translator, parts.summariser]
    offers = [parts.notice, parts.pull_translator, parts.pull_summariser]

    def offer(translator: str, summariser: str) -> Update:
        return _offers(parts, translator, summariser)

    def stop(ticket: Ticket) -> Update:
        ticket.stopped = True
        return {parts.stop_pull: gr.update(interactive=False)}

    def offer_at_start(translator: str, summariser: str) -> Update:
        return _offers(parts, translator, summariser) | _choices(parts)  # models may have come since the server started

    page.load(offer_at_start, chosen, [*chosen, *offers], queue=False, api_name="page_offer_at_start", **PRIVATE)
    for part, task in ((parts.translator, "translate"), (parts.summariser, "summarise")):
        part.change(offer, chosen, offers, queue=False, api_name=f"page_offer_to_{task}", **PRIVATE)
    parts.stop_pull.click(stop, parts.pull_ticket, parts.stop_pull, queue=False, api_name="page_stop_pull", **PRIVATE)
    _connect_pulls(parts, [*chosen, *offers, parts.stop_pull, parts.status, parts.message])


def _connect_pulls(parts: Parts, outputs: list[Any]) -> None:
    """One pull at a time, in a thread of its own: a long download must not hold up translations."""
    bench = Bench()

    def begin() -> Update:
        waiting = {button: gr.update(interactive=False) for button in (parts.pull_translator, parts.pull_summariser)}
        stop = {parts.stop_pull: gr.update(visible=True, interactive=True)}
        return {parts.pull_ticket: Ticket(), parts.message: ""} | stop | waiting

    begun = [parts.pull_ticket, parts.stop_pull, parts.message, parts.pull_translator, parts.pull_summariser]
    for button, task in ((parts.pull_translator, "translate"), (parts.pull_summariser, "summarise")):
        name = f"page_pull_to_{task}"
        ready = button.click(begin, None, begun, queue=False, api_name=name, **PRIVATE)
        ready.then(
            _puller(parts, bench, task),
            [parts.translator, parts.summariser, parts.pull_ticket],
            outputs,
            concurrency_id="pull",
            concurrency_limit=1,
            api_name=f"{name}_work",
            **PRIVATE,
        )


def _offers(parts: Parts, translator: str, summariser: str) -> Update:
    try:
        return {
            parts.notice: messages.notice(shelf.embedded_notice(translator)),
            parts.pull_translator: _offer(shelf.wanted(translator, "translate")),
            parts.pull_summariser: _offer(shelf.wanted(summariser, "summarise")),
        }
    except WorkbenchError as error:  # a mistake in the user's own catalogue
        return {parts.notice: messages.notice(str(error))}


def _choices(parts: Parts) -> Update:
    return {
        parts.translator: gr.update(choices=shelf.choices("translate")),
        parts.summariser: gr.update(choices=shelf.choices("summarise")),
    }


def _offer(entry: Entry | None) -> Any:
    if entry is None:
        return gr.update(visible=False)
    size = f" · {shelf.size_in_words(entry.size)}" if entry.size else ""
    return gr.update(value=f"Download {entry.name}{size}", visible=True, interactive=True)


def _puller(parts: Parts, bench: Bench, task: str) -> Callable[..., Iterator[Update]]:
    def fetch(translator: str, summariser: str, ticket: Ticket) -> Iterator[Update]:
        error = ""
        try:
            entry = shelf.wanted(translator if task == "translate" else summariser, task)
            if entry is not None:
                for status in _steps(bench, entry, ticket):
                    yield {parts.status: messages.status(status)}
        except Cancelled:
            yield {
                parts.status: messages.status(Status("Download stopped; what came so far is kept for the next one."))
            }
        except WorkbenchError as failure:
            error = str(failure)
        except Exception as failure:
            _log.error("A fault of the program", exc_info=failure)
            error = f"The download failed for a reason nobody foresaw ({type(failure).__name__}); see the server's log."
        if error:
            yield {parts.status: "", parts.message: messages.error(error)}
        yield _offers(parts, translator, summariser) | _choices(parts) | {parts.stop_pull: gr.update(visible=False)}

    return fetch


def _steps(bench: Bench, entry: Entry, ticket: Ticket) -> Iterator[Status]:
    """How far the download is."""

    def job(report: Callable[[PullStep], None]) -> Manifest:
        return pull(entry, report=report)

    work = bench.start(job, ticket)
    try:
        yield Status(f"Looking for {entry.name} …")
        for steps in work:
            if steps:
                yield _status(entry, steps[-1])
        work.result()
        yield Status(f"{entry.name} is on this machine now; press Translate to use it.")
    finally:
        work.abandon()


def _status(entry: Entry, step: PullStep) -> Status:
    if step.stage != "download":
        return Status(f"{entry.name}: {_WORDS.get(step.stage, step.stage)}")
    words = f"{entry.name}: {shelf.size_in_words(step.done)} of {shelf.size_in_words(step.total)}"
    return Status(words, step.done, step.total)
