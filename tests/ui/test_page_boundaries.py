"""Sentence boundaries in real Chromium: joining, splitting, suggestions, and taking it all back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TEXT = "Alpha Beta Gamma. Delta Epsilon Zeta eins zwei. Eta Theta Iota.\n\nQuelle: dpa © Erika Muster\n\nKappa Lambda."


@pytest.fixture
def read(fake_server, visitors):
    """A text, translated."""

    def open_and_translate(**context):
        page = visitors.open(fake_server, **context)
        page.fill("#wb-box textarea", TEXT)
        page.click("#wb-go")
        settled(page, 4)
        return page

    return open_and_translate


def settled(page, count):
    """Wait until the panes show so many sentences and nothing is at work."""
    expect(page.locator(".wb-english .wb-s")).to_have_count(count)
    expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
    expect(page.locator("#wb-go")).to_be_enabled()


def german(page, number):
    return page.locator(f'.wb-german .wb-s[data-of="{number}"]')


def bar(page):
    return page.locator(".wb-cutbar")


def texts(page, pane):
    return page.locator(f".wb-{pane} .wb-s").all_text_contents()


def test_two_sentences_are_joined_and_the_join_is_undone(fake_server, read):
    """Only the new sentence goes through the model; the summary follows; undoing asks for nothing."""
    page = read()
    before = texts(page, "english")
    asked = len(fake_server.lines("begin"))
    german(page, 1).click()
    bar(page).get_by_role("button", name="Join with 1").click()
    settled(page, 3)
    assert texts(page, "english")[0] == "ALPHA BETA GAMMA. DELTA EPSILON ZETA EINS ZWEI."
    assert texts(page, "summary")[0] == texts(page, "english")[0]
    assert fake_server.lines("begin")[asked:] == ["Alpha Beta Gamma. Delta Epsilon Zeta eins zwei."]
    expect(page.locator(".wb-english .wb-signature")).to_contain_text("split:1+")
    page.get_by_role("button", name="Undo: joined sentences 1 and 2").click()
    settled(page, 4)
    assert texts(page, "english") == before
    assert len(fake_server.lines("begin")) == asked + 1
    expect(page.locator("[data-undo]")).to_have_count(0)


def test_a_sentence_is_split_by_keyboard(fake_server, read, artefact):
    """Enter pins it, Tab goes to the buttons, arrows choose the gap, Enter splits there, Ctrl+Z takes it back."""
    page = read()
    asked = len(fake_server.lines("begin"))
    german(page, 1).focus()
    page.keyboard.press("Enter")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Split …"
    page.keyboard.press("Enter")
    expect(page.locator(".wb-gap")).to_have_count(4)
    artefact(page, "page-gaps")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.ariaLabel") == "Split before “eins”"
    page.keyboard.press("Enter")
    settled(page, 5)
    assert texts(page, "german")[1:3] == ["Delta Epsilon Zeta", "eins zwei."]
    assert fake_server.lines("begin")[asked:] == ["Delta Epsilon Zeta", "eins zwei."]
    german(page, 0).focus()
    page.keyboard.press("Control+z")
    settled(page, 4)


def test_a_sentence_is_split_with_the_pointer_where_it_was_pressed(read):
    """The gap nearest to the click has the focus; Escape leaves everything as it is."""
    page = read()
    box = german(page, 1).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 8)
    bar(page).get_by_role("button", name="Split").click()
    assert page.evaluate("document.activeElement.ariaLabel") == "Split before “zwei.”"
    page.keyboard.press("Escape")
    expect(page.locator(".wb-gap")).to_have_count(0)
    assert texts(page, "german")[1] == "Delta Epsilon Zeta eins zwei."
    bar(page).get_by_role("button", name="Split").click()
    page.locator(".wb-gap").first.click()
    settled(page, 5)
    assert texts(page, "german")[1] == "Delta"


def test_several_changes_are_undone_one_by_one(fake_server, read):
    """Joins, splits and restored blocks, the latest first."""
    page = read()
    german(page, 0).click()
    bar(page).get_by_role("button", name="Join with 2").click()
    settled(page, 3)
    bar(page).get_by_role("button", name="Join with 2").click()
    settled(page, 2)
    page.locator(".wb-fold summary").click()
    page.get_by_role("button", name="Restore").click()
    settled(page, 3)
    asked = len(fake_server.lines("begin"))
    for count, words in ((2, "restored credit"), (3, "joined sentences 1 and 2"), (4, "joined sentences 1 and 2")):
        expect(page.locator("[data-undo]")).to_have_text(f"Undo: {words}")
        page.click("[data-undo]")
        settled(page, count)
    assert len(fake_server.lines("begin")) == asked


def test_what_was_set_aside_parts_sentences(read):
    """No join is offered across a folded block; the last sentence has no next one."""
    page = read()
    german(page, 2).click()
    assert bar(page).get_by_role("button").all_text_contents() == ["Join with 2", "Split …"]
    german(page, 3).click()
    assert bar(page).get_by_role("button").all_text_contents() == ["Split …"]


def test_a_glued_heading_is_suggested(fake_server, visitors, artefact):
    """Before any translation. Left, it is gone until that is undone; split, there is one sentence more."""
    page = visitors.open(fake_server)
    count = page.locator(".wb-german .wb-s").count()
    suggestion = page.locator(".wb-suggestion")
    expect(suggestion).to_contain_text("Gegenbesuch an | Putins mögliche Reise")
    artefact(page, "page-suggestion")
    suggestion.get_by_role("button", name="Leave it").click()
    expect(suggestion).to_have_count(0)
    page.click("[data-undo]")
    expect(suggestion).to_have_count(1)
    suggestion.get_by_role("button", name="Split here").click()
    expect(page.locator(".wb-german .wb-s")).to_have_count(count + 1)
    expect(suggestion).to_have_count(0)
    heads = [text for text in texts(page, "german") if text.endswith("Einladung zum Gegenbesuch an")]
    assert len(heads) == 1


def test_boundaries_on_a_phone(read, artefact):
    """The buttons and the gaps fit on the screen and can be touched."""
    page = read(size={"width": 390, "height": 844}, has_touch=True)
    german(page, 1).tap()
    box = bar(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    bar(page).get_by_role("button", name="Split").tap()
    artefact(page, "page-gaps-narrow")
    page.locator(".wb-gap").nth(2).tap()
    settled(page, 5)
    assert texts(page, "german")[1] == "Delta Epsilon Zeta"
