"""What users throw at it: a clear message or a correct result, never a traceback, a hang or a silently shorter text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import read_article, run, translate
from workbench.errors import DamagedModel, EmptySource, UnknownModel, UnreadableSource
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Run


def through(source: str | bytes | Path) -> Run:
    """Through the whole pipeline, with models that change nothing but the case, so that losses show."""
    return run(source, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("nothing", ["", " \n\t ", b"", b"\xef\xbb\xbf", "\u200b\u200e", "\x00\x00"])
def test_nothing_is_said_to_be_nothing(nothing: str | bytes) -> None:
    with pytest.raises(EmptySource, match="nothing to translate"):
        read_article(nothing)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 \n1 0 obj", "PDF"),
        (b"PK\x03\x04" + bytes(200), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (bytes(range(256)) * 40, "encoding"),
    ],
)
def test_binary_files_are_refused_with_what_they_seem_to_be(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableSource, match=said):
        read_article(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_every_common_encoding_is_read(encoding: str) -> None:
    text = "Die Bürgermeisterin sagte: „Größere Straßen brauchen wir nicht.“ Das kostet 5 Euro – für jeden."
    article = read_article(text.encode(encoding))
    assert article.text == text
    assert article.metadata["encoding"]


def test_five_megabytes_lose_nothing() -> None:
    sentence = "Am 3. Oktober sprach die Ministerin z. B. über Straßen, Schulen und Häfen. "
    text = (sentence * 8 + "\n\n") * (5_000_000 // (8 * len(sentence)))
    article = read_article(text)
    assert len(text) > 4_900_000
    assert len(article.segments) == text.count("Am 3. Oktober")
    assert letters("".join(article.source(s) for s in article.segments)) == letters(text)


def test_one_sentence_of_ten_thousand_words() -> None:
    words = " ".join(f"wort{n}" for n in range(10_000))
    done = through(f"Sie sagte, {words}.")
    assert len(done.article.segments) == 1
    assert letters(done.translation.text) == letters(f"Sie sagte, {words}.".upper())
    assert not done.translation.sentences[0].truncated


def test_a_hundred_thousand_letters_without_a_space() -> None:
    done = through("x" * 100_000)
    assert letters(done.translation.text) == "X" * 100_000


@pytest.mark.parametrize(
    "text",
    [
        "Das\x00 ist\x07 ein\x1b[31m Satz mit\x7f Steuerzeichen.",
        "Das ist \u202eein Satz\u202c mit \u200fRichtungszeichen.",
        "Das ist 🎉 ein Satz 👩‍👩‍👧 mit Bildern 🇩🇪.",
        "<script>alert('x')</script> <b>Das</b> ist ein Satz & mehr.",
        "Das ist ein Satz mit dem Zeichen \ud800 ohne Partner.",
        "Zeile eins\rZeile zwei\r\nZeile drei\u2028Zeile vier.",
    ],
)
def test_odd_characters_stay_in_the_source_and_reach_no_model(text: str) -> None:
    translator = FakeTranslator()
    done = run(text, translator=translator, summariser=FakeSummariser(), any_language=True)
    assert done.article.text == text
    seen = "".join(sentence for batch in translator.batches for sentence in batch)
    assert letters(seen) == letters(text).replace("\ud800", "")
    assert not re.search("[\x00-\x1f\x7f\u200f\u202a-\u202e\u2028]", seen)
    assert Run.from_json(done.to_json()) == done


def test_an_unknown_model_names_its_neighbours() -> None:
    with pytest.raises(UnknownModel, match="opus-mt-de-en"):
        translate("Guten Tag.", model="opus-mt-de-em")


def test_a_folder_that_holds_no_model_is_said_to_hold_none(tmp_path: Path) -> None:
    with pytest.raises(DamagedModel, match=re.escape(str(tmp_path))):
        translate("Guten Tag.", model=str(tmp_path))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_tiles_and_keeps_equal_length(text: str) -> None:
    """On any string: blocks join to the source, and there are as many translations as segments."""
    try:
        article = read_article("Ein Satz davor. " + text)
    except EmptySource:
        return
    assert "".join(article.text[b.start : b.end] for b in article.blocks) == "Ein Satz davor. " + text
    made = translate(article, model=FakeTranslator(), any_language=True)
    assert len(made.sentences) == len(article.segments)


@pytest.mark.model
def test_the_real_model_survives_them_all() -> None:
    """The embedded model gets what the others got; a long sentence is cut at safe places and none of it is dropped."""
    texts = ["😀", "<b>x</b>", "\u202eabc", "a" * 3000, "Wort " * 600, "12", "…", "\ud800 Satz", "Ein Satz.\x00"]
    made = translate(texts, any_language=True)
    assert len(made.sentences) == len(texts)
    assert not made.sentences[4].truncated
