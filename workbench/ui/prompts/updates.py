"""The tab after something was typed or done, as changes to its components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from workbench import prompts
from workbench.errors import UsageError
from workbench.prompts import Prompt
from workbench.ui import escape, messages
from workbench.ui.prompts import shown
from workbench.ui.prompts.check import check
from workbench.ui.prompts.draft import Done, Draft
from workbench.ui.prompts.parts import Parts
from workbench.ui.prompts.told import choices
from workbench.ui.wiring import Update

Boxes = Sequence[str | None]
"""What stands in the boxes of the variables, in the order of `Parts.boxes`."""


def state(parts: Parts) -> list[Any]:
    """What every event about the text is given."""
    return [parts.draft, parts.text, parts.own, *parts.boxes.values()]


def looks(parts: Parts) -> list[Any]:
    """What may look otherwise once the text, the draft or the values did."""
    editor = [parts.draft, parts.facts, parts.verdict, parts.preview, parts.delete, *parts.boxes.values()]
    return [*editor, parts.asking, parts.question, parts.yes]


def drawn(parts: Parts, draft: Draft, text: str, own: bool, boxes: Boxes) -> Update:
    """The tab with this draft and text. Without a sound prompt the preview and the boxes stay as they are."""
    checked = check(text)
    update: Update = {
        parts.facts: shown.facts(draft, checked, text, paths=not parts.others),
        parts.verdict: shown.verdict(checked),
        parts.delete: gr.update(interactive=not parts.others and bool(draft.name) and prompts.own(draft.name)),
    }
    if checked.prompt is not None:
        values = filled(parts, draft, checked.prompt, own, boxes)
        update |= _boxes(parts, draft, values if own else {}, boxes)
        update[parts.preview] = shown.preview(checked.prompt, values)
        draft = replace(draft, boxes=tuple(values) if own else ())
    return update | _question(parts, draft) | {parts.draft: draft}


def filled(parts: Parts, draft: Draft, prompt: Prompt, own: bool, boxes: Boxes) -> dict[str, str]:
    """A value for each variable: the example's, or the visitor's own. An empty box that appears gets the example's."""
    if not own:
        return dict(prompt.example)
    typed = {name: value or "" for name, value in zip(parts.boxes, boxes, strict=True)}
    fresh = {name for name in prompt.variables if name not in draft.boxes and not typed[name].strip()}
    return {name: prompt.example[name] if name in fresh else typed[name] for name in prompt.variables}


def _boxes(parts: Parts, draft: Draft, values: dict[str, str], boxes: Boxes) -> Update:
    """The boxes that appear, vanish or are filled; the others are left alone while somebody types in them."""
    update: Update = {}
    for (name, box), typed in zip(parts.boxes.items(), boxes, strict=True):
        if name in values and values[name] != (typed or ""):
            update[box] = gr.update(visible=True, value=values[name])
        elif (name in values) != (name in draft.boxes):
            update[box] = gr.update(visible=name in values)
    return update


def _question(parts: Parts, draft: Draft) -> Update:
    asked = draft.question
    if asked is None:
        return {parts.asking: gr.update(visible=False)}
    return {
        parts.asking: gr.update(visible=True),
        parts.question: f'<div class="wb-box wb-warning" role="alert">{escape.shown(asked.words)}</div>',
        parts.yes: gr.update(value=asked.yes),
    }


def after(parts: Parts, deed: Callable[[], Done], draft: Draft, text: str, own: bool, boxes: Boxes) -> Update:
    """The tab after a deed. After an error everything is as it was, what was typed included."""
    try:
        done = deed()
    except UsageError as error:
        return {parts.message: messages.error(str(error)), parts.choice: _chosen(draft)}
    done = replace(done, draft=replace(done.draft, boxes=draft.boxes))
    update = drawn(parts, done.draft, text if done.text is None else done.text, own, boxes)
    if done.text is not None:
        update[parts.text] = done.text
    said = messages.warnings((done.words,)) if done.words else ""
    return update | {parts.message: said, parts.choice: _chosen(done.draft)}


def _chosen(draft: Draft) -> Any:
    """The list with the prompt that the editor holds, also while a question about another one is open."""
    return gr.update(choices=choices(), value=draft.name or None)
