"""The History tab without a browser: what is looked for, what is shown of it, and runs from files that lie."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest

from tests.ui.markup import WICKED, Reader, tags
from workbench import Run
from workbench.comparison import compare
from workbench.difference import difference
from workbench.errors import SchemaError, UnknownEntry, UsageError
from workbench.ingest import keep_blocks
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.report import render
from workbench.store import Draft, Store, open_store
from workbench.ui.history import files
from workbench.ui.history.beside import beside
from workbench.ui.history.look import Look, listing
from workbench.ui.history.rows import rows
from workbench.ui.kept import Kept
from workbench.ui.translate.layout import lay_out
from workbench.ui.translate.opened import is_run, read_run, visit_of
from workbench.ui.translate.opening import opening
from workbench.ui.translate.panes import render as render_panes
from workbench.ui.translate.view import view_of

ALL_WICKED = " ".join(WICKED) + " \u202e \x07"


def made(text: str = "Die Brücke ist nicht breit. Sie ist lang.\n\nQuelle: dpa © Erika Muster") -> Run:
    return run(text, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "memory.sqlite") as opened:
        yield opened


def test_a_page_that_is_no_more_is_the_last_one(store):
    """Deleting leaves nobody on an empty page, and a browser may ask for any."""
    for number in range(45):
        store.add_run(made(f"Der Zug Nummer {number} steht."))
    store.entries.add(Draft("vote", "{}", "A vote"))
    for asked, is_page, count in ((0, 0, 20), (2, 2, 5), (99, 2, 5), (-1, 0, 20), (10**30, 2, 5)):
        found = listing(store, Look(page=asked))
        assert (found.look.page, len(found.found), found.total) == (is_page, count, 45)
    found = listing(store, Look(words="Zug", page=1))
    assert (len(found.found), found.total) == (20, 45)
    assert "21–40 of 45, best first" in rows(found, 0)
    with pytest.raises(UsageError, match="no word"):
        listing(store, Look(words="?!"))
    assert listing(store, Look(kind="no such")).found == ()
    with pytest.raises(UnknownEntry):
        store.entries.get(10**30)


@pytest.mark.parametrize(
    ("look", "says"), [(Look(), "Nothing is remembered yet"), (Look(words="x"), "Nothing that fits")]
)
def test_an_empty_list_says_why(store, look, says):
    assert says in rows(listing(store, look), 0)


def test_nothing_of_an_entry_is_markup(store):
    """Title, note, models, snippet, texts and signatures are shown as they are."""
    one = made(f"Die Brücke {ALL_WICKED} ist lang. Sie ist breit.")
    other = replace(one, translation=replace(one.translation, model=ALL_WICKED, signature=f"model:{ALL_WICKED}"))
    last = replace(other.translation.sentences[-1], text=ALL_WICKED, alignment=None)
    other = replace(other, translation=replace(other.translation, sentences=(*other.translation.sentences[:-1], last)))
    for number in (store.add_run(one), store.add_run(replace(other, flags=()))):
        store.entries.mark(number, note=ALL_WICKED)
    entries = store.entries.newest()
    for html in (
        rows(listing(store, Look(words="Brücke script")), 1),
        beside(difference(one, other), entries[1], entries[0]),
    ):
        read = Reader(html)
        assert {tag for tag, _ in read.tags} & {"script", "img", "b"} == set()
        assert not any(name.startswith("on") for _, attributes in read.tags for name in attributes)
        assert "\u202e" not in html
        assert read.depth <= len([tag for tag, _ in read.tags if tag == "input"])  # all else is closed


def test_the_words_that_differ_are_marked_and_absent_sentences_said(store):
    one, other = made(), made("Die Brücke ist nicht breit. Sie ist kurz.")
    entries = [store.entries.get(store.add_run(done)) for done in (one, other)]
    html = beside(difference(one, other), *entries)
    assert html.count("not in this run") == 2
    assert "1 of 3 sentences are the same" in Reader(html).text
    assert len(tags(html, "wb-beside-other")) == 2


def test_entries_become_files(store, tmp_path):
    """One as it is, several packed under their kinds and numbers; a format that one lacks is refused before writing."""
    numbers = [store.add_run(made()), store.add_comparison(compare([made()]))]
    entries = [store.entries.get(number) for number in numbers]
    one = files.write(store, entries[:1], "docx", tmp_path)
    assert (one.name, one.read_bytes()[:2]) == ("run-1.docx", b"PK")
    both = files.write(store, entries, "html", tmp_path)
    with zipfile.ZipFile(both) as packed:
        assert packed.namelist() == ["run-1.html", "comparison-2.html"]
        assert packed.read("comparison-2.html").decode() == render(store.comparison(2), "html")
    for chosen, form in ((entries, "tmx"), (entries, "../x"), ([], "html")):
        with pytest.raises(UsageError):
            files.write(store, chosen, form, tmp_path)
    assert len(list(tmp_path.glob("workbench*"))) == 1


def test_an_opened_run_is_shown_as_it_was():
    """With dismissals, what the glossary changed, and the way to remove what somebody had brought back."""
    done = made()
    done = replace(done, flags=tuple(replace(flag, dismissed=True) for flag in done.flags))
    visit = visit_of(read_run("run.json", done.to_json(indent=2).encode()), 7)
    assert (visit.run, visit.number, visit.restored, visit.begun()) == (done, 7, frozenset(), True)
    assert render_panes(view_of(visit)).count("data-undismiss") == len(done.flags)
    everything = replace(done, article=keep_blocks(done.article, range(len(done.article.blocks))))
    assert visit_of(everything).restored == {i for i, b in enumerate(done.article.blocks) if b.kind == "credit"}


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.json", b"anything", True),
        ("a.txt", b'\xef\xbb\xbf \n{\n  "schema": "workbench.run/1"', True),
        ("a.txt", b"{Anm. d. Red.} Die Regierung tagt.", False),
        ("a.txt", "Die Regierung tagt.".encode("utf-16"), False),
        ("", b"", False),
    ],
)
def test_what_is_meant_as_a_run(name, data, expected):
    assert is_run(name, data) is expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b"null",
        b'{"schema": "workbench.run/2"}',
        b'{"schema": "workbench.run/1"}',
        b'{"schema": "workbench.article/1", "text": "x"}',
        made().to_json().replace('"index": 1', '"index": 5').encode(),
        made().to_json().encode() * 2,
    ],
    ids=["empty", "half", "deep", "binary", "null", "newer", "bare", "article", "damaged", "two"],
)
def test_what_is_no_run_is_one_line_with_the_name_of_the_file(data):
    with pytest.raises(SchemaError, match=r"^bad\.json cannot be opened as a run") as caught:
        read_run("bad.json", data)
    assert "\n" not in str(caught.value)


FLAG = {
    "check": "x",
    "severity": "error",
    "reason": "r",
    "source_span": [-5, 999],
    "target_span": [7, 3],
    "dismissed": False,
}
TERM = {"segment": 99, "german": "", "english": "", "start": -1, "end": 9, "before": "", "after": ""}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("article", "id"), "../../../outside"),
        (("article", "id"), "\x00/"),
        (("segments", 0, "flags"), [FLAG]),
        (("translation", "terms"), [TERM]),
        (("article", "metadata"), {"language_probability": "<b>", "boundaries": "x"}),
        (("article", "language"), '"><script>'),
        (("timings",), {}),
    ],
)
def test_a_file_that_lies_harms_nothing(tmp_path, monkeypatch, path, value):
    """Whatever a run says of itself, it is shown or refused, and nothing is written outside of the page's folder."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    data = json.loads(made().to_json())
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    data.pop("ledger")
    with gr.Blocks():
        parts = lay_out(Kept())
    for changes in opening(parts, lambda: read_run("run.json", json.dumps(data).encode())):
        assert parts.panes in changes or "wb-error" in changes[parts.message]
        assert "<script>" not in str(changes.get(parts.panes, ""))
    assert [found.name for found in tmp_path.iterdir()] == ["own"]
    monkeypatch.setattr("tempfile.tempdir", None)
