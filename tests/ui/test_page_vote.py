"""The Vote tab in real Chromium: keys, blindness, nothing lost on reload, the reveal."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.ui.test_page_reading import _CONTRAST
from workbench.store import open_store
from workbench.votes import Row, Sheet, load_votes
from workbench.votes.lines import dump

pytestmark = pytest.mark.browser

NAMES = ("quokka-nmt", "wombat-nmt", "numbat-nmt")
GERMAN = "Der Satz mit der Nummer {} handelt von der Brücke über die Elbe, die im März gesperrt wird."
ENGLISH = (
    "Sentence {} is about the bridge over the Elbe, which will be closed in March.",
    "The sentence with number {} is about the bridge across the Elbe that is shut in March.",
    "Number {} acts of the bridge over the Elbe.",
)
ROWS = tuple(
    Row(f"r{i}", "d", GERMAN.format(i), {n: e.format(i) for n, e in zip(NAMES, ENGLISH, strict=True)}) for i in range(6)
)


def keep(server, title, rows=ROWS):
    """Outputs in the memory of a server that runs; they are the newest, so the tab chooses them."""
    with open_store(server.report.parent / "home" / "memory.sqlite") as store:
        return store.ballots.keep(Sheet(title, rows))


def open_tab(page):
    page.get_by_role("tab", name="Vote").click()
    expect(page.locator("#wb-vote-offers .wb-v-kept")).to_be_visible()


def choose(page, title):
    page.click("#wb-vote-what input")
    page.get_by_role("option").filter(has_text=title).click()
    expect(page.locator("#wb-vote-systems input:checked")).to_have_count(3)


def begin(page, voter, title):
    open_tab(page)
    choose(page, title)
    page.fill("#wb-vote-voter :is(input, textarea)", voter)
    page.click("#wb-vote-start")
    expect(page.locator(".wb-v-progress")).to_contain_text("1 of")


def shows(page, words):
    expect(page.locator(".wb-v-progress")).to_contain_text(words)


def reload(page):
    page.reload()
    page.wait_for_selector(".wb-german .wb-s")
    open_tab(page)


def test_votes_by_key_are_blind_and_are_there_after_a_reload(fake_server, visitors):
    """Each key does what it says, none while a note is typed; no name is in the page or in what the server sends.

    A ballot that was deleted in the meantime says so, and can be left.
    """
    number = keep(fake_server, "Keys")
    page = visitors.open(fake_server)
    open_tab(page)
    choose(page, "Keys")
    page.fill("#wb-vote-voter :is(input, textarea)", "ann")
    sent = []

    def overhear(route):
        answer = route.fetch()
        sent.append(answer.text())
        route.fulfill(response=answer)

    page.route(re.compile("/gradio_api/(queue|run|call)"), overhear)
    page.click("#wb-vote-start")
    shows(page, "1 of 6 · 0 voted")
    for key, then in (("1", "2 of 6 · 1 voted"), ("t", "3 of 6 · 2 voted"), ("B", "4 of 6 · 3 voted")):
        page.keyboard.press(key)
        shows(page, then)
    for key, then in (("s", "5 of 6 · 3"), ("ArrowLeft", "4 of 6"), ("ArrowLeft", "3 of 6"), ("3", "4 of 6 · 3 voted")):
        page.keyboard.press(key)
        shows(page, then)
    page.keyboard.press("4")  # there are three outputs
    page.keyboard.press("n")
    page.keyboard.type("1 better, but 2 …")
    shows(page, "4 of 6 · 3 voted")
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    shows(page, "5 of 6 · 4 voted")
    page.keyboard.press("ArrowLeft")
    shows(page, "4 of 6")
    assert page.input_value(".wb-v-note textarea") == "1 better, but 2 …"
    expect(page.locator('[data-choice="tie"]')).to_have_attribute("aria-pressed", "true")
    page.click("[data-ask]")
    page.locator('[data-choice="2"]').click()
    shows(page, "5 of 6 · 4 voted")
    expect(page.locator(".wb-v-sure")).to_be_hidden()
    expect(page.locator("[data-ask]")).to_be_visible()
    assert page.input_value(".wb-v-note textarea") == ""
    page.focus(".wb-v-note textarea")
    page.keyboard.type("not yet voted")
    page.wait_for_timeout(1500)  # what is typed is kept after a pause
    everything = page.content() + page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    page.unroute_all()
    assert any("Reveal (6 open)" in body for body in sent), "what the server sends is seen by this test"
    assert not any(name in text for text in (everything, *sent) for name in NAMES)
    reload(page)
    row = page.locator(".wb-v-offers li").filter(has_text="ann on Keys")
    expect(row).to_contain_text("4 of 6, open")
    row.get_by_role("button", name="Go on").click()
    shows(page, "5 of 6 · 4 voted")
    assert page.input_value(".wb-v-note textarea") == "not yet voted"
    with open_store(fake_server.report.parent / "home" / "memory.sqlite") as store:
        store.delete([number])
    page.keyboard.press("1")
    expect(page.locator("#wb-vote-message")).to_contain_text("no longer in the memory")
    page.click("[data-back]")
    expect(page.locator("#wb-vote-start")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reveal_says_whose_each_output_was(fake_server, visitors, tmp_path, artefact, scheme):
    """Asked for twice; then ratings, names and downloads of all voters, and no vote changes any more."""
    number = keep(fake_server, f"Reveal {scheme}")
    with open_store(fake_server.report.parent / "home" / "memory.sqlite") as store:
        seen = visitors.open(fake_server, color_scheme=scheme)
        begin(seen, "ann", f"Reveal {scheme}")
        artefact(seen, f"vote-{scheme}")
        assert seen.evaluate(_CONTRAST) == []
        for key, then in (("1", "1 voted"), ("2", "2 voted"), ("t", "3 voted"), ("b", "4 voted"), ("3", "5 voted")):
            seen.keyboard.press(key)
            shows(seen, then)
        (ann,) = store.ballots.on(number)
        bob = replace(ann.paper, voter="bob").closing()
        store.ballots.begin(bob, number)
        seen.click("[data-ask]")
        expect(seen.locator(".wb-v-sure")).to_contain_text("1 item is still open")
        seen.click("[data-stay]")
        expect(seen.locator(".wb-v-sure")).to_be_hidden()
        seen.click("[data-ask]")
        seen.click("[data-reveal]")
        expect(seen.locator(".wb-v-results")).to_contain_text("Counted: ann (5 of 6), bob (5 of 6)")
        expect(seen.locator(".wb-v-ratings tbody tr")).to_have_count(3)
        expect(seen.locator(".wb-v-items dt")).to_have_count(18)
        assert all(seen.locator(".wb-v-items dt").filter(has_text=name).count() == 6 for name in NAMES)
        expect(seen.locator(".wb-v-won").first).to_have_text("best for ann, bob")
        expect(seen.get_by_text("ann and bob (Cohen's kappa): 1.00, 5 items")).to_be_visible()
        for form in ("votes", "ballot", "key", "pearmut", "summvis"):
            with seen.expect_download() as download:
                seen.click(f"#wb-vote-get-{form}")
            download.value.save_as(tmp_path / form)
        votes = load_votes((tmp_path / "votes").read_text("utf-8"))
        assert votes == [*store.ballots.get(ann.entry.id).paper.cast(), *bob.cast()]
        assert json.loads((tmp_path / "pearmut").read_text("utf-8"))["campaign_id"] == "workbench"
        artefact(seen, f"vote-results-{scheme}")
        assert seen.evaluate(_CONTRAST) == []
        seen.click("[data-back]")
        expect(seen.locator("#wb-vote-start")).to_be_visible()
        assert seen.evaluate(_CONTRAST) == []
        seen.click("#wb-vote-start")
        expect(seen.locator("#wb-vote-message")).to_contain_text(
            "ann has voted on these outputs and seen whose they are"
        )


def test_without_a_memory_the_browser_keeps_the_votes(forgetful_server, visitors, tmp_path, artefact):
    """On a phone: files are opened, voted on by touch, and opened again after a reload to go on."""
    for name, text in dump(Sheet("s", ROWS)).items():
        (tmp_path / name).write_text(text, "utf-8")
    files = sorted(tmp_path.glob("*.*"))
    page = visitors.open(forgetful_server, size={"width": 390, "height": 844}, has_touch=True)
    open_tab(page)
    expect(page.locator("#wb-vote-offers")).to_contain_text("WORKBENCH_STORE is 'off'")
    page.set_input_files("#wb-tab-vote input[type=file]", files)
    expect(page.locator("#wb-vote-systems input:checked")).to_have_count(3)
    page.fill("#wb-vote-voter :is(input, textarea)", "cy")
    page.locator("#wb-vote-start").tap()
    shows(page, "1 of 6")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    artefact(page, "vote-narrow")
    page.locator('[data-choice="2"]').tap()
    shows(page, "2 of 6 · 1 voted")
    reload(page)
    page.locator("[data-resume]").tap()
    expect(page.locator("#wb-vote-message")).to_contain_text("keeps the votes and not the outputs")
    page.set_input_files("#wb-tab-vote input[type=file]", files)
    expect(page.locator("#wb-vote-systems input:checked")).to_have_count(3)
    page.locator("[data-resume]").tap()
    shows(page, "2 of 6 · 1 voted")
    page.locator("[data-ask]").tap()
    page.locator("[data-reveal]").tap()
    expect(page.locator(".wb-v-ratings tbody tr")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    artefact(page, "vote-results-narrow")
