"""A comparison in five forms: nothing is lost, and nothing of the texts acts as markup."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbench import compare
from workbench.comparison import Comparison, read_references
from workbench.comparison.schema import load_comparison
from workbench.errors import UsageError
from workbench.grid import run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.report import FORMATS, render
from workbench.types import Decoding, Translated

NASTY = "<script>alert(1)</script> & „Wörter“ | *fett* _x_ `code` [a](b) \"so\" 'so'"


class Nasty(FakeTranslator):
    """Writes what would be markup, were it not escaped."""

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        return [Translated(f"{self.name} {NASTY} {len(text)}", -0.5, truncated=True) for text in texts]


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    text = f"Die Meldung lautet {NASTY}. Am Dienstag hat es in Berlin geregnet. Viele Menschen blieben zu Hause."
    path = tmp_path_factory.mktemp("report") / "r.tsv"
    path.write_text("Am Dienstag hat es in Berlin geregnet.\tOn Tuesday it rained in <b>Berlin</b>.\n", "utf-8")
    found = run_grid([text, "no/such/file.txt"], {"<i>a": Nasty("a"), "b&b": Nasty("b")}, [FakeSummariser("<s>")])
    return compare(found, references=read_references(path))


class Tags(HTMLParser):
    """Every tag of a page, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_everything_in_the_html_is_escaped(comparison: Comparison) -> None:
    page = Tags(render(comparison, "html"))
    assert page.tags.count("script") == 1, "our own, at the end"
    assert not {"i", "b", "s"} & set(page.tags)
    words = "".join(page.text)
    assert "<script>alert(1)</script>" in words
    assert "<i>a" in words
    assert "<b>Berlin</b>" in words


def test_the_html_needs_nothing_from_elsewhere(comparison: Comparison) -> None:
    page = render(comparison, "html")
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|https?://""", page)


def test_no_text_breaks_out_of_markdown(comparison: Comparison) -> None:
    page = render(comparison, "md")
    assert not re.search(r"(?<!\\)<(?!br>)", page)
    assert r"\*fett\*" in page
    for line in page.splitlines():
        if line.startswith(("| BLEU", "| COMET")):
            assert line.count("|") - line.count(r"\|") == 4  # metric and two systems


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_every_form_for_people_says_all(comparison: Comparison, form: str) -> None:
    from html import unescape

    page = unescape(render(comparison, form)).replace("\\", "")
    words = "".join(Tags(render(comparison, form)).text) if form == "html" else page
    for said in (
        "file.txt",
        "does not exist",
        "not computable",
        "unbabel-comet",
        "version:2.6.0",
        "runtime:fake",
        "cut at the model's length limit",
        "Viele Menschen blieben zu Hause.",
        "memory not measured, because the model was in memory before",
    ):
        assert said in words, said


def test_csv_has_a_row_for_every_output(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(render(comparison, "csv"))))
    sentences = [row for row in rows if row["unit"] == "sentence"]
    assert len(sentences) == sum(len(s.outputs) for s in comparison.sentences)
    assert len(rows) - len(sentences) == len(comparison.summaries)
    assert sentences[0]["output"] == comparison.sentences[0].outputs[0].text
    assert sentences[0]["source"] == comparison.sentences[0].source


def test_json_is_the_whole_comparison(comparison: Comparison) -> None:
    assert load_comparison(render(comparison, "json")) == comparison


def test_a_lone_surrogate_can_be_written() -> None:
    c = compare(run_grid(["Das ist ein Satz mit \ud800 darin."], [FakeTranslator()], any_language=True))
    assert load_comparison(render(c, "json").encode()) == c


def test_a_small_figure_never_looks_like_0(comparison: Comparison) -> None:
    from workbench.report.table import number, percent

    assert (number(0.0001, 2), number(0.0, 2), number(None), percent(0.001), percent(0.0)) == (
        "< 0.01",
        "0.00",
        "–",
        "< 1 %",
        "0 %",
    )


def test_unknown_formats_are_refused(comparison: Comparison) -> None:
    assert all(render(comparison, form).endswith("\n") for form in FORMATS)
    with pytest.raises(UsageError, match="Unknown format 'pdf'; choose one of text, md, html, json, csv"):
        render(comparison, "pdf")


def test_summaries_that_are_the_same_stand_there_once(comparison: Comparison) -> None:
    from workbench.report.text import alike

    grouped = alike(comparison)
    assert sum(len(systems) for _, systems in grouped) == len(comparison.summaries)
    assert len(grouped) < len(comparison.summaries)


def test_the_folder_of_this_test_is_not_needed(tmp_path: Path, comparison: Comparison) -> None:
    """A file that was written opens from anywhere: it is one string."""
    (tmp_path / "c.html").write_text(render(comparison, "html"), "utf-8")
    assert (tmp_path / "c.html").stat().st_size > 5000
