"""What a glossary changes in a finished translation, and what it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.glossary import EMPTY, Case, Term, apply, build, report, starter


@pytest.mark.parametrize(
    ("german", "given_english", "wanted"),
    [
        ("Peskow sagte das in Kiew.", "Peskow said this in Kiew.", "Peskov said this in Kyiv."),
        ("Peskows Wort zählt.", "Peskow's word counts.", "Peskov's word counts."),
        ("Kiews Bürgermeister", "Kiews mayor", "Kyiv's mayor"),
        ("Er reist nach Kiew.", "He travels to Kiev.", "He travels to Kyiv."),
        ("in Wladiwostok", "in Vladivostock", "in Vladivostok"),
        ("in Pjöngjang", "in Pyöngyang", "in Pyongyang"),
        ("PESKOW IN KIEW", "PESKOW IN KIEW", "PESKOV IN KYIV"),
        ("Der Kremlsprecher sagte", "The Kreml speaker said", "The Kremlin speaker said"),
        ("die in Kiew ansässige Firma", "the Kiew-based firm", "the Kyiv-based firm"),
        ("Kiew, immer Kiew", "Kyiv, always Kiew", "Kyiv, always Kyiv"),
        (
            "Das Bundesverfassungsgericht urteilt.",
            "Bundesverfassungsgericht rules.",
            "Federal Constitutional Court rules.",
        ),
        ("Die Außenministerin reist.", "The Außenministerin travels.", "The foreign minister travels."),
        ("Außenministerin reist.", "Außenministerin travels.", "Foreign minister travels."),
        ("Wladimir Putin spricht.", "Wladimir Putin speaks.", "Vladimir Putin speaks."),
    ],
)
def test_a_missed_term_is_put_right(german: str, given_english: str, wanted: str) -> None:
    """German that was left, or a spelling close to it; capitals, possessives and hyphens stay."""
    done = apply(starter(), german, given_english)
    assert done.target == wanted
    for change in done.changes:
        assert given_english[change.start : change.end] == change.before
        assert wanted[change.new_start :].startswith(change.after)
    assert done.missed == ()


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die Slowakei wählt.", "Slovenia votes."),  # another country: a doubt, not a spelling
        ("Der Irak wählt.", "Iran votes."),
        ("Polen wählt.", "Poles vote."),
        ("Polen wählt.", "The Polish vote."),
        ("Die Ukraine wählt.", "Ukrainians vote."),
        ("Island wählt.", "The Island votes."),  # an English word
        ("Der Kremlsprecher sagte", "The Kremlsprecher said"),  # a compound is translated by nobody's list
        ("Die Deutsche Welle berichtet.", "Deutsche Welle reports."),
        ("Kiew und der Kiel", "Kiel and he"),
        ("Er war in Kiew.", "View from afar."),
        ("Er kam aus Kiew.", "He is Dynamo-Kiew-Fan."),
        ("Kein Name hier.", "Peskow is here."),  # the German does not stand in the source
    ],
)
def test_what_is_not_certain_is_left(german: str, english: str) -> None:
    done = apply(starter(), german, english)
    assert done.target == english
    assert done.changes == ()


def test_a_common_word_is_never_replaced() -> None:
    """German "Gift" is poison, but "gift" in English is English."""
    glossary = build([Term("Gift", "poison"), Term("Rat", "council")], "g")
    for english in ("The gift killed.", "Gift killed.", "The rat sat.", "Rat sat."):
        done = apply(glossary, "Das Gift und der Rat", english)
        assert done.target == english
        assert [match.term.german for match in done.missed] == ["Gift", "Rat"]


def test_alignment_shows_the_place() -> None:
    """A linked word may differ more; with links, a close word that is not linked is left alone."""
    glossary = build([Term("Kiew", "Kyiv")], "g")
    german, english = "Er mag Kiew", "He likes Keeve"
    assert apply(glossary, german, english).changes == ()
    links = [((7, 11), (9, 14))]
    assert apply(glossary, german, english, alignment=links).target == "He likes Kyiv"
    assert apply(glossary, german, "He likes Kiev", alignment=[((0, 2), (0, 2))]).changes == ()


def test_names_by_rule_only_when_there_is_one_spelling() -> None:
    """Off unless asked for; German names and names with several spellings stay."""
    german = "Borissow, Tymoschenko und Bülow"
    english = "Borissow, Tymoschenko and Bülow"
    assert apply(EMPTY, german, english).target == english
    assert apply(EMPTY, german, english, rules=True).target == "Borisov, Tymoschenko and Bülow"


def test_the_report_counts() -> None:
    glossary = build([Term("Kiew", "Kyiv"), Term("Rom", "Rome", case=Case.EXACT), Term("Bonn", "Bonn")], "g")
    done = [apply(glossary, "Kiew", "Kiew"), apply(glossary, "Rom", "It"), apply(glossary, "Rom", "Rome")]
    made = report(glossary, done)
    kiew, rom, bonn = glossary.terms
    assert (made.found, made.changed, made.missed) == ({kiew: 1, rom: 2}, {kiew: 1}, {rom: 1})
    assert made.never == (bonn,)


pieces = st.lists(
    st.sampled_from(
        "Kiew Kiews Kiev Kyiv Peskow Peskov Pescow Dmitri Dmitry Kreml Kremlin Kremls Gift poison Poison Rat "
        "council Irak Iran Iraq Außenministerin foreign minister der the - ' 's . , US us Jong-un Kim Jong".split()
    ),
    max_size=9,
).map(" ".join)
some = st.lists(
    st.sampled_from(
        [
            Term("Kiew", "Kyiv"),
            Term("Peskow", "Peskov"),
            Term("Dmitri Peskow", "Dmitry Peskov"),
            Term("Kreml", "Kremlin"),
            Term("Gift", "poison"),
            Term("Irak", "Iraq"),
            Term("Außenministerin", "foreign minister"),
            Term("Kim Jong-un", "Kim Jong Un"),
            Term("Rat", "Kiew"),
            Term("Iran", "Peskow Kiew"),
        ]
    ),
    max_size=6,
).map(lambda terms: build(terms, "g"))


@given(pieces, pieces)
def test_an_empty_glossary_changes_nothing(german: str, english: str) -> None:
    done = apply(EMPTY, german, english)
    assert (done.target, done.changes, done.matches, done.missed) == (english, (), (), ())


@given(some, pieces, pieces)
def test_the_record_tells_the_whole_change(glossary: object, german: str, english: str) -> None:
    """Undoing the recorded changes from the last to the first gives the translation back."""
    done = apply(glossary, german, english)  # type: ignore[arg-type]
    text = done.target
    for change in reversed(done.changes):
        assert text[change.new_start :].startswith(change.after)
        text = text[: change.new_start] + change.before + text[change.new_start + len(change.after) :]
    assert text == english
    assert set(done.missed) <= set(done.matches)
    assert all(0 <= m.start < m.end <= len(german) for m in done.matches)


@given(some, pieces, pieces)
def test_applying_twice_is_applying_once(glossary: object, german: str, english: str) -> None:
    once = apply(glossary, german, english)  # type: ignore[arg-type]
    assert apply(glossary, german, once.target).target == once.target  # type: ignore[arg-type]
