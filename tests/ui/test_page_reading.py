"""The page in real Chromium with the embedded models: what a reader does with the seed article."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIT = re.compile(r"\bwb-lit\b")


def sentence(page, pane, number):
    """The sentence of a pane that belongs to a segment alone."""
    return page.locator(f'.wb-{pane} .wb-s[data-of="{number}"]')


def lit(page, pane):
    return page.locator(f".wb-{pane} .wb-s.wb-lit").evaluate_all("all => all.map(s => s.dataset.of)")


@pytest.fixture
def read(real_server, visitors):
    """The seed article, translated."""

    def open_and_translate(**context):
        page = visitors.open(real_server, **context)
        page.click("#wb-go")
        expect(page.locator("#wb-json a, a#wb-json, #wb-json")).to_be_enabled()
        expect(page.locator(".wb-summary .wb-s")).to_have_count(3)
        return page

    return open_and_translate


def test_the_page_opens_with_the_seed_article_and_fills_three_panes(real_server, visitors, seed_path, artefact):
    """Before: the text and its German pane. After one click: as many English sentences as German, and a summary."""
    page = visitors.open(real_server)
    assert page.input_value("#wb-box textarea") == seed_path.read_text(encoding="utf-8")
    german = page.locator(".wb-german .wb-s")
    count = german.count()
    assert count > 10
    expect(page.locator(".wb-english .wb-s")).to_have_count(0)
    page.click("#wb-go")
    expect(page.locator(".wb-english .wb-s")).to_have_count(count)
    expect(page.locator(".wb-summary .wb-s")).to_have_count(3)
    expect(page.locator("#wb-status")).to_contain_text(f"{count} sentences in")
    assert page.locator(".wb-english .wb-s").evaluate_all("all => all.every(s => s.textContent.trim())")
    artefact(page, "page-translated")


def test_every_pane_says_how_it_was_made(read):
    """German: splitter, encoding, language, id. English and summary: their model's signature."""
    page = read()
    for part in ("split:", "encoding:utf-8", "language:de", "id:"):
        expect(page.locator(".wb-german .wb-signature")).to_contain_text(part)
    expect(page.locator(".wb-english .wb-signature")).to_contain_text("model:marian-de-en")
    expect(page.locator(".wb-summary .wb-signature")).to_contain_text("model:extractive")
    expect(page.locator("#wb-notice")).to_contain_text("Embedded model")


def test_pointing_at_a_sentence_lights_its_partners_in_all_panes(read):
    """From a summary sentence to its evidence, and from a German sentence to the English one; leaving puts it out."""
    page = read()
    first = page.locator(".wb-summary .wb-s").first
    evidence = first.get_attribute("data-of").split()
    first.hover()
    expect(first).to_have_class(LIT)
    assert lit(page, "german") == lit(page, "english") == evidence
    other = page.locator(".wb-german .wb-s").nth(4)
    number = other.get_attribute("data-of")
    other.hover()
    assert lit(page, "german") == lit(page, "english") == [number]
    page.hover("#wb-header h1")
    expect(page.locator(".wb-lit")).to_have_count(0)


def test_lighting_does_not_rely_on_colour(read):
    """Partners are underlined, and what is focused by key has an outline."""
    page = read()
    page.locator(".wb-summary .wb-s").first.hover()
    line = page.locator(".wb-german .wb-lit").first.evaluate("s => getComputedStyle(s).textDecorationLine")
    assert "underline" in line
    page.locator(".wb-german .wb-s").first.focus()
    page.keyboard.press("ArrowDown")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_partners_scroll_into_view_inside_the_pane_only(read):
    """Evidence at the end of the article comes into view; the window stays where it is."""
    page = read()
    page.evaluate(
        """() => { const last = [...document.querySelectorAll('.wb-german .wb-s')].pop().dataset.of;
                   document.querySelector('.wb-summary .wb-s').dataset.of = last; }"""
    )
    first = page.locator(".wb-summary .wb-s").first
    first.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    desk_before = page.locator(".wb-desk").evaluate("d => d.scrollTop")
    first.hover()
    target = sentence(page, "german", first.get_attribute("data-of"))
    expect(target).to_have_class(LIT)
    page.wait_for_function(f"document.querySelector('.wb-desk').scrollTop > {desk_before} + 50")
    page.wait_for_timeout(700)  # a smooth scroll ends
    inside = page.evaluate(
        """n => { const s = document.querySelector(`.wb-german .wb-s[data-of="${n}"]`).getBoundingClientRect();
                  const d = document.querySelector('.wb-desk').getBoundingClientRect();
                  return s.top >= d.top && s.bottom <= d.bottom; }""",
        first.get_attribute("data-of"),
    )
    assert inside
    assert page.evaluate("scrollY") == before


def test_a_click_pins_the_evidence_until_escape(read):
    """A pinned sentence stays lit while the pointer goes elsewhere; Esc, or a click on another, lets go."""
    page = read()
    points = page.locator(".wb-summary .wb-s")
    points.first.click()
    pinned = lit(page, "german")
    page.locator(".wb-german .wb-s").nth(5).hover()
    assert lit(page, "german") == pinned
    expect(points.first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(points.first).to_have_attribute("aria-pressed", "false")
    points.first.click()
    points.nth(1).click()
    expect(points.first).to_have_attribute("aria-pressed", "false")
    expect(points.nth(1)).to_have_attribute("aria-pressed", "true")
    page.click("#wb-header h1")
    expect(page.locator('[aria-pressed="true"]')).to_have_count(0)


def test_everything_works_by_keyboard(read):
    """Ctrl+Enter translates; arrows go along a pane and across panes; Enter and Space pin."""
    page = read()
    page.locator(".wb-german .wb-s").first.focus()
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.dataset.of + ' ' + document.activeElement.closest('.wb-pane').classList[1]"
    assert page.evaluate(focused) == "1 wb-german"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "1 wb-english"
    assert lit(page, "german") == ["1"]
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.matches('.wb-mark')"):  # where the checks doubt what the model made
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    assert page.evaluate(focused) == "2 wb-english"
    page.keyboard.press("Enter")
    expect(sentence(page, "english", 2)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.keyboard.press(" ")
    expect(sentence(page, "english", 2)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.fill("#wb-box textarea", "Das ist ein neuer Text über den Bundestag in Berlin. Er hat zwei Sätze.")
    page.focus("#wb-box textarea")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".wb-german .wb-s")).to_have_count(2)
    expect(page.locator(".wb-summary .wb-s")).to_have_count(2)


def test_blocks_of_german_and_english_stand_side_by_side(read):
    """The first line of each English block is level with the first line of its German one."""
    page = read()
    tops = page.evaluate(
        """() => [...document.querySelectorAll('.wb-english .wb-row')].map(row => {
             const other = document.querySelector(`.wb-german .wb-row[data-row="${row.dataset.row}"]`);
             return [row.getBoundingClientRect().top, other.getBoundingClientRect().top]; })"""
    )
    assert len(tops) == 3
    assert all(abs(english - german) < 1 for english, german in tops)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(read, scheme, artefact):
    """At least 4.5:1 between every text of the page and what is behind it, in light and in dark, lit or not."""
    page = read(color_scheme=scheme)
    assert page.locator("body").evaluate("b => b.classList.contains('dark')") is (scheme == "dark")
    page.locator(".wb-summary .wb-s").first.hover()
    page.wait_for_timeout(400)  # colours change softly
    artefact(page, f"page-{scheme}")
    assert page.evaluate(_CONTRAST) == []


_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                           return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = node => { for (let at = node; at; at = at.parentElement) {
      const c = rgba(getComputedStyle(at).backgroundColor); if (c[3] > 250) return c; }
      return [255, 255, 255, 255]; };
  const bad = [];
  const texts = document.createTreeWalker(document.querySelector('gradio-app'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim()
        || !node.checkVisibility({opacityProperty: true, visibilityProperty: true})
        || node.closest('[disabled]')
        || ['SCRIPT', 'STYLE'].includes(node.tagName)) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const about = [ratio.toFixed(2), node.className, node.textContent.trim().slice(0, 40)];
    if (ratio < 4.5) bad.push(about);
  }
  return bad;
}"""


def test_panes_stack_on_a_phone(read, artefact):
    """At 390 pixels: one below the other, nothing wider than the screen, partners still found."""
    page = read(size={"width": 390, "height": 844}, has_touch=True)
    boxes = [page.locator(f".wb-{name}").bounding_box() for name in ("german", "english", "summary")]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".wb-summary .wb-s").first.tap()
    assert lit(page, "english") == page.locator(".wb-summary .wb-s").first.get_attribute("data-of").split()
    artefact(page, "page-narrow")


@pytest.mark.parametrize(("form", "suffix"), [("md", ".md"), ("html", ".html"), ("json", ".json")])
def test_the_result_can_be_downloaded(read, form, suffix):
    """Each format comes as a file with a plain name; the JSON is the run."""
    page = read()
    with page.expect_download() as waiting:
        page.click(f"#wb-{form}")
    download = waiting.value
    assert re.fullmatch(rf"workbench-[0-9a-f]{{16}}{re.escape(suffix)}", download.suggested_filename)
    text = open(download.path(), encoding="utf-8").read()  # noqa: SIM115, PTH123
    english = page.locator(".wb-english .wb-s").first.text_content()
    assert english in (text if form != "html" else text.replace("&#x27;", "'"))
    if form == "json":
        assert json.loads(text)["schema"] == "workbench.run/1"


@pytest.mark.parametrize("clipboard", [True, False])
def test_english_and_summary_can_be_copied(read, clipboard):
    """With the browser's clipboard, and without it by the old way."""
    page = read(permissions=["clipboard-read", "clipboard-write"])
    if not clipboard:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    for pane in ("english", "summary"):
        page.click(f".wb-{pane} .wb-copy")
        expect(page.locator(f".wb-{pane} .wb-copy")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        shown = page.locator(f".wb-{pane} .wb-s").all_text_contents()
        assert copied.replace("\n\n", " ").split() == " ".join(shown).split()
