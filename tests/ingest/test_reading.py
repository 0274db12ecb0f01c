"""What may be read: files, paths, bytes in any encoding of German; and what is refused, with which words."""

from __future__ import annotations

import codecs
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UnreadableSource
from workbench.ingest import read_article, read_text
from workbench.ingest.language import detect_language

TEXT = "Die Bürgermeisterin sagte: „Größere Straßen brauchen wir nicht.“ Das kostet 5 € – für jeden."
PLAIN = "Die Bürgermeisterin sagte, größere Straßen bräuchten wir nicht. Die Übrigen schwiegen."


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("windows-1252", "windows-1252"),
        ("mac_roman", None),
    ],
)
def test_encodings_are_detected(encoding: str, found: str | None) -> None:
    """The text is exactly what was written, and the encoding is on record."""
    article = read_article(TEXT.encode(encoding))
    assert article.text == TEXT
    assert found in (None, article.metadata["encoding"])


def test_big_endian_mark() -> None:
    assert read_text(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_latin_1_and_a_single_umlaut() -> None:
    """Latin-1 is a part of Windows-1252; one letter is enough to tell it from UTF-8."""
    assert read_text(PLAIN.encode("latin-1")) == PLAIN
    assert read_text("Grüße".encode("latin-1")) == "Grüße"


def test_other_alphabets_are_asked_of_charset_normalizer() -> None:
    russian = "Привет, мир! Как дела сегодня в Москве и Петербурге? Всё хорошо, спасибо."
    assert read_text(russian.encode("cp1251")) == russian


def test_a_named_encoding_is_used() -> None:
    assert read_text("größer".encode("cp850"), encoding="cp850") == "größer"
    with pytest.raises(UnreadableSource, match=r"not utf-8 at byte 2"):
        read_text(b"ab\xff", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="no encoding 'klingon'"):
        read_text(b"ab", encoding="klingon")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 text", "a PDF"),
        (b"PK\x03\x04 text", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (b"\n<!DOCTYPE html>\n<html lang=de>", "a web page"),
        (bytes(400) + b"abc", "binary"),
        (bytes(range(256)) * 20, "binary"),
        ("ä".encode() * 20 + b"\xff" + "ö".encode() * 20, "broken byte at 40"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableSource, match=said):
        read_text(data)


def test_stray_control_characters_are_no_reason() -> None:
    """They stay in the text; models never see them."""
    assert read_text(b"Ein\x00 Satz\x07 mit \x1b[31mFarbe.") == "Ein\x00 Satz\x07 mit \x1b[31mFarbe."


@given(st.text())
def test_utf8_comes_back(text: str) -> None:
    """Any text that UTF-8 can hold is read as it was."""
    assert read_text(text.encode("utf-8", "ignore"), encoding="utf-8") == text.encode("utf-8", "ignore").decode()


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Bytes never end in another error, and without an error nothing was replaced."""
    try:
        text = read_text(data)
    except UnreadableSource:
        return
    assert "\ufffd" not in text or b"\xef\xbf\xbd" in data or b"\xfd\xff" in data or b"\xff\xfd" in data


def test_a_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By Path or by name; its name is on record."""
    file = tmp_path / "artikel ä.txt"
    file.write_bytes(TEXT.encode("utf-16"))
    monkeypatch.chdir(tmp_path)
    for source in (file, str(file), "artikel ä.txt"):
        article = read_article(source)
        assert (article.text, article.metadata["file"]) == (TEXT, "artikel ä.txt")


@pytest.mark.parametrize(
    "source",
    [
        "fehlt.txt",
        "./fehlt",
        "/fehlt/hier",
        "~/fehlt.md",
        "seeds/fehlt.html",
        "C:\\Texte\\fehlt.docx",
        "meine texte/fehlt.txt",
    ],
)
def test_a_missing_file_is_not_translated(source: str) -> None:
    """What was surely meant as a file is an error, never a text of one line."""
    with pytest.raises(UnreadableSource, match="does not exist"):
        read_article(source)


def test_folders_and_addresses_are_refused(tmp_path: Path) -> None:
    for source in (tmp_path, str(tmp_path)):
        with pytest.raises(UnreadableSource, match="is a folder"):
            read_article(source)
    with pytest.raises(UnreadableSource, match="is an address"):
        read_article("https://example.org/artikel")
    with pytest.raises(UnreadableSource, match="does not exist"):
        read_article(str(tmp_path / "fehlt"))


@pytest.mark.parametrize(
    "text", ["und/oder", "1/2 Liter", "Siehe die Datei fehlt.txt", "Ja.", "km/h", "a" * 5000, "Wer?"]
)
def test_short_texts_are_texts(text: str) -> None:
    assert read_text(text) == text


def test_line_ends_stay() -> None:
    """CRLF and CR count as line breaks, and are not changed."""
    article = read_article(b"Titel\r\n\r\nEin Satz.\rNoch einer.\r\n")
    assert article.text == "Titel\r\n\r\nEin Satz.\rNoch einer.\r\n"
    assert article.title == "Titel"
    assert len(article.segments) == 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Ministerin hat am Dienstag in Berlin einen neuen Plan für den Wohnungsbau vorgestellt.", "de"),
        ("Bundeskanzler trifft Staatspräsidenten: Gespräche über Handelsabkommen", "de"),
        ("The minister presented a new plan for housing in Berlin on Tuesday, and nobody was happy.", "en"),
        ("De minister heeft vandaag in Den Haag een nieuw plan voor de woningbouw gepresenteerd.", "nl"),
        ("Le ministre a présenté un nouveau plan pour le logement à Paris, et personne n'était content.", "fr"),
        ("Ministern presenterade i dag en ny plan för bostadsbyggandet i Stockholm.", "sv"),
        ("Ja.", "und"),
        ("1234567890 " * 20, "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text)[0] == language


def test_german_needs_no_detector(seed_path: Path) -> None:
    """A German article is known by its function words; the detector and its model are not even imported."""
    code = (
        "import sys; from workbench.ingest import read_article; "
        f"a = read_article({str(seed_path)!r}); assert a.language == 'de', a; "
        "print(*sorted({m.split('.')[0] for m in sys.modules} & {'numpy', 'py3langid', 'charset_normalizer', 'torch'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
