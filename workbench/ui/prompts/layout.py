"""The tab's components and where they stand. What they do is in `events`."""

from __future__ import annotations

import gradio as gr

from workbench import prompts
from workbench.errors import UsageError
from workbench.ui.assets import prompts_script
from workbench.ui.prompts import shown
from workbench.ui.prompts.check import check
from workbench.ui.prompts.draft import START, Done, Draft, opened
from workbench.ui.prompts.parts import VARIABLES, Parts
from workbench.ui.prompts.told import choices, models
from workbench.ui.work import Ticket

_ABOUT = {
    "text": ("text", "what is translated or summarised", 7),
    "count": ("count", "how many numbered lines", 1),
    "context": ("context", "the three sentences before", 3),
    "terms": ("terms", "lines such as Kreml = Kremlin", 2),
    "sentences": ("sentences", "how many are asked for", 1),
    "source": ("source", "the German", 3),
    "first": ("first", "the one English text", 3),
    "second": ("second", "the other", 3),
}


def lay_out(others: bool) -> Parts:
    """All components of the tab. To be called inside its `gr.Tab`."""
    start = _start()
    text = start.text or ""
    found: dict[str, gr.Component | gr.Column] = {}
    with gr.Row(elem_id="wb-prompt-top", equal_height=False):
        found["choice"] = gr.Dropdown(
            choices(), value=start.draft.name or None, label="Prompt", elem_id="wb-prompt", scale=3, min_width=220
        )
        found["new"] = _button("New from this one", "new", scale=0)
        found["delete"] = _button("Delete", "delete", scale=0, interactive=_own(start.draft.name) and not others)
    with gr.Column(visible=False, elem_id="wb-prompt-asking") as asking:
        found["question"] = _html("prompt-question")
        with gr.Row():
            found["yes"] = _button("Yes", "yes", scale=0)
            found["no"] = _button("Go on editing", "no", scale=0)
    with gr.Row(equal_height=False, elem_id="wb-prompt-desk"):
        with gr.Column(scale=1, min_width=320):
            _editor(found, start.draft, text, others)
        with gr.Column(scale=1, min_width=320):
            boxes = _preview(found, text)
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


def _editor(found: dict[str, gr.Component | gr.Column], draft: Draft, text: str, others: bool) -> None:
    checked = check(text)
    found["text"] = gr.Textbox(
        text, label="The prompt’s file (TOML)", lines=22, max_lines=22, elem_id="wb-prompt-text", autoscroll=False
    )
    found["verdict"] = _html("prompt-verdict", shown.verdict(checked), js_on_load=prompts_script())
    with gr.Row(elem_id="wb-prompt-save-row", equal_height=True):
        found["save"] = _button("Save among mine", "save", scale=0, interactive=not others)
    found["message"] = _html("prompt-message", _refusal() if others else "")
    found["facts"] = _html("prompt-facts", shown.facts(draft, checked, text, paths=not others))


def _refusal() -> str:
    return '<p class="wb-hint">Others can reach this page, so nothing is saved or deleted here.</p>'


def _preview(found: dict[str, gr.Component | gr.Column], text: str) -> dict[str, gr.Textbox]:
    with gr.Row(elem_id="wb-prompt-values", equal_height=False):
        found["own"] = gr.Checkbox(
            label="Values of my own instead of the prompt’s example", elem_id="wb-prompt-own", min_width=240
        )
        found["take"] = _button("Take the article of the Translate tab", "take", scale=0, min_width=270)
    boxes = {name: _box(name) for name in VARIABLES}
    prompt = check(text).prompt
    gr.HTML('<h2 class="wb-h">What a model is told</h2>', apply_default_css=False)
    found["preview"] = _html("prompt-preview", shown.preview(prompt, prompt.example) if prompt else "")
    return boxes


def _box(name: str) -> gr.Textbox:
    label, info, lines = _ABOUT[name]
    return gr.Textbox(
        label=label,
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
            min_width=300,
        )
        found["go"] = _button("Try it", "try", variant="primary", scale=0, interactive=bool(known.choices))
        found["cancel"] = _button("Cancel", "cancel", scale=0, visible="hidden")
        found["status"] = _html("prompt-status", scale=1)
    found["notice"] = _html("prompt-notice", known.notice)
    found["trouble"] = _html("prompt-trouble")
    found["trial"] = _html("prompt-trial")


def _button(label: str, name: str, min_width: int = 130, **settings: object) -> gr.Button:
    return gr.Button(label, elem_id=f"wb-prompt-{name}", min_width=min_width, **settings)  # type: ignore[arg-type]


def _html(name: str, value: str = "", **settings: object) -> gr.HTML:
    return gr.HTML(value, apply_default_css=False, elem_id=f"wb-{name}", **settings)  # type: ignore[arg-type]
