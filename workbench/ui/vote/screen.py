"""A booth, or the way back from it, as changes to the tab's components."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import gradio as gr

from workbench.errors import StoreError, UsageError, WorkbenchError
from workbench.ui import messages
from workbench.ui.kept import Kept
from workbench.ui.vote import downloads, item, offers, results
from workbench.ui.vote.booth import Booth
from workbench.ui.vote.keeper import InBrowser, InMemory
from workbench.ui.vote.parts import Parts
from workbench.ui.wiring import Update


def guarded(parts: Parts, deed: Callable[[], Update]) -> Update:
    """What a deed changes, or one clear message and nothing else."""
    try:
        return deed()
    except WorkbenchError as error:
        return {parts.message: messages.error(str(error))}


def voting(parts: Parts, booth: Booth, keeper: InMemory | InBrowser) -> Update:
    """The item in front of the voter."""
    return {parts.booth: booth, parts.ballot: item.render(booth), parts.message: "", **kept(parts, keeper)}


def kept(parts: Parts, keeper: InMemory | InBrowser) -> Update:
    """What the browser is to keep, where there is no memory."""
    return {parts.browser: keeper.to_json()} if isinstance(keeper, InBrowser) else {}


def entered(parts: Parts, booth: Booth, keeper: InMemory | InBrowser, folder: Path) -> Update:
    """The ballot in the place of the settings; after its reveal, the results. Files are written to `folder`."""
    changes: Update = {parts.setup: gr.update(visible=False), parts.systems: gr.update(choices=[], value=[])}
    if not booth.paper.closed:
        return voting(parts, booth, keeper) | changes
    papers = keeper.papers(booth)
    changes |= {parts.booth: booth, parts.ballot: results.render(booth, papers), parts.taking: gr.update(visible=True)}
    faults = []
    for form, button in parts.downloads.items():
        try:
            path = downloads.write(form, booth, papers, folder)
            changes[button] = gr.update(value=str(path), interactive=True)
        except UsageError as error:
            changes[button] = gr.update(value=None, interactive=False)
            faults.append(f"{downloads.FORMS[form][0].lstrip('↓ ')}: {error}")
        except OSError as error:
            raise StoreError(f"The files cannot be written to {folder} ({error.strerror or error}).") from error
    return changes | {parts.message: messages.warnings(tuple(faults)), **kept(parts, keeper)}


def listed(parts: Parts, memory: Kept, keeper: InMemory | InBrowser) -> Update:
    """The list of ballots."""
    if memory.store is not None:
        where = "Every vote is written to the memory at once, together with the outputs that are voted on."
    else:
        where = (
            f"{memory.why_not} Votes are kept in this browser, in one window at a time; to go on after a reload, "
            "choose the same comparison or file again."
        )
    return {parts.offers: offers.render(keeper.offers(), where)}
