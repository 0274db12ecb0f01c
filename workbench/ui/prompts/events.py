"""What happens when something is typed or pressed. Only a trial needs a model; everything else answers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from workbench.errors import UsageError, WorkbenchError
from workbench.prompts import Prompt
from workbench.ui import messages, shelf, translate
from workbench.ui.messages import Status
from workbench.ui.prompts import draft as drafts
from workbench.ui.prompts import shown
from workbench.ui.prompts.check import sound
from workbench.ui.prompts.draft import Done, Draft
from workbench.ui.prompts.material import Material, material
from workbench.ui.prompts.parts import Parts
from workbench.ui.prompts.told import about, models
from workbench.ui.prompts.trying import Order, chosen, perform
from workbench.ui.prompts.updates import after, drawn, filled, looks, state
from workbench.ui.shared import Shared
from workbench.ui.translate.order import read_typed
from workbench.ui.translate.visit import Visit
from workbench.ui.wiring import PRIVATE, QUEUE, Update
from workbench.ui.work import Ticket


def connect(shared: Shared, parts: Parts, tab: gr.Tab, reading: translate.Parts) -> None:
    """Give every part its events. To be called inside `gr.Blocks`."""
    _connect_editing(parts)
    _connect_keeping(parts)
    _connect_values(parts, reading)
    _connect_trying(shared, parts)
    _connect_coming(parts, tab)


def _on(trigger: Any, function: Callable[..., Any], inputs: Any, outputs: Any, **settings: Any) -> Any:
    name = f"page_prompts_{function.__name__}"
    return trigger(function, inputs, outputs, queue=False, api_name=name, **(PRIVATE | settings))


def _connect_editing(parts: Parts) -> None:
    """What is typed is looked at as it is typed; nothing in the text area changes.

    The event is `change`, because Gradio's `input` says nothing of what is pasted, cut or undone.
    """

    def typed(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        update = drawn(parts, draft, text or "", own, boxes)
        return update | {parts.message: ""} if draft.changed(text or "") else update

    outputs = [*looks(parts), parts.message]
    _on(parts.text.change, typed, state(parts), outputs, trigger_mode="always_last")


def _connect_keeping(parts: Parts) -> None:
    """Open, new, save, delete, and the answers to what is asked about them."""

    def choose(draft: Draft, text: str, own: bool, *given: str | None) -> Update:
        *boxes, name = given
        if not name or name == draft.name:  # as when the list is left without another choice
            return {parts.choice: gr.skip()}
        return after(parts, lambda: drafts.choosing(draft, text or "", name), draft, text or "", own, boxes)

    def new(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        return after(parts, lambda: drafts.from_this(text or ""), draft, text or "", own, boxes)

    def save(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        return after(parts, lambda: _allowed(parts, drafts.saving, draft, text), draft, text or "", own, boxes)

    def delete(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        return after(parts, lambda: _allowed(parts, drafts.deleting, draft, text), draft, text or "", own, boxes)

    def agree(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        settled = replace(draft, question=None)
        return after(parts, lambda: drafts.agreed(draft, text or ""), settled, text or "", own, boxes)

    def refuse(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        return after(parts, lambda: Done(replace(draft, question=None)), draft, text or "", own, boxes)

    outputs = [*looks(parts), parts.message, parts.choice, parts.text]
    inputs = state(parts)

    _on(parts.choice.input, choose, [*inputs, parts.choice], outputs)
    for trigger, function in (
        (parts.new.click, new),
        (parts.save.click, save),
        (parts.delete.click, delete),
        (parts.yes.click, agree),
        (parts.no.click, refuse),
    ):
        _on(trigger, function, inputs, outputs)


def _allowed(parts: Parts, deed: Callable[[Draft, str], Done], draft: Draft, text: str | None) -> Done:
    """What changes files is for the owner of the machine alone."""
    if parts.others:
        raise UsageError("Others can reach this page, so nothing is saved or deleted here.")
    return deed(draft, text or "")


def _connect_values(parts: Parts, reading: translate.Parts) -> None:
    """The example or values of the visitor's own, and the article of the other tab as such."""

    def values(draft: Draft, text: str, own: bool, *boxes: str | None) -> Update:
        return drawn(parts, draft, text or "", own, boxes)

    def take(draft: Draft, text: str, *given: Any) -> Update:
        *boxes, article, visit = given
        try:
            taken = _taken(sound(text or ""), article or "", visit)
        except WorkbenchError as error:
            return {parts.message: messages.error(str(error))}
        given_now = [taken.values.get(name, value) for name, value in zip(parts.boxes, boxes, strict=True)]
        update = drawn(parts, draft, text or "", True, given_now)
        update |= {parts.boxes[name]: gr.update(visible=True, value=value) for name, value in taken.values.items()}
        return update | {parts.own: True, parts.message: messages.warnings((taken.words,))}

    outputs = looks(parts)
    _on(parts.own.input, values, state(parts), outputs)
    for name, box in parts.boxes.items():
        box.change(
            values,
            state(parts),
            outputs,
            queue=False,
            trigger_mode="always_last",
            api_name=f"page_prompts_value_{name}",
            **PRIVATE,
        )
    inputs = [parts.draft, parts.text, *parts.boxes.values(), reading.box, reading.visit]
    taken = _on(parts.take.click, take, inputs, [*outputs, parts.own, parts.message])
    # Once more with what stands there then: an answer to something typed before may have come after this one.
    taken.then(values, state(parts), outputs, queue=False, api_name="page_prompts_taken", **PRIVATE)


def _taken(prompt: Prompt, article: str, visit: Visit) -> Material:
    """What the prompt is given of the text in the other tab, which may or may not be translated."""
    if visit.article is not None and visit.holds(article):
        return material(prompt, visit.article, visit.run)
    return material(prompt, read_typed(article), None)


def _connect_trying(shared: Shared, parts: Parts) -> None:
    """First a ticket and the Cancel button at once, then the work in its turn."""

    def begin(before: Ticket) -> Update:
        before.stopped = True  # a new order takes the place of one that is still at work
        return {
            parts.ticket: Ticket(active=True),
            parts.go: gr.update(interactive=False),
            parts.cancel: gr.update(visible=True, interactive=True),
            parts.trouble: "",
            parts.status: messages.status(Status("Waiting for the models …")),
        }

    def work(
        ticket: Ticket, model: str | None, draft: Draft, text: str, own: bool, *boxes: str | None
    ) -> Iterator[Any]:
        idle = {parts.go: gr.update(interactive=True), parts.cancel: gr.update(visible="hidden")}
        try:
            prompt = sound(text or "")
            order = Order(prompt, filled(parts, draft, prompt, own, boxes), chosen(model))
        except UsageError as error:
            yield idle | {parts.trouble: messages.error(str(error)), parts.status: ""}
            return
        try:
            for screen in perform(order, shared.models, shared.bench, ticket):
                update: Update = {parts.status: messages.status(screen.status) if screen.status.words else ""}
                if screen.error:
                    update[parts.trouble] = messages.error(screen.error)
                if screen.trial is not None:
                    update[parts.trial] = shown.trial(order.prompt, order.model, screen.trial)
                yield update
        finally:
            ticket.active = False
        yield idle

    def cancel(ticket: Ticket) -> Any:
        ticket.stopped = True
        return gr.update(interactive=False)

    begun = [parts.ticket, parts.go, parts.cancel, parts.trouble, parts.status]
    worked = [parts.status, parts.trouble, parts.trial, parts.go, parts.cancel]
    _on(parts.go.click, begin, parts.ticket, begun).then(
        work,
        [parts.ticket, parts.model, *state(parts)],
        worked,
        concurrency_id=QUEUE,
        concurrency_limit=1,
        api_name="page_prompts_work",
        **PRIVATE,
    )
    _on(parts.cancel.click, cancel, parts.ticket, parts.cancel)
    _on(parts.model.input, where, parts.model, [parts.notice])


def where(model: str | None) -> str:
    """What is to be said about a model before it is asked."""
    return shelf.safe(lambda: about(model or "")) or ""


def _connect_coming(parts: Parts, tab: gr.Tab) -> None:
    """Files may have changed while the visitor was elsewhere: the lists are made anew, what was typed stays."""

    def come(draft: Draft, text: str, own: bool, *given: Any) -> Update:
        *boxes, model = given
        known = models(model)
        update = after(parts, lambda: drafts.refreshed(draft, text or ""), draft, text or "", own, boxes)
        return update | {
            parts.model: gr.update(choices=known.choices, value=known.value, visible=bool(known.choices)),
            parts.go: gr.update(interactive=bool(known.choices)),
            parts.notice: known.notice,
        }

    outputs = [*looks(parts), parts.message, parts.choice, parts.text, parts.model, parts.go, parts.notice]
    _on(tab.select, come, [*state(parts), parts.model], outputs)
