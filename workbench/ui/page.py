"""The page: its tabs, and what they share. Each tab is a room of its own."""

from __future__ import annotations

import gradio as gr

from workbench.ui import compare, history, messages, prompts, translate, vote
from workbench.ui.endpoints import add_endpoints
from workbench.ui.kept import Kept
from workbench.ui.shared import Shared
from workbench.ui.shelf import Shelf
from workbench.ui.work import Bench

NAME = "German News Workbench"
_HOUR, _DAY = 3600, 86400  # seconds


def build(models: Shelf | None = None, kept: Kept | None = None) -> gr.Blocks:
    """The whole page with its events and the calls for `gradio_client`. Without `kept`, it remembers nothing."""
    page: gr.Blocks
    with gr.Blocks(title=NAME, analytics_enabled=False, delete_cache=(_HOUR, _DAY), fill_width=True) as page:
        gr.HTML(messages.header(NAME), apply_default_css=False, elem_id="wb-header")
        comparison = gr.State(None)  # not inside of the tabs, where everything counts as a tab
        with gr.Tabs(elem_id="wb-tabs", overflow_behavior="wrap") as tabs:
            shared = Shared(page, tabs, models or Shelf(), Bench(), kept or Kept(), comparison)
            with gr.Tab("Translate", id="translate", elem_id="wb-tab-translate"):
                reading = translate.add(shared)
            with gr.Tab("Compare", id="compare", elem_id="wb-tab-compare") as tab:
                comparing = compare.add(shared, tab, reading)
            with gr.Tab("Vote", id="vote", elem_id="wb-tab-vote") as tab:
                vote.add(shared, tab)
            with gr.Tab("History", id="history", elem_id="wb-tab-history") as tab:
                history.add(shared, tab, reading, comparing)
            with gr.Tab("Prompts", id="prompts", elem_id="wb-tab-prompts") as tab:
                prompts.add(shared, tab, reading)
        add_endpoints(shared.models, shared.bench)
    page.queue(default_concurrency_limit=8)
    return page
