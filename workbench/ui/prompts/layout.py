"""The tab's components and where they stand. What they do is in `events`."""

from __future__ import annotations

import gradio as gr

from workbench import prompts
from workbench.errors import UsageError
from workbench.ui.assets import script_of
from workbench.ui.prompts import shown
from workbench.ui.prompts.check import Checked, check
from workbench.ui.prompts.draft import START, Done, Draft, opened
from workbench.ui.prompts.parts import Parts
from workbench.ui.prompts.told import choices, models
from workbench.ui.work import Ticket

_ABOUT = {
    "text": ("what is translated or summarised", 7),
    "count": ("how many numbered lines", 1),
    "sentences": ("how many are asked for", 1),
    "context": ("the three sentences before", 3),
    "terms": ("lines such as Kreml = Kremlin", 2),
    "source": ("the German", 3),
    "first": ("the one English text", 3),
    "second": ("the other", 3),
}
"""What the value of a variable is, and how many lines its box has."""


def lay_out(others: bool) -> Parts:
    """All components of the tab. To be called inside its `gr.Tab`."""
    start = _start()
    text = start.text or ""
    found: dict[str, gr.Component | gr.Column] = {}
    with gr.Row(elem_id="wb-prompt-top", equal_height=False):
        _keeping(found, start.draft, others)
    with gr.Column(visible=False, elem_id="wb-prompt-asking") as asking:
        found["question"] = _html("prompt-question")
        with gr.Row():
            found["yes"] = _button("Yes", "yes", 220, scale=0)
            found["no"] = _button("Go on editing", "no", scale=0)
    found["message"] = _html("prompt-message", _refusal() if others else "")
    checked = check(text)
    found["facts"] = _html("prompt-facts", shown.facts(start.draft, checked, text, paths=not others))
    with gr.Row(equal_height=False, elem_id="wb-prompt-desk"):
        with gr.Column(scale=1, min_width=320):
            found["text"] = gr.Textbox(
                text, label="The prompt’s file (TOML)", lines=20, max_lines=20, elem_id="wb-prompt-text"
            )
            found["verdict"] = _html("prompt-verdict", shown.verdict(checked), js_on_load=script_of("prompts"))
        with gr.Column(scale=1, min_width=320):
            boxes = _preview(found, checked)
    _trying(found)
    states = {"draft": gr.State(start.draft), "ticket": gr.State(Ticket())}
    return Parts(asking=asking, boxes=boxes, others=others, **found, **states)  # type: ignore[arg-type]  # by their names


def _start() -> Done:
    """The prompt that is open first; nothing where it cannot be read."""
    try:
        return opened(START)
    except UsageError:
        return Done(Draft(), "")


def _own(name: str) -> bool:
    return bool(name) and prompts.own(name)


def _keeping(found: dict[str, gr.Component | gr.Column], draft: Draft, others: bool) -> None:
    found["choice"] = gr.Dropdown(
        choices(), value=draft.name or None, label="Prompt", elem_id="wb-prompt", scale=1, min_width=240
    )
    found["save"] = _button("Save among mine", "save", 150, scale=0, interactive=not others)
    found["new"] = _button("New from this one", "new", 160, scale=0)
    found["delete"] = _button("Delete", "delete", 90, scale=0, interactive=_own(draft.name) and not others)


def _refusal() -> str:
    return '<p class="wb-hint">Others can reach this page, so nothing is saved or deleted here.</p>'


def _preview(found: dict[str, gr.Component | gr.Column], checked: Checked) -> dict[str, gr.Textbox]:
    with gr.Row(elem_id="wb-prompt-values", equal_height=False):
        found["own"] = gr.Checkbox(
            label="Values of my own instead of the prompt’s example", elem_id="wb-prompt-own", min_width=240
        )
        found["take"] = _button("Take the article of the Translate tab", "take", 270, scale=0)
    boxes = {name: _box(name) for name in _ABOUT}
    prompt = checked.prompt
    gr.HTML('<h2 class="wb-h">What a model is told</h2>', apply_default_css=False)
    found["preview"] = _html("prompt-preview", shown.preview(prompt, prompt.example) if prompt else "")
    return boxes


def _box(name: str) -> gr.Textbox:
    info, lines = _ABOUT[name]
    return gr.Textbox(
        label=name,
        info=info,
        lines=lines,
        max_lines=max(lines, 12 if lines > 1 else 1),
        visible=False,
        elem_id=f"wb-value-{name}",
        elem_classes="wb-value",
    )


def _trying(found: dict[str, gr.Component | gr.Column]) -> None:
    known = models(None)
    with gr.Row(elem_id="wb-try", equal_height=False):
        found["model"] = gr.Dropdown(
            known.choices,
            value=known.value,
            label="Chat model",
            visible=bool(known.choices),
            elem_id="wb-prompt-model",
            scale=0,
            min_width=400,
        )
        found["go"] = _button("Try it", "try", 130, variant="primary", scale=0, interactive=bool(known.choices))
        found["cancel"] = _button("Cancel", "cancel", scale=0, visible="hidden")
        found["status"] = _html("prompt-status", scale=1)
    found["notice"] = _html("prompt-notice", known.notice)
    found["trouble"] = _html("prompt-trouble")
    found["trial"] = _html("prompt-trial")


def _button(label: str, name: str, min_width: int = 130, **settings: object) -> gr.Button:
    settings = {"size": "md" if name == "try" else "sm"} | settings
    return gr.Button(label, elem_id=f"wb-prompt-{name}", min_width=min_width, **settings)  # type: ignore[arg-type]


def _html(name: str, value: str = "", **settings: object) -> gr.HTML:
    return gr.HTML(value, apply_default_css=False, elem_id=f"wb-{name}", **settings)  # type: ignore[arg-type]
