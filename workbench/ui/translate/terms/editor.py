"""The visitor's own terms on the page: a form, the list beneath it, import and export. What they do is in `edits`."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from workbench.glossary import WRITERS, Case, starter
from workbench.ui.translate.terms.listed import listed
from workbench.ui.translate.terms.mine import Terms

_JS = """
element.addEventListener("click", (event) => {
  const data = event.target instanceof Element ? event.target.closest("button")?.dataset : null;
  if (!data) return;
  if (data.change) trigger("change_term", { place: Number(data.change) });
  if (data.delete) trigger("delete_term", { place: Number(data.delete) });
  if (data.putBack !== undefined) trigger("put_back_term");
});
"""


@dataclass(frozen=True, slots=True)
class TermParts:
    """The components of the editor."""

    terms: gr.State
    starter: gr.Checkbox
    fields: dict[str, gr.Textbox | gr.Dropdown]  # by key of a term
    save: gr.Button
    leave: gr.Button
    message: gr.HTML
    listed: gr.HTML
    load: gr.UploadButton
    exports: dict[str, gr.DownloadButton]  # by suffix

    def texts(self) -> dict[str, gr.Textbox]:
        """The fields that something is typed into."""
        return {name: field for name, field in self.fields.items() if isinstance(field, gr.Textbox)}


def lay_out(remembered: bool) -> TermParts:
    """The editor, to be called inside `gr.Blocks` where it is to stand; `remembered` says whether there is a memory."""
    with gr.Accordion("Glossary", open=False, elem_id="wb-glossary"):
        size = len(starter().terms)
        use = gr.Checkbox(
            label=f"Use the starter list: {size:,} countries, cities, offices and people of the news",
            info="A name is put right only where the model missed it and its place is certain; what was changed is "
            "listed under the translation. With the list, words that are no English are replaced by a guess from the "
            "German, and marked. Your own entries come first.",
            value=Terms().starter,
            elem_id="wb-starter",
        )
        fields = _fields()
        with gr.Row(elem_id="wb-term-actions"):
            save = gr.Button("Add to my list", size="sm", elem_id="wb-term-save", scale=0, min_width=130)
            leave = gr.Button("Do not change it", size="sm", visible=False, elem_id="wb-term-leave", scale=0)
            load = gr.UploadButton(
                "Import .csv .toml .tbx",
                file_types=[".csv", ".tsv", ".toml", ".tbx"],
                type="filepath",
                size="sm",
                elem_id="wb-term-import",
                scale=0,
                min_width=170,
            )
            exports = {
                form: gr.DownloadButton(
                    f"↓ {form.upper()}",
                    interactive=False,
                    size="sm",
                    elem_id=f"wb-term-{form}",
                    scale=0,
                    min_width=80,
                )
                for form in WRITERS
            }
        message = gr.HTML("", apply_default_css=False, elem_id="wb-term-message")
        table = gr.HTML(listed(Terms(), remembered), apply_default_css=False, elem_id="wb-terms", js_on_load=_JS)
    return TermParts(gr.State(Terms()), use, fields, save, leave, message, table, load, exports)


def _fields() -> dict[str, gr.Textbox | gr.Dropdown]:
    """The form: one field for each key of a term."""
    found: dict[str, gr.Textbox | gr.Dropdown] = {}
    with gr.Row(elem_id="wb-term-form"):
        for name, label, hint in (
            ("german", "German", "as in a dictionary, e.g. Kiew"),
            ("english", "English", "e.g. Kyiv"),
            ("note", "Note", "for yourself; changes nothing"),
        ):
            found[name] = _text(name, label, hint, 160)
        found["case"] = gr.Dropdown(
            [("capitals do not matter", Case.FOLD.value), ("exactly as written", Case.EXACT.value)],
            value=Case.FOLD.value,
            label="Capitals",
            min_width=160,
            elem_id="wb-term-case",
        )
    with gr.Row(elem_id="wb-term-more"):
        for name, label, hint in (
            ("forms", "Other German spellings", "parted by | ; usual endings are found by themselves"),
            ("accept", "Other English that is right too", "parted by |"),
        ):
            found[name] = _text(name, label, hint, 240)
    return found


def _text(name: str, label: str, hint: str, width: int) -> gr.Textbox:
    return gr.Textbox(label=label, placeholder=hint, max_lines=1, min_width=width, elem_id=f"wb-term-{name}")
