"""A real server of the page and a real Chromium. Every browser test also checks that no other host was asked."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from workbench.ingest import read_article
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.store import open_store
from workbench.ui.translate.view import View, view_of
from workbench.ui.translate.visit import Visit

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_START = 90  # seconds that a server may take to answer, on a machine that is busy with other things
_PATIENCE = 30_000  # milliseconds for one thing to happen in the browser
expect.set_options(timeout=15_000)  # as patient with what is expected: the first text loads the language detector


@pytest.fixture
def seed_view(seed_path: Path) -> View:
    """The seed article, finished with fake models."""
    article = read_article(seed_path)
    made = run(article, translator=FakeTranslator(), summariser=FakeSummariser())
    return view_of(Visit().reading(article).finished(made, None))


@dataclass(frozen=True)
class Server:
    """A running page."""

    url: str
    report: Path

    def lines(self, first_word: str) -> list[str]:
        """The lines of its report that begin with a word, without it."""
        lines = self.report.read_text(encoding="utf-8").splitlines()
        return [line.removeprefix(f"{first_word} ") for line in lines if line.startswith(f"{first_word} ")]

    def forget(self) -> None:
        """Empty its sentence cache and its list of own terms, which an earlier test may have filled."""
        with open_store(self.report.parent / "home" / "memory.sqlite") as store:
            store.clear_cache()
            store.keep_own_terms("")


# A second translator for the fake server's catalogue, so that there is something to compare; never loaded.
_SECOND = """
[[model]]
name = "second"
task = "translate"
runtime = "hub"
source = "{folder}"
languages = ["de-en"]
rank = -1
"""


def _serve(models: str, folder: Path, **settings: str) -> Iterator[Server]:
    if models == "fake":
        catalogue = folder / "config" / "workbench" / "models.toml"
        catalogue.parent.mkdir(parents=True)
        catalogue.write_text(_SECOND.format(folder=folder), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", folder / "report.txt")
    environment = os.environ | {
        "WORKBENCH_HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "GRADIO_TEMP_DIR": str(folder / "gradio"),
        "HF_ENDPOINT": "http://127.0.0.1:9",  # the discard port: nobody answers there
        "PYTHONPATH": str(ROOT),
        **settings,
    }
    command = [sys.executable, str(Path(__file__).with_name("page_process.py")), str(port), str(server.report), models]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
        try:
            _wait(process, server.url, folder / "log.txt")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The page's server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def fake_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page with a slow fake translator."""
    yield from _serve("fake", tmp_path_factory.mktemp("fake-page"))


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page as a user gets it, with the embedded models."""
    yield from _serve("real", tmp_path_factory.mktemp("real-page"))


@pytest.fixture(scope="session")
def forgetful_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page with a slow fake translator and without a memory."""
    yield from _serve("fake", tmp_path_factory.mktemp("forgetful-page"), WORKBENCH_STORE="off")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail(f"No Chromium found (looked for {', '.join(CHROMIUM)}); install it, e.g. apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitors:
    """Opens the page as one visitor or several, and remembers what their browsers did."""

    browser: Browser
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def open(self, server: Server, **context: Any) -> Page:
        """The page in a browser of its own, with the seed article in it."""
        if not self.pages:
            server.forget()
        page = self.browser.new_context(
            viewport={"width": 1400, "height": 900} | context.pop("size", {}), **context
        ).new_page()
        page.set_default_timeout(_PATIENCE)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.pages.append(page)
        page.goto(server.url)
        page.wait_for_selector(".wb-german .wb-s")
        return page


@pytest.fixture
def visitors(chromium: Browser) -> Iterator[Visitors]:
    """Afterwards: no request to another host, no error in the console, no dialog."""
    visitors = Visitors(chromium)
    yield visitors
    for page in visitors.pages:
        page.context.close()
    own = ("http://127.0.0.1:", "data:", "blob:http://127.0.0.1:")
    assert [url for url in visitors.requests if not url.startswith(own)] == []
    assert visitors.faults == []


@pytest.fixture
def artefact() -> Callable[[Page, str], None]:
    """Keep a picture of a page for people to look at."""

    def keep(page: Page, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)

    return keep
