"""The History tab in real Chromium, and what the Translate tab remembers. The memory is shared by all browser tests."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.ui.test_page_reading import _CONTRAST
from workbench import Run
from workbench.comparison import compare
from workbench.ingest import read_article
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.store import open_store

pytestmark = pytest.mark.browser

ROW = ".wb-past-row"
FILE_INPUT = "#wb-actions input[type=file]"


@pytest.fixture
def memory(fake_server, monkeypatch):
    """The memory that the server has open, as another program would use it; empty at the beginning of each test."""
    path = fake_server.report.parent / "home" / "memory.sqlite"
    monkeypatch.setenv("WORKBENCH_STORE", str(path))
    with open_store() as store:
        store.delete([entry.id for entry in store.entries.newest()])
        store.clear_cache()
        yield store


def made(text, beam=4):
    return run(text, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


def translate(page, text):
    page.fill("#wb-box textarea", text)
    page.click("#wb-go")
    expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
    expect(page.locator("#wb-go")).to_be_enabled()


def go_to(page, tab):
    page.get_by_role("tab", name=tab).click()


def history(page, count=None):
    go_to(page, "History")
    expect(page.locator(".wb-past-list")).to_be_visible()
    if count is not None:
        expect(page.locator(ROW)).to_have_count(count)


def titles(page):
    return page.locator(".wb-past-open").all_text_contents()


def choose(page, *numbers):
    for number in numbers:
        page.check(f'[data-choose="{number}"]')


def test_a_run_is_remembered_found_opened_and_keeps_its_dismissals(fake_server, visitors, memory, artefact):
    """From the click on Translate to the opened run after a reload; the second translation comes from the cache."""
    page = visitors.open(fake_server)
    text = "Der <b>Kanal</b> wird nicht gesperrt. Das teilte die Stadt mit. Es dauert ein Jahr."
    expect(page.locator("#wb-remember input")).to_be_checked()
    translate(page, text)
    expect(page.locator("#wb-status")).to_contain_text(re.compile(r"remembered as \d+"))
    page.locator(".wb-mark").first.click()
    page.get_by_role("button", name="Dismiss").first.click()
    expect(page.locator("[data-undismiss]")).to_have_count(1)
    page.click("#wb-go")
    expect(page.locator("#wb-status")).to_contain_text("3 of 3 sentences came from the cache · remembered as")
    history(page, 2)
    first = memory.entries.newest()[-1]
    assert memory.run(first.id).flags[0].dismissed
    assert titles(page)[0].startswith("Der <b>Kanal</b>")
    page = visitors.open(fake_server)
    history(page, 2)
    artefact(page, "page-history")
    page.locator(".wb-past-open").last.click()
    expect(page.locator("#wb-panes")).to_be_visible()
    expect(page.locator(".wb-english .wb-s").first).to_contain_text("DER <B>KANAL</B>")
    expect(page.locator("[data-undismiss]")).to_have_count(1)
    expect(page.locator("#wb-status")).to_contain_text(f"Run {first.id} of the memory")
    assert page.input_value("#wb-box textarea") == text
    page.locator(".wb-mark").first.click()
    page.get_by_role("button", name="Bring back").first.click()
    expect(page.locator("[data-undismiss]")).to_have_count(0)
    history(page, 2)
    assert not memory.run(first.id).flags[0].dismissed


def test_without_the_tick_nothing_is_written(fake_server, visitors, memory):
    page = visitors.open(fake_server)
    page.uncheck("#wb-remember input")
    translate(page, "Die Weiche klemmt. Der Zug steht.")
    expect(page.locator("#wb-status")).to_contain_text("not remembered")
    assert (memory.entries.count(), memory.sentences.info().sentences) == (0, 0)
    go_to(page, "History")
    expect(page.locator("#wb-history")).to_contain_text("Nothing is remembered yet")


def test_a_run_in_a_file_is_opened_and_bad_json_is_one_line(fake_server, visitors, memory, tmp_path):
    """As it was, with what was dismissed; a join in it makes a run of its own. Nothing is lost by a bad file."""
    wanted = made("Das Tor ist nicht zu. Es steht offen.\n\nMehr weiß man nicht.")
    wanted = replace(wanted, flags=tuple(replace(flag, dismissed=True) for flag in wanted.flags))
    good, bad, other = tmp_path / "run.json", tmp_path / "bad.json", tmp_path / "noname"
    good.write_text(wanted.to_json(indent=1), encoding="utf-8")
    other.write_text(wanted.to_json(), encoding="utf-8")
    bad.write_text('{"schema": "workbench.run/1", "article": {}}', encoding="utf-8")
    page = visitors.open(fake_server)
    page.set_input_files(FILE_INPUT, good)
    expect(page.locator(".wb-english .wb-s").first).to_contain_text("DAS TOR")
    expect(page.locator(".wb-mark").first).to_have_text("✓")
    expect(page.locator("#wb-status")).to_contain_text("A run from a file")
    with page.expect_download() as waiting:
        page.click("#wb-json")
    assert Run.from_json(open(waiting.value.path(), encoding="utf-8").read()) == wanted  # noqa: SIM115, PTH123
    page.set_input_files(FILE_INPUT, bad)
    expect(page.locator("#wb-message")).to_contain_text("bad.json cannot be opened as a run. The run is damaged at")
    expect(page.locator(".wb-english .wb-s").first).to_contain_text("DAS TOR")
    page.set_input_files(FILE_INPUT, other)
    expect(page.locator("#wb-message")).to_be_hidden()
    page.locator(".wb-german .wb-s").first.click()
    page.get_by_role("button", name="Join with 2").click()
    expect(page.locator(".wb-english .wb-s")).to_have_count(2)
    expect(page.locator("#wb-status")).to_contain_text("remembered as")
    assert memory.entries.count() == 1


def test_search_filters_stars_and_notes(fake_server, visitors, memory, artefact):
    """Over German, English and note, with the place shown; a note that is being written outlives a drawing."""
    bridge, mayor = (
        memory.add_run(made("Die Brücke über die Elbe wird gesperrt.")),
        memory.add_run(made("Der Bürgermeister <i>lehnte</i> am Montag ab.")),
    )
    comparison = memory.add_comparison(compare([made("Die Brücke wird gebaut.")]))
    page = visitors.open(fake_server)
    history(page, 3)
    expect(page.locator(".wb-past-facts").first).to_contain_text(f"comparison {comparison} · 20")
    page.fill("#wb-history-words input, #wb-history-words textarea", "bürgermeister lehnte")
    page.keyboard.press("Enter")
    expect(page.locator(ROW)).to_have_count(1)
    expect(page.locator(".wb-past-snippet")).to_contain_text("<")
    assert page.locator(".wb-past-snippet mark").all_text_contents()[0].lower() == "bürgermeister"
    artefact(page, "page-history-search")
    page.fill("#wb-history-words input, #wb-history-words textarea", "?!")
    page.click("#wb-history-seek")
    expect(page.locator("#wb-history-message")).to_contain_text("no word to search for")
    expect(page.locator(ROW)).to_have_count(1)
    page.fill("#wb-history-words input, #wb-history-words textarea", "")
    expect(page.locator(ROW)).to_have_count(3)
    page.click(f'[data-write="{bridge}"]')
    page.keyboard.type('für "später" <b>')
    page.click(f'[data-star="{mayor}"]')
    expect(page.locator(f'[data-star="{mayor}"]')).to_have_attribute("aria-pressed", "true")
    assert page.input_value(f'[data-key="note-{bridge}"]') == 'für "später" <b>'
    page.press(f'[data-key="note-{bridge}"]', "Enter")
    expect(page.locator(".wb-past-note")).to_have_text('für "später" <b>')
    assert memory.entries.get(bridge).note == 'für "später" <b>'
    page.check("#wb-history-starred input")
    expect(page.locator(ROW)).to_have_count(1)
    page.uncheck("#wb-history-starred input")
    expect(page.locator(ROW)).to_have_count(3)
    page.click("#wb-history-kind input")
    page.get_by_role("option", name="Comparisons", exact=True).click()
    expect(page.locator(ROW)).to_have_count(1)


def test_two_runs_side_by_side_and_a_comparison(fake_server, visitors, memory, artefact):
    """The words that differ are marked; a comparison is opened in its own tab."""
    one = made("Das Schiff liegt im Hafen. Es wartet <u>lange</u>.")
    sentences = (replace(one.translation.sentences[0], text="THE SHIP LIES IM HAFEN.", alignment=None),)
    other = replace(one, translation=replace(one.translation, sentences=sentences + one.translation.sentences[1:]))
    left, right = memory.add_run(one), memory.add_run(replace(other, flags=()))
    comparison = memory.add_comparison(compare([one]))
    page = visitors.open(fake_server)
    history(page, 3)
    choose(page, right, comparison)
    page.click("[data-compare]")
    expect(page.locator("#wb-history-message")).to_contain_text("Tick two runs")
    page.uncheck(f'[data-choose="{comparison}"]')
    choose(page, left)
    page.click("[data-compare]")
    view = page.locator(".wb-beside-view")
    expect(view).to_contain_text("1 of 2 sentences are the same")
    assert view.locator("td mark").all_text_contents() == ["DAS SCHIFF LIEGT", "THE SHIP LIES"]
    assert view.locator("tr").nth(2).locator("td").all_text_contents()[0] == "Es wartet <u>lange</u>."
    artefact(page, "page-history-difference")
    view.get_by_label("Only the sentences that differ").check()
    expect(view.locator(".wb-beside-same")).to_be_hidden()
    view.get_by_role("button", name="Close").click()
    expect(view).to_have_count(0)
    page.click(f'[data-open="{comparison}"]')
    expect(page.get_by_role("tab", name="Compare")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#wb-tab-compare")).to_contain_text(f"Comparison {comparison} from the memory")
    expect(page.locator("#wb-tab-compare")).to_contain_text("DAS SCHIFF LIEGT IM HAFEN.")
    artefact(page, "page-history-comparison")


def test_exports_and_deleting_for_good(fake_server, visitors, memory, artefact):
    """One as it is, several packed; deleted only after a second word, and then from every file."""
    numbers = [memory.add_run(made(f"Die Xylophonstunde Nummer {n} ist heute im Saal.")) for n in range(22)]
    comparison = memory.add_comparison(compare([made("Die Brücke wird gebaut.")]))
    page = visitors.open(fake_server)
    history(page, 20)
    choose(page, numbers[-1])
    page.select_option(".wb-past-form", "docx")
    with page.expect_download() as waiting:
        page.click("[data-export]")
    assert waiting.value.suggested_filename == f"run-{numbers[-1]}.docx"
    choose(page, comparison)
    page.click("[data-export]")
    expect(page.locator("#wb-history-message")).to_contain_text("docx is no format of a comparison")
    page.select_option(".wb-past-form", "json")
    with page.expect_download() as waiting:
        page.click("[data-export]")
    with zipfile.ZipFile(waiting.value.path()) as packed:
        assert sorted(packed.namelist()) == [f"comparison-{comparison}.json", f"run-{numbers[-1]}.json"]
        assert json.loads(packed.read(f"run-{numbers[-1]}.json"))["schema"] == "workbench.run/1"
    page.get_by_role("button", name="Further").click()
    expect(page.locator(ROW)).to_have_count(3)
    expect(page.locator(".wb-past-chosen")).to_have_text("2 chosen, 2 of them not shown here")
    choose(page, numbers[0])
    page.click("[data-ask]")
    artefact(page, "page-history-delete")
    page.keyboard.press("Escape")
    assert memory.entries.count() == 23
    page.click("[data-ask]")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("#wb-history-message")).to_contain_text("Deleted 3 for good.")
    expect(page.locator(".wb-past-pager")).to_contain_text("of 20")
    assert memory.entries.count() == 20
    memory.delete(numbers[1:-1])
    files = list((fake_server.report.parent / "home").glob("memory.sqlite*"))
    assert all(b"ylophonstunde" not in file.read_bytes() for file in files)


def test_a_typed_text_is_not_lost_by_opening_a_run_and_everything_works_by_keyboard(fake_server, visitors, memory):
    """The first press asks, the second opens; stars, choosing and opening need no pointer."""
    number = memory.add_run(made("Der Wind weht. Die Fahne nicht."))
    page = visitors.open(fake_server)
    page.fill("#wb-box textarea", "Ein Text, der noch nirgends steht.")
    history(page, 1)
    page.locator(f'[data-choose="{number}"]').focus()
    page.keyboard.press("Space")
    expect(page.locator(".wb-past-chosen")).to_have_text("1 chosen")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-star="{number}"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f'[data-star="{number}"]')).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#wb-history-message")).to_contain_text("a text that was not translated yet")
    assert page.input_value("#wb-box textarea") == "Ein Text, der noch nirgends steht."
    page.locator(f'[data-open="{number}"]').press("Enter")
    expect(page.locator(".wb-english .wb-s").first).to_contain_text("DER WIND")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tab_is_readable_on_a_screen_and_on_a_phone(fake_server, visitors, memory, seed_path, scheme, artefact):
    """Contrast of at least 4.5:1, also of marks and questions; nothing wider than a phone."""
    one = run(read_article(seed_path), translator=FakeTranslator(), summariser=FakeSummariser())
    last = replace(one.translation.sentences[-1], text="SOMETHING ELSE THAN BEFORE.", alignment=None)
    other = replace(one.translation, sentences=(*one.translation.sentences[:-1], last))
    numbers = [memory.add_run(one), memory.add_run(replace(one, translation=other, flags=()))]
    memory.entries.mark(numbers[0], note="Zahlen noch prüfen", star=True)
    page = visitors.open(fake_server, color_scheme=scheme)
    history(page, 2)
    page.fill("#wb-history-words input, #wb-history-words textarea", "Nordkorea")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-past-snippet")).to_have_count(2)
    choose(page, *numbers)
    page.click("[data-compare]")
    expect(page.locator(".wb-beside-view")).to_be_visible()
    page.click("[data-ask]")
    artefact(page, f"page-history-{scheme}")
    assert page.evaluate(_CONTRAST) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    artefact(page, f"page-history-narrow-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_own_terms_are_there_again_after_a_reload(fake_server, visitors, memory):
    page = visitors.open(fake_server)
    page.click("#wb-glossary > button")
    page.fill("#wb-term-german :is(textarea, input)", "Donauwelle")
    page.fill("#wb-term-english :is(textarea, input)", "Danube wave")
    page.click("#wb-term-save")
    expect(page.locator("#wb-terms")).to_contain_text("remembered on this machine")
    page = visitors.open(fake_server)
    page.click("#wb-glossary > button")
    expect(page.locator("#wb-terms tbody tr")).to_have_count(1)
    history(page, 0)
