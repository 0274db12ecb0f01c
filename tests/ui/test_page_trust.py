"""Doubts, coverage, words and boundaries in real Chromium with the fake translator, which writes capitals.

The checks find "unchanged" in what it writes, "doubt" where a sentence has the word "unsicher", and a lost "nichts".
"""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TEXT = "Alpha Beta Gamma. Das ist ein unsicherer Satz über Bonn. Er sagte nichts dazu. Delta Epsilon Zeta."
PHONE = {"size": {"width": 390, "height": 844}, "has_touch": True}
OPEN = ".wb-reasons:popover-open"


@pytest.fixture
def read(fake_server, visitors):
    """A text, translated."""

    def open_and_translate(text=TEXT, **context):
        page = visitors.open(fake_server, **context)
        page.fill("#wb-box textarea", text)
        page.click("#wb-go")
        expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
        expect(page.locator("#wb-go")).to_be_enabled()
        return page

    return open_and_translate


def mark(page, number):
    return page.locator(f'.wb-mark[data-mark="{number}"]')


def numbers(page, pane="german"):
    """The sentences of a pane that are to be seen."""
    return page.locator(f".wb-{pane} .wb-s:visible").evaluate_all("all => all.map(s => Number(s.dataset.of))")


def downloaded(page):
    with page.expect_download() as waiting:
        page.click("#wb-json")
    return json.loads(waiting.value.path().read_text(encoding="utf-8"))


def test_a_mark_shows_its_reasons_when_pointed_at_and_hides_them_after(read, artefact):
    """In the margin, level with its sentence; the pointer may go over to the reasons."""
    page = read()
    expect(page.locator(".wb-mark")).to_have_count(2)
    expect(page.locator(OPEN)).to_have_count(0)
    mark(page, 1).hover()
    expect(page.locator(OPEN)).to_contain_text("error · not translated")
    expect(page.locator(OPEN)).to_contain_text("unsure")
    artefact(page, "page-reasons")
    page.locator(OPEN).hover()
    page.wait_for_timeout(500)
    expect(page.locator(OPEN)).to_be_visible()
    page.hover("#wb-header h1")
    expect(page.locator(OPEN)).to_have_count(0)
    margin = mark(page, 2).bounding_box()
    line = page.locator('.wb-english .wb-s[data-of="2"]').evaluate("s => s.getClientRects()[0].x")
    assert margin["x"] + margin["width"] <= line


def test_marks_do_not_lie_on_each_other(read):
    """Also when two doubtful sentences begin in one line."""
    page = read("Er kam nicht. Sie kam nicht. Es war nicht gut. Wir sind nicht da.")
    boxes = [page.locator(".wb-mark").nth(i).bounding_box() for i in range(4)]
    assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(boxes))


def test_reasons_can_be_reached_and_left_by_keyboard(read):
    """Focus shows them, and describes them to those who cannot see; Tab goes to the buttons; Escape closes."""
    page = read()
    mark(page, 1).focus()
    expect(page.locator(OPEN)).to_be_visible()
    expect(mark(page, 1)).to_have_attribute("aria-expanded", "true")
    said = mark(page, 1).evaluate(
        "m => m.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join()"
    )
    assert "unsure" in said
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Dismiss"
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.mark") == "1"
    expect(page.locator('.wb-english .wb-s[data-of="1"]')).to_have_attribute("aria-describedby", re.compile("wb-said"))


def test_a_touch_shows_the_reasons_on_a_phone(read, artefact):
    """They fit on the screen; a touch elsewhere hides them."""
    page = read(**PHONE)
    mark(page, 1).tap()
    box = page.locator(OPEN).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    artefact(page, "page-reasons-narrow")
    page.locator("#wb-header h1").tap()
    expect(page.locator(OPEN)).to_have_count(0)


def test_severity_is_seen_without_colour(read):
    """A sign and a shape of its own."""
    page = read("Unsicher Beta Gamma. Er sagte nichts dazu.")
    assert page.locator(".wb-mark").all_text_contents() == ["?", "!"]


def test_counts_filter_the_sentences(read):
    """Each count is a button; German and English follow; a second press shows all again; what is shown is said."""
    page = read()
    doubtful = page.locator('.wb-filter[data-filter="doubtful"]')
    expect(doubtful).to_contain_text("2")
    doubtful.click()
    expect(doubtful).to_have_attribute("aria-pressed", "true")
    assert numbers(page) == numbers(page, "english") == [1, 2]
    expect(page.locator(".wb-shown")).to_contain_text("2 of 4 sentences shown")
    negation = page.locator('.wb-filter[data-filter="negation"]')
    negation.focus()
    page.keyboard.press("Enter")
    expect(doubtful).to_have_attribute("aria-pressed", "false")
    assert numbers(page) == numbers(page, "english") == [2]
    page.keyboard.press("Enter")
    assert numbers(page) == [0, 1, 2, 3]


def test_a_doubt_is_dismissed_and_brought_back(read):
    """Counts, filter and downloads follow; the mark keeps the focus, so that the next doubt is one key away."""
    page = read()
    expect(page.locator('.wb-filter[data-filter="negation"]')).to_be_visible()
    mark(page, 2).focus()
    reason = page.locator(f"{OPEN} .wb-reason", has_text="negation")
    reason.get_by_role("button", name="Dismiss").click()
    expect(page.locator('.wb-filter[data-filter="negation"]')).to_have_count(0)
    expect(page.locator('.wb-filter[data-filter="dismissed"]')).to_contain_text("1")
    expect(page.locator(OPEN)).to_contain_text("dismissed · negation")
    assert page.evaluate("document.activeElement.dataset.mark") == "2"
    flags = {flag["check"]: flag["dismissed"] for flag in downloaded(page)["segments"][2]["flags"]}
    assert flags == {"unchanged": False, "negation": True}
    mark(page, 2).focus()
    page.locator(OPEN).get_by_role("button", name="Bring back").click()
    expect(page.locator('.wb-filter[data-filter="negation"]')).to_be_visible()
    expect(page.locator('.wb-filter[data-filter="dismissed"]')).to_have_count(0)
    assert not any(flag["dismissed"] for flag in downloaded(page)["segments"][2]["flags"])


def test_a_filter_stays_while_its_last_doubt_is_not_gone(read):
    """The redrawn panes are filtered as before; without such a doubt, all sentences come back."""
    page = read()
    page.click('.wb-filter[data-filter="negation"]')
    assert numbers(page) == [2]
    mark(page, 2).focus()
    page.locator(f"{OPEN} .wb-reason", has_text="unchanged").or_(
        page.locator(f"{OPEN} .wb-reason", has_text="not translated")
    ).get_by_role("button").click()
    expect(page.locator('.wb-filter[data-filter="dismissed"]')).to_be_visible()
    assert numbers(page) == [2]
    mark(page, 2).focus()
    page.locator(f"{OPEN} .wb-reason", has_text="negation").get_by_role("button").click()
    expect(page.locator('.wb-filter[data-filter="negation"]')).to_have_count(0)
    assert numbers(page) == [0, 1, 2, 3]


def test_dismissals_survive_another_translation_of_the_same_text(read):
    """They are matched by sentence, check and reason."""
    page = read()
    mark(page, 1).focus()
    page.locator(OPEN).get_by_role("button", name="Dismiss").first.click()
    expect(page.locator('.wb-filter[data-filter="dismissed"]')).to_contain_text("1")
    page.click("#wb-go")
    expect(page.locator("#wb-status")).to_contain_text("4 sentences in")
    expect(page.locator('.wb-filter[data-filter="dismissed"]')).to_contain_text("1")


def test_the_strip_leads_to_its_sentences(read):
    """A cell says what became of its sentence, by pointer and by key; the legend says it for all."""
    page = read()
    cells = page.locator(".wb-strip .wb-cell")
    assert cells.evaluate_all("all => all.map(c => c.dataset.reach)") == ["left", "reached", "reached", "reached"]
    expect(page.locator(".wb-legend")).to_contain_text("3 sentences reached the summary, 1 did not")
    cells.nth(2).click()
    assert page.evaluate("document.activeElement.dataset.of") == "2"
    cells.first.focus()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(1)).to_be_focused()
    expect(cells.nth(1)).to_have_attribute("aria-label", "Sentence 2: reached the summary")
    said = cells.nth(1).evaluate("c => getComputedStyle(c, '::after').content")
    assert "reached the summary" in said
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert (
        page.evaluate("document.activeElement.dataset.of + document.activeElement.className") == "3wb-s wb-here wb-lit"
    )


def test_the_strip_lies_along_the_german_on_a_phone(read):
    """In a row that fits."""
    page = read(**PHONE)
    boxes = [page.locator(".wb-cell").nth(i).bounding_box() for i in range(4)]
    assert len({round(box["y"]) for box in boxes}) == 1
    assert all(box["width"] > 8 for box in boxes)
    page.locator(".wb-cell").nth(3).tap()
    assert page.evaluate("document.activeElement.dataset.of") == "3"


def test_the_ledger_accounts_for_every_character(read):
    """One small bar, in words when it is focused; the words add up."""
    page = read("Er kam gestern nach Berlin.\n\nQuelle: dpa © Erika Muster\n\nSie blieb noch lange dort.")
    words = page.locator(".wb-account")
    expect(words).to_be_hidden()
    page.locator(".wb-ledger").focus()
    expect(words).to_be_visible()
    lines = words.locator("> span").all_inner_texts()
    total, *parts = [int(re.search(r"\d[\d,]*", line)[0].replace(",", "")) for line in lines]
    assert sum(parts) == total
    assert any("set aside" in line for line in lines)


def test_words_light_up_with_what_they_became(read):
    """By pointer from both sides, and by Shift and arrows, which is also said."""
    page = read()
    sentence = page.locator('.wb-german .wb-s[data-of="3"]')

    def point(pane, number):
        page.locator(f'.wb-{pane} .wb-s[data-of="3"]').hover()
        box = page.locator(f'.wb-{pane} .wb-s[data-of="3"] .wb-w[data-w="{number}"]').bounding_box()
        page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
        page.mouse.move(box["x"] + 6, box["y"] + box["height"] / 2)

    point("german", 1)
    expect(page.locator(".wb-word")).to_have_text(["Epsilon", "EPSILON"])
    point("english", 2)
    expect(page.locator(".wb-word")).to_have_text(["Zeta.", "ZETA."])
    page.hover("#wb-header h1")
    expect(page.locator(".wb-word")).to_have_count(0)
    sentence.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".wb-word")).to_have_text(["Epsilon", "EPSILON"])
    expect(page.locator(".wb-said")).to_have_text("Epsilon → EPSILON")
    assert sentence.text_content() == "Delta Epsilon Zeta."


def test_two_visitors_dismiss_for_themselves_alone(read):
    """The same text, and the other's doubts are untouched."""
    one, two = read(), read()
    mark(one, 1).focus()
    one.locator(OPEN).get_by_role("button", name="Dismiss").first.click()
    expect(one.locator('.wb-filter[data-filter="dismissed"]')).to_be_visible()
    two.locator(".wb-mark").first.focus()
    expect(two.locator(".wb-mark").first).to_have_attribute("aria-label", "Sentence 2: error")
    assert not any(flag["dismissed"] for segment in downloaded(two)["segments"] for flag in segment["flags"])
