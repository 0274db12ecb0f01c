"""The tab's components and where they stand. What they do is in `setup` and `voting`."""

from __future__ import annotations

import gradio as gr

from workbench.ui.assets import script_of
from workbench.ui.vote.downloads import FORMS
from workbench.ui.vote.parts import Parts
from workbench.ui.vote.source import Chosen

_SECRET = "votes are no secret to the browser that gives them"  # noqa: S105  (without one, a restart would lose them)
_WHAT = (
    "The last comparison, one of the memory, or files: a comparison or a sheet (JSON), a campaign of Pearmut, SummVis "
    "(JSONL), or source.de with a NAME.en per system."
)


def lay_out() -> Parts:
    """All components of the tab. To be called inside its `gr.Tab`."""
    with gr.Column(elem_id="wb-vote-setup") as setup:
        offers = gr.HTML("", apply_default_css=False, elem_id="wb-vote-offers", js_on_load=script_of("votes"))
        with gr.Row():
            what = gr.Dropdown([], label="What is voted on", info=_WHAT, elem_id="wb-vote-what", scale=5, min_width=280)
            upload = gr.UploadButton(
                "Open files …", file_count="multiple", type="filepath", elem_id="wb-vote-upload", scale=0, min_width=150
            )
        with gr.Row():
            unit = gr.Radio([], label="One vote is about", elem_id="wb-vote-unit", min_width=260, visible=False)
            voter = gr.Textbox(label="Who votes", max_lines=1, elem_id="wb-vote-voter", min_width=200)
            seed = gr.Number(
                label="Seed",
                info="The same number, the same order.",
                precision=0,
                minimum=0,
                elem_id="wb-vote-seed",
                min_width=120,
            )
        systems = gr.CheckboxGroup([], label="Systems, 2 to 9", elem_id="wb-vote-systems", visible=False)
        start = gr.Button("Start voting", variant="primary", elem_id="wb-vote-start", scale=0, min_width=150)
    message = gr.HTML("", apply_default_css=False, elem_id="wb-vote-message")
    with gr.Row(visible=False, elem_id="wb-vote-taking") as taking:
        downloads = {
            form: gr.DownloadButton(label, size="sm", elem_id=f"wb-vote-get-{form}", scale=0, min_width=130)
            for form, (label, _) in FORMS.items()
        }
    ballot = gr.HTML("", apply_default_css=False, elem_id="wb-vote-ballot", js_on_load=script_of("votes"))
    return Parts(
        setup=setup,
        offers=offers,
        what=what,
        upload=upload,
        unit=unit,
        systems=systems,
        voter=voter,
        seed=seed,
        start=start,
        message=message,
        ballot=ballot,
        taking=taking,
        downloads=downloads,
        chosen=gr.State(Chosen()),
        booth=gr.State(None),
        browser=gr.BrowserState([], storage_key="workbench-votes", secret=_SECRET),
    )
