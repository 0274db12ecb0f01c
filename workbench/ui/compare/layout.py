"""The tab's components and where they stand. What they do is in `events`."""

from __future__ import annotations

from typing import Any

import gradio as gr

from workbench.types import Budget, Decoding, knobs
from workbench.ui.assets import script_of
from workbench.ui.compare import choice
from workbench.ui.compare.order import ANY_LANGUAGE
from workbench.ui.compare.parts import ModelParts, Parts, ReadingParts, ReferenceParts, TextParts
from workbench.ui.compare.reading import EVERY, Order, Ticket
from workbench.ui.compare.sources import Sources
from workbench.ui.compare.views.listed import listed
from workbench.ui.knobs import slider
from workbench.ui.shared import Shared

_FORMS = (("html", "↓ HTML"), ("md", "↓ Markdown"), ("json", "↓ JSON"), ("csv", "↓ CSV"))
FIRST = ""  # the choice of a base that means: the first translator that is ticked
FIRST_WORDS = "the first translator ticked"


def lay_out(shared: Shared) -> Parts:
    """All components of the tab. To be called inside its `gr.Tab`."""
    with gr.Row(elem_id="wb-c-input", equal_height=False):
        with gr.Column(scale=4, min_width=320):
            texts = _texts()
        with gr.Column(scale=5, min_width=320):
            models = _models()
    references = _references()
    found = _actions()
    message = _html("message")
    any_language = gr.Checkbox(label=ANY_LANGUAGE, visible=False, elem_id="wb-c-any-language")
    board = _html("board")
    script = script_of("compare")
    figures = _html("figures", script)
    reading = _reading()
    return Parts(
        texts=texts,
        models=models,
        references=references,
        reading=reading,
        message=message,
        any_language=any_language,
        board=board,
        figures=figures,
        sentences=_html("sentences", script),
        ticket=gr.State(Ticket()),
        shown=gr.State(None),
        finished=shared.comparison,
        **found,
    )


def _html(name: str, script: str | None = None, value: str = "") -> gr.HTML:
    return gr.HTML(
        value, apply_default_css=False, elem_id=f"wb-c-{name}", elem_classes="wb-c-plain", js_on_load=script or ""
    )


def _texts() -> TextParts:
    gr.HTML('<h2 class="wb-c-head">Texts</h2>', apply_default_css=False, elem_classes="wb-c-plain")
    shown = _html("listed", script_of("compare"), listed(Sources()))
    with gr.Row(elem_classes="wb-c-buttons", elem_id="wb-c-open-texts"):
        take = gr.Button("Use the article from Translate", size="sm", elem_id="wb-c-take", scale=0, min_width=230)
        upload = gr.UploadButton(
            "Open .txt files",
            file_count="multiple",
            file_types=[".txt"],
            type="filepath",
            size="sm",
            elem_id="wb-c-upload",
            scale=0,
            min_width=140,
        )
    box = gr.Textbox(
        label="Or paste a German text",
        lines=4,
        max_lines=4,
        elem_id="wb-c-box",
        placeholder="Paste it here, or drop .txt files. What stands here is added when you press Add, or Compare.",
    )
    with gr.Row(elem_classes="wb-c-buttons"):
        add = gr.Button("Add this text", size="sm", elem_id="wb-c-add", scale=0, min_width=140)
        lines = gr.Checkbox(label="Each line is one sentence, as it stands", elem_id="wb-c-lines", container=False)
    return TextParts(gr.State(Sources()), shown, take, upload, box, add, lines)


def _models() -> ModelParts:
    groups, notes = {}, {}
    for task, words, info in (
        ("translate", "Translators", ""),
        ("summarise", "Summarisers", "lead (the first sentences) and extractive are always in, to be beaten."),
    ):
        groups[task] = gr.CheckboxGroup(
            choice.offered(task),
            value=choice.first(task),
            label=words,
            info=info or None,
            elem_id=f"wb-c-{words.lower()}",
        )
        notes[task] = _html(f"away-{task}", value=choice.elsewhere(task))
    alone = _html("alone", value=choice.alone(choice.first("translate")))
    with gr.Row():
        sentences = slider(knobs(Budget)[0], "wb-c-set")
        beam = slider(knobs(Decoding)[0], "wb-c-set")
    with gr.Accordion("Routes and base", open=False, elem_id="wb-c-more-options"):
        routes = gr.Radio(
            [(words, name) for name, (words, _) in choice.ROUTES.items()],
            value=choice.NATURAL,
            label="Routes",
            elem_id="wb-c-routes",
        )
        base = gr.Dropdown(
            bases(choice.first("translate")),
            value=FIRST,
            label="Base",
            info="The translator that the others are marked and tested against.",
            elem_id="wb-c-base",
        )
    return ModelParts(groups["translate"], groups["summarise"], notes, alone, routes, sentences, beam, base)


def bases(translators: list[str]) -> list[tuple[str, str]]:
    """What can be the base."""
    return [(FIRST_WORDS, FIRST), *((name, name) for name in translators)]


def _references() -> ReferenceParts:
    with gr.Accordion("References (for BLEU, chrF2++, TER, ROUGE)", open=False, elem_id="wb-c-references-box"):
        box = gr.Textbox(
            label="One English line for each sentence, in the order of the texts",
            lines=4,
            max_lines=8,
            elem_id="wb-c-reference-lines",
        )
        with gr.Row(elem_classes="wb-c-buttons"):
            upload = gr.UploadButton(
                "Or open .txt .tsv .jsonl",
                file_types=[".txt", ".tsv", ".jsonl", ".ndjson"],
                type="filepath",
                size="sm",
                elem_id="wb-c-reference-file",
                scale=0,
                min_width=190,
            )
            told = _html("reference-told", script_of("compare"))
    return ReferenceParts(gr.State(None), box, upload, told)


def _actions() -> dict[str, Any]:
    with gr.Row(elem_id="wb-c-actions", equal_height=True):
        go = gr.Button("Compare", variant="primary", elem_id="wb-c-go", scale=0, min_width=150)
        cancel = gr.Button("Cancel", visible="hidden", elem_id="wb-c-cancel", scale=0, min_width=110)
        load = gr.UploadButton(
            "Open a comparison",
            file_types=[".json"],
            type="filepath",
            elem_id="wb-c-open",
            scale=0,
            min_width=230,
        )
        status = _html("status")
        downloads = {
            form: gr.DownloadButton(label, interactive=False, size="sm", elem_id=f"wb-c-{form}", scale=0, min_width=96)
            for form, label in _FORMS
        }
    return {"go": go, "cancel": cancel, "load": load, "status": status, "downloads": downloads}


def _reading() -> ReadingParts:
    with gr.Row(visible=False, elem_id="wb-c-reading", equal_height=True) as bar:
        order = gr.Dropdown([name.value for name in Order], label="Order", elem_id="wb-c-order", min_width=220)
        text = gr.Dropdown([("all texts", EVERY)], value=EVERY, label="Text", elem_id="wb-c-text", min_width=220)
        base = gr.Dropdown([], label="Words marked against", elem_id="wb-c-against", min_width=220)
        with gr.Column(min_width=260):
            differing = gr.Checkbox(label="Only sentences where they differ", elem_id="wb-c-differing", container=False)
            doubtful = gr.Checkbox(label="Only doubtful sentences", elem_id="wb-c-doubtful", container=False)
    return ReadingParts(bar, order, text, base, differing, doubtful)
