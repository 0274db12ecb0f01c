"""The page in real Chromium with a slow fake translator: progress, cancelling, restoring, visitors, bad input."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FILE_INPUT = "#wb-actions input[type=file]"
TEXT = "\n\n".join(f"Das ist der Absatz Nummer {n} über die Bundesregierung in Berlin." for n in range(30))


def translate(page, text=TEXT):
    page.fill("#wb-box textarea", text)
    page.click("#wb-go")


def test_sentences_come_one_by_one_and_the_rest_is_marked(fake_server, visitors, artefact):
    """While the model works: some sentences are there, the others are placeholders, and the status counts."""
    page = visitors.open(fake_server)
    translate(page)
    expect(page.locator(".wb-english .wb-s").nth(3)).to_be_visible()
    assert page.locator(".wb-english .wb-pending").count() > 0
    expect(page.locator("#wb-status")).to_contain_text(re.compile(r"\d+ of 30 sentences"))
    expect(page.locator("#wb-cancel")).to_be_visible()
    artefact(page, "page-working")
    expect(page.locator(".wb-english .wb-s")).to_have_count(30)
    expect(page.locator(".wb-pending")).to_have_count(0)


def test_cancel_stops_the_model_and_keeps_what_is_done(fake_server, visitors):
    """After Cancel no more batches run; what is done stays, the page says so, and Translate goes on from there."""
    page = visitors.open(fake_server)
    text = TEXT.replace("Absatz", "Abschnitt")
    translate(page, text)
    expect(page.locator(".wb-english .wb-s").nth(2)).to_be_visible()
    page.click("#wb-cancel")
    expect(page.locator("#wb-status")).to_contain_text("Cancelled")
    done = len(fake_server.lines("end"))
    time.sleep(1.0)  # several sentences long
    assert len(fake_server.lines("end")) == len(fake_server.lines("begin")) == done
    shown = page.locator(".wb-english .wb-s").count()
    assert 3 <= shown < 30
    expect(page.locator(".wb-english .wb-empty")).to_have_count(30 - shown)
    page.click("#wb-go")
    expect(page.locator(".wb-english .wb-s")).to_have_count(30)
    assert len(fake_server.lines("begin")) == done + 30 - shown


def test_restoring_a_block_translates_only_what_is_new(fake_server, visitors, artefact):
    """A removed block is folded in its place with kind and reason; restored, it alone goes through the model."""
    page = visitors.open(fake_server)
    translate(
        page, "Die Regierung tagt.\n\nDas Treffen fand in Berlin statt.\n\nQuelle: dpa © Erika Muster\n\nEs war lang."
    )
    expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
    expect(page.locator("#wb-go")).to_be_enabled()
    before = len(fake_server.lines("begin"))
    shown = page.locator(".wb-english .wb-s").count()
    fold = page.locator(".wb-fold")
    expect(fold).to_contain_text("credit")
    fold.locator("summary").click()
    expect(fold.locator(".wb-why")).to_be_visible()
    artefact(page, "page-folded")
    fold.get_by_role("button", name="Restore").click()
    expect(page.locator(".wb-english .wb-s")).to_have_count(shown + 1)
    expect(page.locator("#wb-go")).to_be_enabled()
    assert len(fake_server.lines("begin")) == before + 1
    page.get_by_role("button", name="Remove again").click()
    expect(page.locator(".wb-english .wb-s")).to_have_count(shown)
    expect(page.locator(".wb-fold")).to_have_count(1)
    assert len(fake_server.lines("begin")) == before + 1


def test_restoring_before_translating_only_shows(fake_server, visitors):
    """Nothing is translated until the visitor asks for it."""
    page = visitors.open(fake_server)
    before = len(fake_server.lines("begin"))
    sentences = page.locator(".wb-german .wb-s").count()
    page.locator(".wb-fold summary").last.click()
    page.get_by_role("button", name="Restore").last.click()
    expect(page.locator(".wb-german .wb-s")).not_to_have_count(sentences)
    assert len(fake_server.lines("begin")) == before


def test_closing_the_tab_stops_the_model(fake_server, visitors):
    """Nobody waits for the work of a visitor who has gone."""
    page = visitors.open(fake_server)
    translate(page, TEXT.replace("Absatz", "Teil"))
    expect(page.locator(".wb-english .wb-s").nth(1)).to_be_visible()
    page.context.close()
    visitors.pages.clear()
    time.sleep(2.5)
    done = len(fake_server.lines("begin"))
    time.sleep(1.0)
    assert len(fake_server.lines("begin")) == done


def test_two_visitors_share_the_model_one_after_the_other_and_see_only_their_own(fake_server, visitors):
    """Batches of two visitors never overlap, and neither sees a word of the other's article."""
    one, two = visitors.open(fake_server), visitors.open(fake_server)
    begun = len(fake_server.report.read_text(encoding="utf-8").splitlines())
    translate(one, "Alpha berichtet heute aus dem Bundestag in Berlin. Alpha schreibt weiter.")
    translate(two, "Beta erzählt gestern von der Regierung in Bonn. Beta hört nun auf.")
    for page, own, other in ((one, "ALPHA", "BETA"), (two, "BETA", "ALPHA")):
        expect(page.locator(".wb-summary")).to_contain_text(own)
        assert other.lower() not in page.locator("#wb-panes").inner_text().lower()
    lines = fake_server.report.read_text(encoding="utf-8").splitlines()[begun:]
    verbs = [line.split()[0] for line in lines]
    assert verbs == ["begin", "end"] * (len(verbs) // 2)
    three = visitors.open(fake_server)
    assert "Peskow" in three.input_value("#wb-box textarea")


def test_markup_controls_and_marks_are_shown_and_never_run(fake_server, visitors, artefact):
    """HTML, scripts, templates, emoji, direction marks and NUL arrive as visible text in all panes."""
    page = visitors.open(fake_server)
    wicked = (
        'Der <script>window.hit=1</script> <img src=x onerror="window.hit=2"> Text über Berlin 🎉 ist da.\n\n'
        "Hier steht ${window.hit=3} und {{value}} und </div></section> mit \u202eMarken\u202c und \x07 darin.\n\n"
        '"><svg onload=window.hit=4> Ein letzter Satz über die Regierung steht hier.'
    )
    translate(page, wicked)
    expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
    expect(page.locator("#wb-go")).to_be_enabled()
    assert page.evaluate("window.hit") is None
    assert page.locator("#wb-panes :is(script, img, svg, b)").count() == 0
    for pane, script in (("german", "<script>window.hit=1</script>"), ("english", "<SCRIPT>WINDOW.HIT=1</SCRIPT>")):
        expect(page.locator(f".wb-{pane}")).to_contain_text(script)
        expect(page.locator(f".wb-{pane}")).to_contain_text("{{")
    expect(page.locator(".wb-german .wb-unseen").first).to_have_attribute("title", re.compile("RIGHT-TO-LEFT OVERRIDE"))
    expect(page.locator(".wb-german")).to_contain_text("␇")
    artefact(page, "page-awkward")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 \x00\x01\x02", "PDF"),
        (bytes(range(256)) * 40, "binary"),
        (b" \n\n ", "empty"),
    ],
    ids=["pdf", "binary", "blank"],
)
def test_a_file_that_is_no_article_is_refused_in_one_line(fake_server, visitors, data, says):
    """One box, no traceback; text and panes stay as they were."""
    page = visitors.open(fake_server)
    text, panes = page.input_value("#wb-box textarea"), page.locator("#wb-panes").inner_text()
    page.set_input_files(FILE_INPUT, {"name": "x.txt", "mimeType": "text/plain", "buffer": data})
    expect(page.locator(".wb-error")).to_contain_text(says)
    assert "Traceback" not in page.locator("body").inner_text()
    assert page.input_value("#wb-box textarea") == text
    assert page.locator("#wb-panes").inner_text() == panes


def test_a_windows_file_keeps_its_letters_and_its_encoding_is_named(fake_server, visitors):
    """Bytes are decoded as the command line decodes them, and the German pane says how."""
    page = visitors.open(fake_server)
    words = "Der Außenminister übt Kritik.\r\n\r\nDas sagte er in Köln der „Süddeutschen Zeitung“ am Montag.\r\n"
    page.set_input_files(
        FILE_INPUT,
        {"name": "artikel.txt", "mimeType": "text/plain", "buffer": words.encode("windows-1252")},
    )
    expect(page.locator(".wb-german")).to_contain_text("„Süddeutschen Zeitung“")
    expect(page.locator(".wb-german .wb-signature")).to_contain_text("encoding:windows-1252")
    page.click("#wb-go")
    expect(page.locator(".wb-english")).to_contain_text("ÜBT KRITIK")
    expect(page.locator(".wb-german .wb-signature")).to_contain_text("encoding:windows-1252")


def test_a_file_waits_until_the_work_has_ended(fake_server, visitors):
    """Opening a text while another is being translated mixes up neither."""
    page = visitors.open(fake_server)
    translate(page, f"{TEXT}\n\n{TEXT}\n\n{TEXT}".replace("Absatz", "Punkt"))  # long enough for a slow browser
    expect(page.locator(".wb-english .wb-s").first).to_be_visible()
    file = {"name": "b.txt", "mimeType": "text/plain", "buffer": "Ein Satz über Bonn.".encode()}
    page.set_input_files(FILE_INPUT, file)
    expect(page.locator(".wb-error")).to_contain_text("Cancel it")
    page.click("#wb-cancel")
    expect(page.locator("#wb-status")).to_contain_text("Cancelled")
    expect(page.locator("#wb-go")).to_be_enabled()
    page.set_input_files(FILE_INPUT, file)
    expect(page.locator(".wb-german .wb-s")).to_have_count(1)


def test_a_file_dropped_on_the_text_is_opened(fake_server, visitors):
    """The text area takes files as well as text."""
    page = visitors.open(fake_server)
    page.evaluate(
        """() => { const data = new DataTransfer();
             data.items.add(new File(['Ein abgelegter Satz über den Bundestag.'], 'a.txt', {type: 'text/plain'}));
             const area = document.querySelector('#wb-box textarea');
             for (const type of ['dragover', 'drop'])
               area.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true})); }"""
    )
    expect(page.locator(".wb-german")).to_contain_text("Ein abgelegter Satz")


def test_empty_text_is_refused_and_the_result_stays(fake_server, visitors):
    """The last translation is still there under the message."""
    page = visitors.open(fake_server)
    translate(page, "Der Bundestag hat gestern in Berlin getagt. Es ging um Geld.")
    expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
    expect(page.locator("#wb-go")).to_be_enabled()
    translate(page, "   ")
    expect(page.locator(".wb-error")).to_contain_text("no text")
    expect(page.locator(".wb-english")).to_contain_text("DER BUNDESTAG")
    expect(page.locator("#wb-go")).to_be_enabled()


def test_text_that_names_a_file_is_text(fake_server, visitors):
    """A visitor cannot read a file of the machine by typing its path."""
    page = visitors.open(fake_server)
    translate(page, "/etc/passwd")
    expect(page.locator(".wb-english")).to_contain_text("/ETC/PASSWD")
    assert "root:" not in page.locator("body").inner_text().lower()


def test_another_language_is_refused_until_the_visitor_insists(fake_server, visitors):
    """The message says which language it looks like; a box then appears that overrules it, with a warning."""
    page = visitors.open(fake_server)
    english = "The government announced on Monday that it would raise taxes for the first time. People were angry."
    translate(page, english)
    expect(page.locator(".wb-error")).to_contain_text("not German")
    expect(page.locator(".wb-german")).to_contain_text("Peskow")
    page.check("#wb-any-language input")
    page.click("#wb-go")
    expect(page.locator(".wb-english")).to_contain_text("THE GOVERNMENT")
    expect(page.locator(".wb-warning")).to_contain_text("not German")


def test_unsure_sentences_are_marked_in_words(fake_server, visitors):
    """A low score is among the reasons of the sentence's mark. (The checks doubt what the fake model writes, too.)"""
    page = visitors.open(fake_server)
    translate(page, "Das ist ein sicherer Satz über Berlin. Das ist ein unsicherer Satz über Bonn.")
    expect(page.locator(".wb-mark")).to_have_count(2)
    expect(page.locator("#wb-why-1")).to_contain_text("the model was unsure: mean log-probability -1.90")
    expect(page.locator("#wb-why-0")).not_to_contain_text("unsure")


def test_the_offered_model_cannot_be_had_without_a_network(fake_server, visitors):
    """One click starts the download; with nobody to answer, one clear line says so and the offer stays."""
    page = visitors.open(fake_server)
    offer = page.locator("#wb-pull-translator")
    expect(offer).to_contain_text("Download")
    offer.click()
    expect(page.locator(".wb-error")).to_be_visible()
    assert "Traceback" not in page.locator("body").inner_text()
    expect(offer).to_be_enabled()


def test_the_server_connected_to_nobody_else(fake_server):
    """Every connection and look-up of the server's process, over all tests above, stayed on this machine."""
    assert fake_server.lines("outside") == []
