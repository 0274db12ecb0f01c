"""German in capitals gets the casing of ordinary text; what is no text in capitals is left alone."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.segment import CASING, casing, clean_for_model, in_casing_of, recased
from workbench.segment.casing import CAPITAL, LOWER, Table, read_table

GERMAN_CAPITALS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜẞß .,:!?„“-’0123456789")


@pytest.mark.parametrize(
    ("loud", "ordinary"),
    [
        ("BUNDESTAG BESCHLIESST NEUES GESETZ", "Bundestag beschließt neues Gesetz"),
        ("DIE GROSSEN PARTEIEN SIND SICH NICHT EINIG.", "Die großen Parteien sind sich nicht einig."),
        ("DIE GROßEN PARTEIEN UND DIE GROẞEN STÄDTE", "Die großen Parteien und die großen Städte"),
        (
            "MIT DEN STIMMEN VON SPD UND FDP, TEILTE DIE EU-KOMMISSION MIT",
            "Mit den Stimmen von SPD und FDP, teilte die EU-Kommission mit",
        ),
        (
            "„WIR HABEN KEINE ZEIT“, SAGTE ER AM 3. OKTOBER 2024 IN MÜNCHEN.",
            "„Wir haben keine Zeit“, sagte er am 3. Oktober 2024 in München.",
        ),
        ("ER SAGTE: „DAS IST NICHT WAHR“", "Er sagte: „Das ist nicht wahr“"),
        ("DER KANZLER TRITT ZURÜCK – mehr in Kürze", "Der Kanzler tritt zurück – mehr in Kürze"),
        ("NEIN. SO GEHT ES U. A. IN KÖLN ZU!  „DAS REICHT“", "Nein. So geht es U. A. in Köln zu!  „Das reicht“"),
        ("TERRORANSCHLAG", "Terroranschlag"),
        ("DIE ABGEHOLZTEN WÄLDER DER UNVERSCHÄMTEN", "Die abgeholzten Wälder der unverschämten"),
        ("IN MU\u0308NCHEN GIBT ES NICHTS", "In München gibt es nichts"),
        ("BERLIN (dpa) - DER BUNDESTAG HAT GETAGT", "Berlin (dpa) - der Bundestag hat getagt"),
        ("DAS NEUE iPhone KOMMT IM HERBST NACH EUROPA", "Das neue iPhone kommt im Herbst nach Europa"),
    ],
)
def test_capitals_are_read_as_ordinary_text_writes_them(loud: str, ordinary: str) -> None:
    assert recased(loud) == ordinary


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Die Bundesregierung hat am Mittwoch getagt.",
        "DER SPIEGEL berichtet, DIE ZEIT auch.",
        "CDU, CSU, SPD, FDP",
        "Die Klassen RP, BPP, PP, PH, MA und P",
        "Die ARD, das ZDF und RTL zeigen die WM.",
        "USA",
        "EU-USA",
        "iPhone 15",
        "12. 10. 2024",
        "NEW YORK (dpa)",
        "ДЕР БУНДЕСТАГ",
        "東京",
    ],
)
def test_all_else_is_left_alone(text: str) -> None:
    assert recased(text) is text


def test_the_table_is_only_loaded_for_text_in_capitals() -> None:
    """Articles have abbreviations in every other sentence, and most have nothing else in capitals."""
    casing._table.cache_clear()
    recased("Die EU-Kommission und die USA, teilte das ZDF mit, sind KEIN Vorbild.")
    assert casing._table.cache_info().currsize == 0
    recased("DIE KOMMISSION IST KEIN VORBILD.")
    assert casing._table.cache_info().currsize == 1


@given(GERMAN_CAPITALS)
def test_only_the_casing_changes(text: str) -> None:
    def bare(text: str) -> str:
        return text.upper().replace("ẞ", "SS")

    assert bare(recased(text)) == bare(text)
    assert len(recased(text).split()) == len(text.split())


@given(st.text() | GERMAN_CAPITALS)
def test_a_text_in_the_casing_of_what_was_read_is_as_long_as_before(text: str) -> None:
    """Offsets of flags stand on it; for any text, whatever a tokenizer may not see."""
    shown = in_casing_of(recased(clean_for_model(text)), text)
    assert len(shown) == len(text)
    assert shown.casefold() == text.casefold() or "ẞ" in text or not text.isascii()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("DIE  GROSSEN\n STRASSEN", "Die  grossen\n Strassen"),
        ("DIE GROßEN STRAẞEN SIND LEER", "Die großen Straßen sind leer"),
        ("DIE REGIE\u00adRUNG\u200b WILL MEHR", "Die Regie\u00adrung\u200b will mehr"),
        ("IN MU\u0308NCHEN GIBT ES NICHTS", "In Mu\u0308nchen gibt es nichts"),
        ("Die Maße stimmen.", "Die Maße stimmen."),
    ],
)
def test_the_source_keeps_its_letters_and_its_marks(source: str, shown: str) -> None:
    assert in_casing_of(recased(clean_for_model(source)), source) == shown


def test_the_word_before_decides_before_the_word_and_that_before_its_ending() -> None:
    table = read_table(["-en", "+ungen", "essen", "beim Essen", "dpa"])
    assert table == Table(
        {"ESSEN": "essen", "DPA": "dpa"}, {("BEIM", "ESSEN"): "Essen"}, {"EN": LOWER, "UNGEN": CAPITAL}
    )
    assert table.cased("ESSEN", None) == "essen"
    assert table.cased("ESSEN", "BEIM") == table.cased("ESSEN", "beim") == "Essen"
    assert table.cased("FRIEREN", None) == "frieren"
    assert table.cased("STEUERUNGEN", None) == "Steuerungen"
    assert table.cased("HAUS", None) == "Haus"
    assert table.cased("BGH", None) == "BGH"
    assert table.cased("DPA", "DIE") == "dpa"


def test_the_table_is_the_one_of_the_version() -> None:
    """Signatures tell the version: where the table changes, so must `CASING`, and both stand here."""
    text = files("workbench.segment").joinpath("casing.txt").read_bytes()
    assert (CASING, hashlib.sha256(text).hexdigest()[:16]) == ("1", "709c5416acaa9261")
    lines = text.decode("utf-8").splitlines()
    assert len(set(lines)) == len(lines) > 10_000
    assert all(re.fullmatch(r"[-+]?[^\W\d_]+( [^\W\d_]+)?", line) for line in lines)
