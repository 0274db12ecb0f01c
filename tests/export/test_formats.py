"""Each format shows all of a run, and nothing of an article can act as markup."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import Run, export, run
from workbench.errors import UsageError
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Flag, Severity

NASTY = 'Der <script>alert("x")</script> & die | Zeile `mit` *Sternen* [Link](javascript:alert(1)) sind Text.'


def made(source: str | Path) -> Run:
    return run(source, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


class Page(HTMLParser):
    """The text of an HTML page and the tags that it holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("form", sorted(name for name, form in export.FORMATS.items() if not form.binary))
def test_every_format_shows_every_sentence_and_ends_in_a_newline(form: str, seed_path: Path) -> None:
    done = made(seed_path)
    text = export.render(done, form)
    assert export.to_bytes(done, form) == text.encode()
    shown = "".join(Page(text).texts) if form == "html" else text.replace("\\", "").replace("&amp;", "&")
    assert text.endswith("\n")
    for segment, sentence in zip(done.article.segments, done.translation.sentences, strict=True):
        assert done.article.source(segment).replace('"', "") in shown.replace('"', "")
        assert sentence.text.replace('"', "") in shown.replace('"', "")


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_removed_blocks_are_shown_with_their_reason(form: str, seed_path: Path) -> None:
    done = made(seed_path)
    text = export.render(done, form)
    assert "Sputnik" in text
    for block in done.article.blocks:
        assert block.kept or block.reason is None or block.reason in text.replace("\\", "").replace("&#x27;", "'")


def test_html_is_one_file_that_asks_nothing_of_any_host(seed_path: Path) -> None:
    page = Page(export.render(made(seed_path), "html"))
    for tag, attributes in page.tags:
        assert tag not in ("link", "img", "iframe"), tag
        assert not {"src", "href"} & set(attributes), (tag, attributes)


def test_html_escapes_everything() -> None:
    page = Page(export.render(made(NASTY), "html"))
    assert [tag for tag, _ in page.tags].count("script") == 1  # our own
    assert any("<script>alert" in text for text in page.texts)


def test_html_sentences_point_at_their_partners(seed_path: Path) -> None:
    done = made(seed_path)
    page = Page(export.render(done, "html"))
    partners = [attributes["data-of"] for _, attributes in page.tags if "data-of" in attributes]
    count = len(done.article.segments)
    expected = [str(n) for n in range(count)] * 2
    expected += [" ".join(map(str, s.evidence)) for s in done.summary.sentences]
    assert partners == expected


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=60, deadline=None)
def test_markdown_keeps_one_row_per_sentence(text: str) -> None:
    done = made("Das ist ein Satz: " + text)
    table = [line for line in export.render(done, "md").split("\n") if line.startswith("| ")]
    assert len(table) == len(done.article.segments) + 1


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_doubts_are_shown_with_their_reason(form: str, seed_path: Path) -> None:
    """Warnings and errors stand beside their sentence; notes and other sentences stay clean."""
    done = made(seed_path)
    flags = (
        Flag(2, "numbers", Severity.ERROR, "the source says 7, the translation 8"),
        Flag(3, "names", Severity.NOTE, "hardly worth a word"),
    )
    clean, flagged = export.render(done, form), export.render(replace(done, flags=flags), form)
    assert "the source says 7" not in clean
    assert flagged.count("the source says 7, the translation 8") == 1
    assert "hardly worth" not in flagged


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_dismissals_are_exported(form: str, seed_path: Path) -> None:
    """A dismissed doubt is still told, as dismissed."""
    flag = Flag(2, "numbers", Severity.ERROR, "the source says 7, the translation 8", dismissed=True)
    told = export.render(replace(made(seed_path), flags=(flag,)), form)
    if form == "json":
        assert json.loads(told)["segments"][2]["flags"][0]["dismissed"] is True
    else:
        assert told.count("dismissed: the source says 7, the translation 8") == 1
    assert "data-doubt title" not in told


def test_json_is_the_schema(seed_path: Path) -> None:
    done = made(seed_path)
    assert Run.from_json(export.render(done, "json")) == done
    assert json.loads(export.render(done, "json"))["schema"] == "workbench.run/1"


def test_an_unknown_format_names_the_known_ones(seed_path: Path) -> None:
    with pytest.raises(UsageError, match=", ".join(export.FORMATS)):
        export.render(made(seed_path), "pdf")


@pytest.mark.parametrize("form", ["text", "md", "html", "docx", "json", "jsonl"])
def test_what_the_model_read_for_capitals_stands_beside_them(form: str) -> None:
    """And only there: a text in ordinary casing was read as it stands."""
    quiet = "Die großen Parteien sind sich nicht einig, sagte er."
    translator = FakeTranslator()
    translator.recases = True
    for source, times in ((quiet.upper(), 1), (quiet, 0)):
        done = run(source, translator=translator, summariser=FakeSummariser())
        if form == "docx":
            table = docx.Document(io.BytesIO(export.to_bytes(done, form))).tables[0]
            shown = table.rows[1].cells[0].text
        else:
            shown = export.render(done, form)
        assert shown.count(f"read it as: {quiet}") + shown.count(f'"read_as": "{quiet}"') == times
