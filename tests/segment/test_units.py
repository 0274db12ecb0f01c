"""Where the layout parts a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.segment import units

WRAPPED = """Der Bundeskanzler hat am Dienstag in Berlin erklärt, dass die Regierung an
ihren Plänen festhalten werde. Man wolle im nächsten Jahr 100.000 Wohnungen
bauen, sagte er. Die Opposition sprach von einem Märchen und forderte den
Rücktritt des Ministers."""


def shown(text: str) -> list[str]:
    return [text[a:b] for a, b in units(text)]


def test_hard_wrapped_text_is_one_paragraph() -> None:
    """Lines that are as full as the others are not headings, whatever they begin or end with."""
    assert shown(WRAPPED) == [WRAPPED]
    assert shown(f"{WRAPPED}\n\n{WRAPPED}") == [WRAPPED, WRAPPED]


def test_heading_above_hard_wrapped_text() -> None:
    """A line that the next word would have fitted on was broken on purpose."""
    assert shown(f"Streit um Wohnungen\n{WRAPPED}") == ["Streit um Wohnungen", WRAPPED]


def test_a_line_each_paragraph() -> None:
    """Where each paragraph is one line, each break was meant."""
    long = "Ein Absatz, der so lang ist, dass er für sich steht und nicht umbrochen wurde, wie es Webseiten liefern."
    assert shown(f"Titel\n{long}\nKurzer Absatz.\n{long}") == ["Titel", long, "Kurzer Absatz.", long]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\n\n", "\f", "\u2029"])
def test_empty_lines_part(gap: str) -> None:
    assert shown(f"eins{gap}zwei") == ["eins", "zwei"]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_single_breaks_join(break_: str) -> None:
    """A break before a word in lower case is white space."""
    assert len(shown(f"Am Ende kam{break_}er doch")) == 1


@pytest.mark.parametrize(
    "lines",
    [["- eins", "- zwei"], ["• eins", "• zwei"], ["1. eins", "2. zwei"], ["a) eins", "b) zwei"], ["– eins", "– zwei"]],
)
def test_list_items_stand_alone(lines: list[str]) -> None:
    assert shown("Dazu gehören:\n" + "\n".join(lines)) == ["Dazu gehören:", *lines]


def test_dash_in_wrapped_prose_is_no_item() -> None:
    """Wrapping may put a dash first in a line, or the day of a date."""
    text = "Er kam – wie immer und wie es seine Art war\n– zu spät zum Essen, denn es war am\n3. Oktober ein Feiertag."
    assert shown(text) == [text]


def test_open_lines_go_on() -> None:
    """A line that ends in a comma, an article or an abbreviation asks for the next one."""
    long = "Dies ist eine sehr lange Zeile, die nur die Breite des Textes zeigt und sonst zu nichts gut ist."
    for line in ("Er kam,", "Das war der", "Das ist Dr.", "Das kostet 5 Mio.", "Es war am 3."):
        assert shown(f"{long}\n{line}\nOktober")[-1] == f"{line}\nOktober"


@given(st.text(alphabet=st.sampled_from("aA1.-•) \n\r\t\u2028\x0c"), max_size=80))
def test_units_cover_any_text(text: str) -> None:
    """Units are trimmed, in order, and hold every character that is not white space."""
    at = 0
    for start, end in units(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
