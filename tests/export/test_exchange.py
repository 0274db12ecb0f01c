"""What other programs read back from the exchange formats is what was in the run."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage import tmx, xliff, xliff2

from workbench import Run, export, run
from workbench.errors import UsageError
from workbench.export.xml import lost, stand_in
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Flag, Severity, Translated

# Tabs, quotes, markup, every kind of line end, a backslash that looks like an escape, controls, half a character.
ODD = (
    'Titel\x00 mit "Zeichen" & <b>.\n\nEin Satz\x07 mit\tTab und \\t,\r\nder < und ]]> kennt\u0085und'
    " \ud800 hier\x7f steht.\n\n=SUM(A1) ist --> ein Satz\ufffe mit \U0001f1e9\U0001f1ea Flagge."
)
READERS = {"tmx": tmx.tmxfile, "xliff": xliff.xlifffile, "xliff2": xliff2.Xliff2File}


def made(source: str | Path) -> Run:
    return run(source, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


@pytest.fixture(params=["seed", "odd"])
def done(request: pytest.FixtureRequest, seed_path: Path) -> Run:
    """The seed article, and one of everything that is hard to write."""
    plain = made(seed_path if request.param == "seed" else ODD)
    doubted = Flag(0, "numbers", Severity.ERROR, 'the source says "7" & <8>')
    return replace(plain, flags=(doubted,), warnings=("Careful & slow.",))


def pairs(run: Run) -> list[tuple[str, str]]:
    return [
        (run.article.source(s), t.text) for s, t in zip(run.article.segments, run.translation.sentences, strict=True)
    ]


def shown(run: Run) -> list[tuple[str, str]]:
    """The pairs as XML can hold them."""
    return [(stand_in(german), stand_in(english)) for german, english in pairs(run)]


@pytest.mark.parametrize("form", sorted(READERS))
def test_translate_toolkit_reads_every_pair(form: str, done: Run) -> None:
    """TMX and XLIFF come back sentence by sentence, white space and odd characters included."""
    units = READERS[form].parsestring(export.to_bytes(done, form)).units
    assert [(unit.source, unit.target) for unit in units] == shown(done)


@pytest.mark.parametrize("form", ["tmx", "xliff"])
def test_translate_toolkit_reads_the_doubts_as_notes(form: str, done: Run) -> None:
    """A translator sees beside a sentence why it is doubted, and what XML could not hold."""
    first = READERS[form].parsestring(export.to_bytes(done, form)).units[0]
    assert 'the source says "7" & <8>' in first.getnotes()
    assert ("U+0000 (shown as ␀)" in first.getnotes()) == ("\x00" in done.article.text)


def test_xliff_units_need_review(done: Run) -> None:
    """No tool takes the machine's words for a finished translation."""
    tree = etree.fromstring(export.to_bytes(done, "xliff"))
    targets = list(tree.iter("{*}target"))
    assert {target.get("state") for target in targets} == {"needs-review-translation"}
    assert {target.get("state-qualifier") for target in targets} == {"mt-suggestion"}


def test_xliff_2_units_are_the_blocks_with_all_between_their_sentences(seed_path: Path) -> None:
    """Sources and what is ignorable, joined, are the text of the block from its first to its last sentence."""
    done = made(seed_path)
    tree = etree.fromstring(export.to_bytes(done, "xliff2"))
    for unit in tree.iter("{*}unit"):
        block = int(unit.get("id")[1:]) - 1
        segments = [s for s in done.article.segments if s.block == block]
        assert (
            "".join(source.text for source in unit.iter("{*}source"))
            == (done.article.text[segments[0].start : segments[-1].end])
        )
    notes = [note.text for note in tree.iter("{*}note")]
    assert done.translation.signature in notes
    assert all(sentence.text in notes for sentence in done.summary.sentences)


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_survives_the_xml_formats(text: str) -> None:
    """On any string of Unicode, half characters included: what is read back differs only where a note says so."""
    done = made("Ein Satz davor: " + text)
    for form, reader in READERS.items():
        content = export.to_bytes(done, form)
        assert [(u.source, u.target) for u in reader.parsestring(content).units] == shown(done)
        changed = any(lost(*pair) for pair in pairs(done))
        assert (b"This format cannot hold" in content) == changed


def test_csv_reads_back_equal(done: Run) -> None:
    """Python's own reader gives the texts as they were; half a character, which UTF-8 cannot hold, as an escape."""
    content = export.to_bytes(done, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sentences = [row for row in rows if row["part"] != "summary"]
    expected = [(german.replace("\ud800", "\\ud800"), english) for german, english in pairs(done)]
    assert [(row["german"], row["english"]) for row in sentences] == expected
    assert sentences[0]["doubts"] == 'the source says "7" & <8>'
    assert [row["english"] for row in rows if row["part"] == "summary"] == [s.text for s in done.summary.sentences]


def test_tsv_is_one_line_per_sentence_and_reads_back_equal(done: Run) -> None:
    """Whoever splits at line feeds and tabs, and undoes the escapes, has the texts as they were."""
    lines = export.render(done, "tsv").splitlines()
    assert len(lines) == 1 + len(done.article.segments) + len(done.summary.sentences)
    cells = [line.split("\t") for line in lines]
    assert {len(row) for row in cells} == {len(cells[0])}
    where = cells[0].index("german")
    assert [unescaped(row[where]) for row in cells[1 : 1 + len(done.article.segments)]] == [g for g, _ in pairs(done)]


def unescaped(cell: str) -> str:
    plain = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\(?:u([0-9a-f]{4})|(.))", lambda m: chr(int(m[1], 16)) if m[1] else plain[m[2]], cell)


def test_jsonl_reads_back_equal_and_names_the_summary(done: Run) -> None:
    """One object per line for any reader; a sentence names the sentences of the summary that rest on it."""
    lines = [json.loads(line) for line in export.render(done, "jsonl").splitlines()]
    assert [(line["source"], line["target"]) for line in lines] == pairs(done)
    assert [line["index"] for line in lines] == list(range(len(lines)))
    for number, sentence in enumerate(done.summary.sentences):
        assert [line["index"] for line in lines if number in line["summary"]] == sorted(sentence.evidence)
    assert lines[0]["flags"][0]["reason"] == 'the source says "7" & <8>'


def test_subtitles_are_pairs_of_lines_that_follow_each_other(done: Run) -> None:
    """Every cue has its number, a time after that of the one before, one German and one English line."""
    cues = export.render(done, "srt").rstrip("\n").split("\n\n")
    last = ""
    for number, (cue, (_, english)) in enumerate(zip(cues, pairs(done), strict=True), start=1):
        index, times, german, text = cue.split("\n")
        start, end = times.split(" --> ")
        assert int(index) == number
        assert last <= start < end
        assert german
        assert text == english
        last = end


def test_a_sentence_without_a_translation_is_still_a_cue() -> None:
    """An empty line would end the cue."""
    done = made("Ein Satz steht hier.")
    empty = replace(done, translation=replace(done.translation, sentences=(Translated("", None),)))
    assert export.render(empty, "srt").endswith("Ein Satz steht hier.\n[no translation]\n")


def table(content: bytes) -> list[tuple[str, str]]:
    document: Any = Document(io.BytesIO(content))
    return [(left.text, right.paragraphs[0].text) for left, right in (row.cells for row in document.tables[0].rows)]


def test_word_has_german_and_english_in_two_columns(done: Run) -> None:
    """A row per sentence; the summary, the warning, the doubt and the signature are in it too."""
    content = export.to_bytes(done, "docx")
    rows = table(content)
    assert rows[0] == ("German", "English")
    # Word has only one kind of line break.
    expected = [(f"{i}  {g}".replace("\r\n", "\n"), e) for i, (g, e) in enumerate(shown(done), start=1)]
    assert rows[1:] == expected
    document: Any = Document(io.BytesIO(content))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert stand_in(done.signature) in paragraphs
    assert "Careful & slow." in paragraphs
    assert any(stand_in(done.summary.sentences[0].text) in text for text in paragraphs)
    assert 'the source says "7" & <8>' in document.tables[0].rows[1].cells[1].text
    first = document.tables[0].rows[1]
    assert [cell._tc.xpath(".//w:lang/@w:val") for cell in first.cells] == [["de-DE"], ["en-GB"]]
    assert first._tr.xpath("./w:trPr/w:cantSplit")  # a pair is not torn apart by the end of a page
    assert document.core_properties.title == stand_in(done.article.title or "Untitled article")


def test_word_shows_what_was_removed(seed_path: Path) -> None:
    content = export.to_bytes(made(seed_path), "docx")
    document: Any = Document(io.BytesIO(content))
    assert any("Sputnik" in paragraph.text for paragraph in document.paragraphs)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_html_shows_control_characters() -> None:
    """A browser would drop U+0000 without a word."""
    assert "\x00" not in export.render(made(ODD), "html")
    assert "Titel␀" in export.render(made(ODD), "html")


def test_a_binary_format_is_no_text() -> None:
    with pytest.raises(UsageError, match="docx is not text"):
        export.render(made("Ein Satz steht hier."), "docx")


@pytest.mark.parametrize("form", sorted(export.FORMATS))
def test_every_format_can_be_written_whatever_the_text(form: str) -> None:
    """Half a character cannot be encoded; no format fails on it."""
    assert export.to_bytes(made(ODD), form)
