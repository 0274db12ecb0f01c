"""The HTML file as a reader sees it: it opens without a server, its switches work, it fits a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.comparison.test_comparison import GERMAN, GOOD, REFERENCE, ROUGH, TEXT, Saying
from workbench import compare
from workbench.comparison import read_references
from workbench.grid import run_grid
from workbench.report import render

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "No Chromium found; install it, e.g. apt-get install chromium."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html")
    (folder / "r.txt").write_text("\n".join(REFERENCE) + "\n", "utf-8")
    c = compare(run_grid([TEXT], [GOOD, ROUGH]), references=read_references(folder / "r.txt"))
    (folder / "c.html").write_text(render(c, "html"), "utf-8")
    return folder / "c.html"


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert faults == []


def shown(page: Page) -> list[str]:
    found: list[str] = page.locator(".sentence:visible .source dd").all_inner_texts()
    return found


def test_the_least_agreement_comes_first_and_the_order_can_be_changed(page: Page) -> None:
    assert shown(page) == [GERMAN[2], GERMAN[1], GERMAN[0]]
    page.select_option("#order", "place")
    assert shown(page) == list(GERMAN)
    page.select_option("#order", "difference")
    assert shown(page)[0] == GERMAN[2]


@pytest.mark.parametrize("width", [390, 1200])
def test_endless_words_do_not_make_it_wider_than_the_window(browser: Browser, tmp_path: Path, width: int) -> None:
    """A model that fails writes such words, and a folder may be called like that."""
    words = dict.fromkeys(GERMAN, "x" * 900)
    c = compare(run_grid([TEXT], [GOOD, Saying("n" * 90, words)]))
    (tmp_path / "c.html").write_text(render(c, "html"), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((tmp_path / "c.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_sentences_on_which_all_agree_can_be_hidden(page: Page) -> None:
    page.check("#differing")
    assert shown(page) == [GERMAN[2], GERMAN[1]]
    page.uncheck("#differing")
    assert len(shown(page)) == 3


def test_differences_are_marked_by_more_than_colour(page: Page) -> None:
    style = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".sentence ins").first.evaluate(style) == "underline"
    assert page.locator(".sentence del").first.evaluate(style) == "line-through"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_it_fits_and_can_be_read(browser: Browser, file: Path, scheme: str, width: int) -> None:
    """Nothing but the tables, which scroll by themselves, is wider than the window; contrast is at least 4.5."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    low = page.evaluate(CONTRAST)
    context.close()
    assert low == []


CONTRAST = """() => {
  const parts = c => c.match(/[\\d.]+/g).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll("h1,h2,th,td,dt,dd,p,small,ins,del,label,summary")) {
    const [a, b] = [lum(parts(getComputedStyle(e).color)), lum(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) low.push(e.tagName + " " + e.className + " " + ((a + .05) / (b + .05)).toFixed(2));
  }
  return [...new Set(low)];
}"""
