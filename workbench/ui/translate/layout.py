"""The tab's components and where they stand. What they do is in `events`."""

from __future__ import annotations

from typing import Any

import gradio as gr

from workbench.types import Budget, Decoding, knobs
from workbench.ui import messages, shelf
from workbench.ui.assets import script
from workbench.ui.kept import Kept
from workbench.ui.knobs import slider
from workbench.ui.translate.parts import Parts
from workbench.ui.translate.terms.editor import lay_out as lay_out_terms
from workbench.ui.translate.visit import Ticket, Visit


def lay_out(kept: Kept) -> Parts:
    """All components of the tab. To be called inside its `gr.Tab`."""
    with gr.Row(elem_id="wb-input", equal_height=False):
        with gr.Column(scale=5, min_width=320):
            box = gr.Textbox(
                label="German article",
                placeholder="Paste a German article here, or drop a file: a .txt, or the .json of an earlier run.",
                lines=11,
                max_lines=11,
                elem_id="wb-box",
            )
        with gr.Column(scale=4, min_width=320):
            choice = _choices()
    with gr.Accordion("Advanced", open=False, elem_id="wb-advanced"), gr.Row():
        choice["decoding"] |= {knob[0]: slider(knob) for knob in knobs(Decoding)[1:]}
    terms = lay_out_terms(kept.store is not None)
    with gr.Row(elem_id="wb-actions", equal_height=True):
        go = gr.Button("Translate", variant="primary", elem_id="wb-go", scale=0, min_width=150)
        upload = gr.UploadButton(
            "Open a file",
            type="filepath",
            elem_id="wb-upload",
            scale=0,
            min_width=150,
        )
        remember = gr.Checkbox(
            kept.store is not None,
            label="Remember",
            visible=kept.store is not None,
            container=False,
            elem_id="wb-remember",
            scale=0,
            min_width=120,
        )
        cancel = gr.Button("Cancel", visible="hidden", elem_id="wb-cancel", scale=0, min_width=110)
        status = gr.HTML("", apply_default_css=False, elem_id="wb-status", scale=1)
        downloads = {
            form: gr.DownloadButton(label, interactive=False, size="sm", elem_id=f"wb-{form}", scale=0, min_width=96)
            for form, label in (("md", "↓ Markdown"), ("html", "↓ HTML"), ("json", "↓ JSON"))
        }
    if kept.store is None:
        gr.HTML(messages.notice(kept.why_not), apply_default_css=False, elem_id="wb-why-not")
    message = gr.HTML("", apply_default_css=False, elem_id="wb-message")
    any_language = gr.Checkbox(label="Translate although it is not German", visible=False, elem_id="wb-any-language")
    panes = gr.HTML(
        "",
        apply_default_css=False,
        elem_id="wb-panes",
        js_on_load=script(),
    )
    return Parts(
        box=box,
        terms=terms,
        go=go,
        upload=upload,
        cancel=cancel,
        any_language=any_language,
        remember=remember,
        status=status,
        message=message,
        panes=panes,
        downloads=downloads,
        visit=gr.State(Visit()),
        ticket=gr.State(Ticket()),
        pull_ticket=gr.State(Ticket()),
        **choice,
    )


def _choices() -> dict[str, Any]:
    """Everything that can be chosen, with the offer of better models beside what it would replace."""
    found: dict[str, Any] = {}
    with gr.Row():
        for task, label in (("translate", "Translator"), ("summarise", "Summariser")):
            with gr.Column(min_width=180):
                name = label.lower()
                found[name] = gr.Dropdown(shelf.choices(task), value=shelf.AUTO, label=label, elem_id=f"wb-{name}")
                found[f"pull_{name}"] = gr.Button(
                    "", visible=False, size="sm", elem_id=f"wb-pull-{name}", elem_classes="wb-pull"
                )
    found["stop_pull"] = gr.Button("Stop the download", visible=False, size="sm", elem_id="wb-stop-pull")
    found["notice"] = gr.HTML("", apply_default_css=False, elem_id="wb-notice")
    with gr.Row():
        found["sentences"] = slider(knobs(Budget)[0])
        beam = knobs(Decoding)[0]
        found["decoding"] = {beam[0]: slider(beam)}
    return found
