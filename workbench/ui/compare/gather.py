"""Putting an order together: texts, references, and which models are here. No event needs a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from workbench import ingest
from workbench.comparison import References, read_references
from workbench.comparison.references import parse_references
from workbench.errors import UsageError, WorkbenchError
from workbench.ui import messages, shelf
from workbench.ui.compare import choice
from workbench.ui.compare.layout import FIRST, bases
from workbench.ui.compare.parts import Parts
from workbench.ui.compare.sources import Sources
from workbench.ui.compare.views.listed import listed
from workbench.ui.escape import shown
from workbench.ui.translate import Parts as Reading
from workbench.ui.translate.order import read_typed
from workbench.ui.translate.visit import Visit
from workbench.ui.wiring import PRIVATE, Update, number

_TYPED = "the references in the box"


def with_typed(sources: Sources, typed: str | None) -> Sources:
    """With what stands in the box, so that it need not be added first. Raises what reading it raises."""
    return sources.adding(read_typed(typed)) if typed and typed.strip() else sources


def typed_references(file: References | None, typed: str | None) -> References | None:
    """The references of the file or of the box. Raises `UsageError` when there are both."""
    if not typed or not typed.strip():
        return file
    if file is not None:
        raise UsageError(f"There are references in the box and from {file.name}; empty the box, or remove the file.")
    return parse_references(_TYPED, typed)


def connect_gathering(tab: gr.Tab, parts: Parts, reading: Reading) -> None:
    """The events of everything above the Compare button. To be called inside `gr.Blocks`."""
    _connect_texts(parts, reading)
    _connect_references(parts)
    _connect_models(tab, parts)


def _connect_texts(parts: Parts, reading: Reading) -> None:
    texts = parts.texts

    def changing(lines: bool, deed: Callable[[], Sources]) -> Update:
        """Do something to the list and draw it. After an error the list and the box are as they were."""
        try:
            after = deed()
        except WorkbenchError as error:
            return {parts.message: messages.error(str(error))}
        return {texts.sources: after, texts.listed: listed(after, lines), parts.message: ""}

    def take(sources: Sources, lines: bool, text: str, visit: Visit) -> Update:
        return changing(lines, lambda: sources.adding(_article(text, visit)))

    def add(sources: Sources, lines: bool, typed: str) -> Update:
        update = changing(lines, lambda: sources.adding(read_typed(typed or "")))
        return update | ({texts.box: ""} if texts.sources in update else {})

    def load(sources: Sources, lines: bool, paths: list[str] | None) -> Update:
        after, wrong = _opened(sources, paths or [])
        update = changing(lines, lambda: after)
        return update | ({parts.message: messages.error(" ".join(wrong))} if wrong else {})

    def remove(sources: Sources, lines: bool, event: gr.EventData) -> Update:
        return changing(lines, lambda: sources.removing(number(event, "place")))

    def recount(sources: Sources, lines: bool) -> Update:
        return changing(lines, lambda: sources)

    changed = [texts.sources, texts.listed, parts.message]
    events: list[tuple[Any, Callable[..., Update], list[Any], list[Any]]] = [
        (texts.take.click, take, [reading.box, reading.visit], []),
        (texts.add.click, add, [texts.box], [texts.box]),
        (texts.upload.upload, load, [texts.upload], []),
        (texts.listed.remove, remove, [], []),
        (texts.lines.change, recount, [], []),
    ]
    for trigger, function, inputs, more in events:
        name = f"page_compare_{function.__name__}"
        trigger(
            function,
            [texts.sources, texts.lines, *inputs],
            [*changed, *more],
            queue=False,
            api_name=name,
            **PRIVATE,
        )


def _article(text: str, visit: Visit) -> Any:
    """What the Translate tab holds, with its restored blocks and its boundaries set by hand."""
    return visit.article if visit.holds(text or "") else read_typed(text or "")


def _opened(sources: Sources, paths: list[str]) -> tuple[Sources, list[str]]:
    """With the files that can be read, and what is wrong with the others."""
    wrong = []
    for path in map(Path, paths):
        try:
            sources = sources.adding(ingest.read_article(path.read_bytes()), path.name)
        except (WorkbenchError, OSError) as error:
            wrong.append(f"{path.name}: {error}")
    return sources, wrong


def _connect_references(parts: Parts) -> None:
    references = parts.references

    def load(path: str | None) -> Update:
        if path is None:
            return {parts.message: ""}
        try:
            found = read_references(Path(path))
        except WorkbenchError as error:
            return {parts.message: messages.error(str(error))}
        return {references.file: found, references.told: told(found), parts.message: ""}

    def forget() -> Update:
        return {references.file: None, references.told: "", parts.message: ""}

    changed = [references.file, references.told, parts.message]
    references.upload.upload(
        load,
        references.upload,
        changed,
        queue=False,
        api_name="page_compare_open_references",
        **PRIVATE,
    )
    references.told.forget(forget, None, changed, queue=False, api_name="page_compare_forget_references", **PRIVATE)


def told(found: References) -> str:
    """As HTML: which file the references come from, what it holds, and a button to be rid of it."""
    counts = (
        (len(found.lines), "line"),
        (len(found.pairs), "pair"),
        (len(found.summaries), "summary"),
    )
    words = ", ".join(f"{count:,} {_many(count, word)}" for count, word in counts if count) or "nothing"
    return (
        f'<p class="wb-c-told">{shown(found.name)}: {words} '
        '<button type="button" class="wb-small" data-forget>Remove</button></p>'
    )


def _many(count: int, word: str) -> str:
    return word if count == 1 else {"summary": "summaries"}.get(word, f"{word}s")


def _connect_models(tab: gr.Tab, parts: Parts) -> None:
    models = parts.models

    def refresh(translators: list[str], summarisers: list[str]) -> Update:
        """Models may have come or gone since the server started."""
        try:
            left, others = choice.still("translate", translators), choice.still("summarise", summarisers)
            return {
                models.translators: gr.update(choices=choice.offered("translate"), value=left),
                models.summarisers: gr.update(choices=choice.offered("summarise"), value=others),
                models.notes["translate"]: choice.elsewhere("translate"),
                models.notes["summarise"]: choice.elsewhere("summarise"),
                models.alone: choice.alone(left),
            }
        except WorkbenchError as error:  # a mistake in the user's own catalogue
            return {parts.message: messages.error(str(error))}

    def rebase(translators: list[str], base: str) -> Update:
        left = base if base in translators else FIRST
        alone = shelf.safe(lambda: choice.alone(translators))
        return {models.base: gr.update(choices=bases(translators), value=left), models.alone: alone or ""}

    chosen = [models.translators, models.summarisers]
    tab.select(
        refresh,
        chosen,
        [*chosen, *models.notes.values(), models.alone, parts.message],
        queue=False,
        api_name="page_compare_models",
        **PRIVATE,
    )
    models.translators.change(
        rebase,
        [models.translators, models.base],
        [models.base, models.alone],
        queue=False,
        api_name="page_compare_bases",
        **PRIVATE,
    )
