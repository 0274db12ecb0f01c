"""The Compare tab in real Chromium: results as they come, reading them, downloads, cancelling, the phone."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.ui.test_page_reading import _CONTRAST

pytestmark = pytest.mark.browser

TEXT = " ".join(
    f"Das ist der Satz Nummer {n} über die Regierung in Bonn." for n in range(40)
)  # six seconds of the slow translator
TEXT += " Der Bundestag hat am Montag in Berlin getagt."
_LONG = 30_000  # milliseconds; the first comparison of a server also loads what scores it


def compare_tab(visitors, server, **context):
    page = visitors.open(server, **context)
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator("#wb-c-go")).to_be_visible()
    return page


def upload(page, button, *files):
    """Choose files as a visitor does, by the button."""
    with page.expect_file_chooser() as chooser:
        page.click(button)
    chooser.value.set_files([{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files])


def test_results_come_one_by_one_and_can_be_read_and_downloaded(fake_server, visitors, artefact):
    """The slow translator's row still works while the quick one's is done; then tables, order, filters, four files."""
    page = compare_tab(visitors, fake_server)
    page.click("#wb-c-go")
    expect(page.locator("#wb-c-message")).to_contain_text("There is no text to compare")
    page.click("#wb-c-take")
    expect(page.locator("#wb-c-listed li")).to_have_count(1)
    page.locator("#wb-c-listed").get_by_role("button", name="Remove").click()
    expect(page.locator("#wb-c-listed")).to_contain_text("No text yet")
    page.fill("#wb-c-box textarea", TEXT)
    page.get_by_label("second").check()
    page.click("#wb-c-go")
    rows = page.locator(".wb-c-board tbody tr")
    expect(rows.nth(1).locator(".wb-c-done")).to_have_count(3, timeout=_LONG)
    expect(rows.nth(0).locator(".wb-c-done")).to_have_count(0)
    expect(page.locator("#wb-c-figures")).to_contain_text("Comparison of second")
    artefact(page, "compare-working")
    expect(page.locator("#wb-c-status")).to_contain_text("1 text compared in", timeout=_LONG)
    expect(page.locator("#wb-c-status")).to_contain_text("emembered")
    assert page.input_value("#wb-c-box textarea") == ""
    first = page.locator(".wb-c-sentence").first
    expect(first).to_contain_text("Bundestag")
    expect(first.locator("ins")).to_contain_text("THE CAPITAL")
    expect(page.locator(".wb-c-sentence")).to_have_count(41)
    page.get_by_label("Only sentences where they differ").check()
    expect(page.locator(".wb-c-sentence")).to_have_count(1)
    page.get_by_label("Only sentences where they differ").uncheck()
    page.locator("#wb-c-order input").click()
    page.get_by_role("option", name="text order").click()
    expect(page.locator(".wb-c-sentence").first).to_contain_text("Nummer 0")
    mark = page.locator(".wb-c-flag").first
    mark.focus()
    expect(page.locator(".wb-c-why").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".wb-c-why").first).to_be_hidden()
    page.locator("#wb-c-figures").get_by_role("button", name=re.compile("Sentences")).click()
    expect(page.locator("#wb-c-order input")).to_be_in_viewport()
    expect(first).to_be_in_viewport()
    for form, begins in (("html", "<!doctype html>"), ("md", "# Comparison"), ("json", "{"), ("csv", "unit,text,")):
        with page.expect_download() as waiting:
            page.click(f"#wb-c-{form}")
        text = open(waiting.value.path(), encoding="utf-8").read()  # noqa: SIM115, PTH123
        assert text.startswith(begins)
        if form == "json":
            assert json.loads(text)["schema"] == "workbench.comparison/1"
            saved = text
    again = compare_tab(visitors, fake_server)
    upload(again, "#wb-c-open", ("saved.json", saved))
    expect(again.locator("#wb-c-status")).to_contain_text("Opened saved.json")
    expect(again.locator(".wb-c-sentence")).to_have_count(41)
    upload(again, "#wb-c-open", ("other.json", "{}"))
    expect(again.locator("#wb-c-message")).to_contain_text("Expected schema")
    expect(again.locator(".wb-c-sentence")).to_have_count(41)


def test_files_references_and_cancelling(fake_server, visitors, artefact):
    """Several files at once, a bad one named; references by file; Cancel keeps what is done, and one can go on."""
    page = compare_tab(visitors, fake_server)
    upload(page, "#wb-c-upload", ("a.txt", TEXT), ("b.txt", "Ein Satz steht hier in Bonn."), ("c.txt", " "))
    expect(page.locator("#wb-c-listed li")).to_have_count(2)
    expect(page.locator("#wb-c-message")).to_contain_text("c.txt:")
    page.get_by_text("References (for BLEU").click()
    upload(page, "#wb-c-reference-file", ("r.tsv", "Ein Satz steht hier in Bonn.\tA sentence stands here in Bonn.\n"))
    expect(page.locator("#wb-c-reference-told")).to_contain_text("r.tsv: 1 pair")
    page.get_by_label("second").check()
    page.click("#wb-c-go")
    expect(page.locator(".wb-c-board tbody tr").nth(1).locator(".wb-c-done")).to_have_count(3, timeout=_LONG)
    page.click("#wb-c-cancel")
    expect(page.locator("#wb-c-status")).to_contain_text("Cancelled", timeout=_LONG)
    expect(page.locator("#wb-c-go")).to_be_enabled()
    expect(page.locator(".wb-c-sentence").first).to_be_visible()
    page.locator("#wb-c-listed").get_by_role("button", name="Remove a.txt").click()
    page.click("#wb-c-go")
    expect(page.locator("#wb-c-status")).to_contain_text("1 text compared in", timeout=_LONG)
    expect(page.locator("#wb-c-figures")).to_contain_text("chrF2++")
    expect(page.locator("#wb-c-figures")).to_contain_text("not computable, because")
    expect(page.locator(".wb-c-reference").first).to_contain_text("A sentence stands here")
    artefact(page, "compare-references")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_translator_is_useful_readable_and_fits_a_phone(real_server, visitors, scheme, artefact):
    """The usual first case, with the embedded models: said in words what one gets; contrast; nothing too wide."""
    page = compare_tab(visitors, real_server, color_scheme=scheme)
    expect(page.locator("#wb-c-alone")).to_contain_text("Only one translator is on this machine")
    page.click("#wb-c-take")
    expect(page.locator("#wb-c-listed li")).to_have_count(1)
    page.click("#wb-c-go")
    expect(page.locator("#wb-c-status")).to_contain_text("1 text compared in", timeout=_LONG)
    expect(page.locator("#wb-c-figures")).to_contain_text("marian-de-en → extractive")
    expect(page.locator("#wb-c-against")).to_have_count(0)
    assert page.evaluate(_CONTRAST) == []
    artefact(page, f"compare-{scheme}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    artefact(page, f"compare-narrow-{scheme}")


def test_dropped_files_and_ctrl_enter_belong_to_the_tab_in_sight(fake_server, visitors):
    """A dropped file joins the texts; Ctrl+Enter compares and does not translate behind the reader's back."""
    page = compare_tab(visitors, fake_server)
    page.evaluate(
        """() => { const data = new DataTransfer();
             data.items.add(new File(['Ein abgelegter Satz über den Bundestag.'], 'a.txt', {type: 'text/plain'}));
             const area = document.querySelector('#wb-c-box textarea');
             for (const type of ['dragover', 'drop'])
               area.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true})); }"""
    )
    expect(page.locator("#wb-c-listed")).to_contain_text("a.txt")
    page.focus("#wb-c-box textarea")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#wb-c-status")).to_contain_text("1 text compared in", timeout=_LONG)
    expect(page.locator(".wb-english .wb-s")).to_have_count(0)
