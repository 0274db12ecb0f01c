"""A prompt tried on a chat model, as a series of screens. Knows nothing of gradio."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter

from workbench.errors import Cancelled, UsageError, WorkbenchError
from workbench.models.trial import Trial, try_prompt
from workbench.prompts import Prompt
from workbench.ui.messages import Status
from workbench.ui.shelf import Shelf, host_of
from workbench.ui.work import Bench, Job, Ticket

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be tried."""

    prompt: Prompt
    values: Mapping[str, str]
    model: str  # a name of the catalogue


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show now."""

    status: Status
    error: str = ""
    trial: Trial | None = None  # set on the last screen of one that ended well


def perform(order: Order, models: Shelf, bench: Bench, ticket: Ticket) -> Iterator[Screen]:
    """The screens of a trial. When it is cancelled it is left at once; the model stops at its next piece."""
    try:
        order.prompt.messages(**order.values)  # a mistake is told before a model is loaded
        host = host_of(order.model)
    except WorkbenchError as error:
        yield Screen(Status(""), str(error))
        return
    if host:  # a server computes elsewhere, and one that is silent must not keep other work waiting
        bench = Bench()
    job: Job[None, Trial] = bench.start(lambda report: _try(order, models, lambda: report(None)), ticket)
    try:
        yield from _watched(job, f"{order.model} on {host}" if host else order.model, ticket)
    finally:
        job.abandon()


def _try(order: Order, models: Shelf, beat: Callable[[], None]) -> Trial:
    beat()
    chat = models.chat(order.model)
    return try_prompt(chat, order.prompt, order.values, beat)


def _watched(job: Job[None, Trial], who: str, ticket: Ticket) -> Iterator[Screen]:
    begun = perf_counter()
    for _ in job:
        if ticket.stopped:
            break
        yield Screen(Status(f"Asking {who} … {perf_counter() - begun:.0f} s"))
    try:
        if ticket.stopped:
            raise Cancelled
        made = job.result()
        yield Screen(Status(f"Done in {made.seconds:.1f} s"), trial=made)
    except Cancelled:
        yield Screen(Status("Cancelled; nothing was changed."))
    except WorkbenchError as error:
        yield Screen(Status(""), str(error))
    except Exception as error:
        _log.error("A fault of the program", exc_info=error)
        yield Screen(Status(""), f"A fault of the program: {type(error).__name__}. The log on the terminal says more.")


def chosen(model: str | None) -> str:
    """The model that was chosen. Raises `UsageError` for none."""
    if not model:
        raise UsageError("There is no chat model to try it on; below it says how to get one.")
    return model
