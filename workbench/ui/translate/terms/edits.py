"""What happens when a visitor edits terms. No event needs a model; each touches the visitor's own state alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from workbench.errors import UsageError, WorkbenchError
from workbench.glossary import WRITERS, Case, Term, make_term
from workbench.ui import messages
from workbench.ui.kept import Kept
from workbench.ui.translate.terms.editor import TermParts
from workbench.ui.translate.terms.listed import listed
from workbench.ui.translate.terms.mine import NAME, Terms
from workbench.ui.translate.terms.remembered import check_current, keep, recalled
from workbench.ui.wiring import Update, lent_folder

Deed = Callable[[], tuple[Terms, tuple[str, ...]]]
"""Something that is done to the list; returns the new one and what is to be said about it."""

_LARGEST = 20_000_000  # bytes of a file to import; sixty times the shipped list as TBX


def connect_terms(page: gr.Blocks, parts: TermParts, kept: Kept) -> None:
    """Give the editor its events. To be called inside `gr.Blocks`."""

    def doing(terms: Terms, deed: Deed) -> Iterator[Update]:
        yield from _doing(parts, kept, terms, deed)

    def recall(terms: Terms) -> Iterator[Update]:
        yield from _recalled(parts, kept, terms)

    def save(terms: Terms, *values: str | None) -> Iterator[Update]:
        yield from doing(terms, lambda: _saved(terms, dict(zip(parts.fields, values, strict=True))))

    def change(terms: Terms, event: gr.EventData) -> Iterator[Update]:
        yield from doing(terms, lambda: (terms.choosing(_place(event)), ()))

    def delete(terms: Terms, event: gr.EventData) -> Iterator[Update]:
        yield from doing(terms, lambda: (terms.deleting(_place(event)), ()))

    def put_back(terms: Terms) -> Iterator[Update]:
        yield from doing(terms, lambda: (terms.restoring(), ()))

    def leave(terms: Terms) -> Iterator[Update]:
        yield from doing(terms, lambda: (replace(terms, editing=None), ()))

    def load(terms: Terms, path: str | None) -> Iterator[Update]:
        yield from doing(terms, lambda: (terms, ()) if path is None else _imported(terms, Path(path)))

    def use(terms: Terms, starter: bool) -> Terms:
        return replace(terms, starter=bool(starter))

    form = list(parts.fields.values())
    drawn = [parts.terms, parts.listed, parts.message, parts.save, parts.leave, *form, *parts.exports.values()]
    events: list[tuple[Any, str, Callable[..., Any], list[Any], list[Any]]] = [
        (parts.save.click, "save", save, form, drawn),
        *((field.submit, f"enter_{key}", save, form, drawn) for key, field in parts.texts().items()),
        (parts.listed.change_term, "change", change, [], drawn),
        (parts.listed.delete_term, "delete", delete, [], drawn),
        (parts.listed.put_back_term, "put_back", put_back, [], drawn),
        (parts.leave.click, "leave", leave, [], drawn),
        (parts.load.upload, "import", load, [parts.load], drawn),
        (parts.starter.change, "use_starter", use, [parts.starter], [parts.terms]),
        (page.load, "recall", recall, [], drawn),
    ]
    for trigger, name, function, inputs, outputs in events:
        trigger(
            function,
            [parts.terms, *inputs],
            outputs,
            concurrency_limit=None,
            api_name=f"page_terms_{name}",
            api_visibility="private",
            show_progress="hidden",
        )


def _place(event: gr.EventData) -> int:
    place = event._data.get("place")
    return place if isinstance(place, int) else -1


def _doing(parts: TermParts, kept: Kept, before: Terms, deed: Deed) -> Iterator[Update]:
    """Do something to the list, draw and remember it. After an error list and form are as they were."""
    try:
        check_current(kept, before)
    except UsageError as error:
        yield from _recalled(parts, kept, before, messages.error(str(error)))
        return
    try:
        terms, words = deed()
    except WorkbenchError as error:
        yield {parts.message: messages.error(str(error))}
        return
    terms, faults = keep(kept, terms)
    words = (*words, *faults)
    with lent_folder() as folder:
        update = _form(parts, terms, kept) | _files(parts, terms, folder)
        yield update | {parts.message: messages.warnings(words)}


def _recalled(parts: TermParts, kept: Kept, terms: Terms, words: str = "") -> Iterator[Update]:
    """The list as the memory has it; what stands in the form stays."""
    try:
        terms = recalled(kept, terms)
    except WorkbenchError as error:
        yield {parts.message: messages.warnings((f"Your own list could not be read. {error}",))}
        return
    with lent_folder() as folder:
        yield _drawn(parts, terms, kept) | _files(parts, terms, folder) | {parts.message: words}


def _saved(terms: Terms, values: dict[str, str | None]) -> tuple[Terms, tuple[str, ...]]:
    filled: dict[str, object] = {name: value.strip() for name, value in values.items() if value and value.strip()}
    for name in ("forms", "accept"):
        if name in filled:
            filled[name] = [part.strip() for part in str(filled[name]).split("|") if part.strip()]
    for name, label in (("german", "German"), ("english", "English")):
        if name not in filled:
            raise UsageError(f"The entry has no {label}; fill in both fields, nothing was changed.")
    return terms.saving(make_term("This entry", filled)), ()


def _imported(terms: Terms, path: Path) -> tuple[Terms, tuple[str, ...]]:
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise UsageError(f"{path.name} has {size:,} bytes; the page takes glossaries up to {_LARGEST:,}.")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} could not be read ({error.strerror or error}); choose it again.") from error
    return terms.importing(path.name, data)


def _form(parts: TermParts, terms: Terms, kept: Kept) -> Update:
    """The form with the entry that is being edited, or empty, and the list."""
    term = terms.at(terms.editing) if terms.editing is not None else None
    values = _values(term) if term is not None else dict.fromkeys(parts.fields, "") | {"case": Case.FOLD.value}
    update: Update = {parts.fields[name]: value for name, value in values.items()}
    return update | _drawn(parts, terms, kept) | {parts.message: ""}


def _drawn(parts: TermParts, terms: Terms, kept: Kept) -> Update:
    """The list and the buttons of the form."""
    editing = terms.editing is not None
    return {
        parts.terms: terms,
        parts.listed: listed(terms, kept.store is not None),
        parts.save: gr.update(value="Save the change" if editing else "Add to my list"),
        parts.leave: gr.update(visible=editing),
    }


def _values(term: Term) -> dict[str, str]:
    return {
        "german": term.german,
        "english": term.english,
        "note": term.note or "",
        "case": term.case.value,
        "forms": " | ".join(term.forms),
        "accept": " | ".join(term.accept),
    }


def _files(parts: TermParts, terms: Terms, folder: Path) -> Update:
    """The list in each format as a file."""
    update: Update = {}
    for form, button in parts.exports.items():
        if not terms.own:
            update[button] = gr.update(value=None, interactive=False)
            continue
        path = folder / f"{NAME}.{form}"
        path.write_text(WRITERS[form](terms.own), encoding="utf-8", newline="\n")
        update[button] = gr.update(value=str(path), interactive=True)
    return update
