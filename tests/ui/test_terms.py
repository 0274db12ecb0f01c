"""A visitor's own terms, without a browser."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError, WorkbenchError
from workbench.glossary import Case, Term, starter
from workbench.ingest import join_lines
from workbench.ui.translate.terms.mine import MOST, Terms
from workbench.ui.translate.terms.report import term_report

KIEW, DONAU = Term("Kiew", "Kiev"), Term("Donau", "Danube")


def test_a_changed_entry_keeps_its_place():
    """And the form lets go of it."""
    terms = Terms((KIEW, DONAU)).choosing(0).saving(Term("Kiew", "Kyiv"))
    assert terms.own == (Term("Kiew", "Kyiv"), DONAU)
    assert terms.editing is None


def test_an_entry_that_is_there_already_is_refused():
    """Whatever its capitals; but the same letters as written are another entry."""
    with pytest.raises(UsageError, match="in your list already"):
        Terms((KIEW,)).saving(Term("KIEW", "Kyiv"))
    assert len(Terms((KIEW,)).saving(Term("Kiew", "Kyiv", case=Case.EXACT)).own) == 2


def test_a_deleted_entry_comes_back_to_its_place():
    """Once."""
    terms = Terms((KIEW, DONAU)).deleting(0)
    assert terms.own == (DONAU,)
    assert terms.restoring().own == (KIEW, DONAU)
    with pytest.raises(UsageError, match="No entry was deleted"):
        terms.restoring().restoring()


@pytest.mark.parametrize("place", [-1, 2])
def test_a_place_that_is_none_is_an_error(place):
    """Buttons come from the browser, and a browser may send anything."""
    for act in (Terms((KIEW, DONAU)).choosing, Terms((KIEW, DONAU)).deleting):
        with pytest.raises(UsageError, match="There is no entry"):
            act(place)


def test_an_import_says_what_it_replaced():
    """The file's English is taken, and the old one is named."""
    terms, words = Terms((KIEW, DONAU)).importing("x.csv", b"german,english\nKiew,Kyiv\nRhein,Rhine\n")
    assert [term.english for term in terms.own] == ["Kyiv", "Danube", "Rhine"]
    assert words == ("x.csv: 2 entries read, 1 of them new.", "Kiew: Kyiv takes the place of Kiev.")


@pytest.mark.parametrize("data", [b"german,english\nRhein,Rhine\nMain\n", b"\xff\xfe", b"german\nRhein\n"])
def test_a_bad_file_is_refused_as_a_whole(data):
    """Its good rows, too, so that a visitor need not find out which were taken."""
    with pytest.raises(WorkbenchError, match=r"^x\.csv"):
        Terms((KIEW,)).importing("x.csv", data)


def test_a_list_may_only_be_so_long():
    """The message says what to do with a longer one."""
    rows = "".join(f"Wort{n},word{n}\n" for n in range(MOST + 1))
    with pytest.raises(UsageError, match="workbench run --glossary"):
        Terms().importing("x.csv", f"german,english\n{rows}".encode())


def test_own_entries_come_before_those_that_ship():
    """With the contradiction on record; without the starter list there is none."""
    terms = Terms((KIEW,))
    report = term_report(join_lines(["Er kam aus Moskau nach Kiew."]), terms)
    assert [(c.kept.english, c.dropped.english) for c in report.conflicts] == [("Kiev", "Kyiv")]
    assert report.never == ()
    assert report.starter_total == len(starter().terms) - 1
    assert report.starter_found == 1
    alone = term_report(join_lines(["Er blieb."]), Terms((KIEW,), starter=False))
    assert (alone.conflicts, alone.never, alone.starter_total) == ((), (KIEW,), 0)
