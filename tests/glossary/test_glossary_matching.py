"""Where terms are found in German, and which names the rules of transliteration touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.glossary import Case, Kind, Term, build, find, starter, transliterate


def shown(german: str, *terms: Term) -> list[tuple[str, str, str]]:
    glossary = build(terms, "test") if terms else starter()
    return [(m.term.german, german[m.start : m.end], m.kind.value) for m in find(glossary, german)]


@pytest.mark.parametrize(
    ("german", "found"),
    [
        ("Der Kreml schweigt.", [("Kreml", "Kreml", "exact")]),
        ("des Kremls", [("Kreml", "Kremls", "inflected")]),
        ("Der Kremlsprecher", [("Kreml", "Kreml", "compound")]),
        ("Der Kreml-Sprecher", [("Kreml", "Kreml", "compound")]),
        ("KREML SCHWEIGT", [("Kreml", "KREML", "exact")]),
        ("in den Vereinigten Staaten", [("Vereinigte Staaten", "Vereinigten Staaten", "inflected")]),
        ("des Roten Kreuzes", [("Rotes Kreuz", "Roten Kreuzes", "inflected")]),
        ("die ukrainischen Truppen", [("Ukrainisch", "ukrainischen", "inflected")]),
        ("die Staatsanwälte", [("Staatsanwalt", "Staatsanwälte", "inflected")]),
        ("Der Außenminister", [("Außenminister", "Außenminister", "exact")]),
        ("Der Aussenminister", [("Außenminister", "Aussenminister", "exact")]),
        ("Bundesaußenministers", [("Außenminister", "außenminister", "compound")]),
        ("Die Ostukraine", [("Ukraine", "ukraine", "compound")]),
        ("Kim Jong Un und Kim Jong-uns Schwester", [("Kim Jong-un", "Kim Jong Un", "exact")]),
        ("St. Petersburg", [("Sankt Petersburg", "St. Petersburg", "exact")]),
        ("Miranda, Irans Nachbar", [("Iran", "Irans", "inflected")]),
    ],
)
def test_terms_are_found_in_their_forms(german: str, found: list[tuple[str, str, str]]) -> None:
    """Inflection, umlauts, compounds, hyphens, capitals and "ss" for "ß"."""
    assert shown(german)[: len(found)] == found


@pytest.mark.parametrize(
    "german",
    ["Miranda", "Indienststellung", "die Kongolesen", "pragmatisch", "ein unsinniger Plan", "Roman", "weniger", "rate"],
)
def test_unrelated_words_hold_no_term(german: str) -> None:
    names = ("Iran", "Indien", "Kongo", "Prag", "Niger", "Oman", "Rat")
    assert shown(german, *(Term(name, name) for name in names)) == []


def test_the_longest_term_is_taken() -> None:
    terms = (Term("Sicherheitsrat", "Security Council"), Term("UN-Sicherheitsrat", "UN Security Council"))
    assert shown("Der UN-Sicherheitsrat tagt", *terms) == [("UN-Sicherheitsrat", "UN-Sicherheitsrat", "exact")]


def test_exact_terms_keep_their_capitals() -> None:
    term = Term("UN", "UN", case=Case.EXACT)
    assert shown("Kim Jong Un", term) == []
    assert shown("die UN tagt", term) == [("UN", "UN", "exact")]


words = st.text(alphabet="aeiKremlsßürÄn-' .İ", max_size=30)
lists = st.lists(words.filter(lambda word: any(c.isalnum() for c in word)), max_size=4)


@given(lists, words)
def test_spans_lie_in_the_text_in_order(german: list[str], text: str) -> None:
    """Whatever the text: spans are not empty, inside it, from left to right and apart."""
    found = find(build([Term(g, "x") for g in german], "g"), text)
    edges = [edge for match in found for edge in (match.start, match.end)]
    assert edges == sorted(edges)
    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(match.kind is not Kind.RULE for match in found)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Sacharowa", "Zakharova"),
        ("Chruschtschow", "Khrushchev"),
        ("Tretjakow", "Tretyakov"),
        ("Krawtschuk", "Kravchuk"),
        ("Tymoschenko", "Tymoshenko"),
        ("Matwijenko", "Matviyenko"),
        ("Naryschkin", "Naryshkin"),
        ("Prigoschina", None),
        ("Medwedew", "Medvedev"),
        ("Nikolajew", "Nikolayev"),
        ("Gratschow", "Grachev"),
        ("Selenskyj", "Zelensky"),
        ("Dschamal", "Jamal"),
        ("Chadidscha", "Khadija"),
        ("Mudschahed", "Mujahed"),
    ],
)
def test_transliterated_names(german: str, english: str | None) -> None:
    """The press's spelling is among the few that are possible; a name that shows no sign gives none."""
    spelled = transliterate(german)
    assert len(spelled) <= 8
    assert english in spelled if english else spelled == ()


@pytest.mark.parametrize(
    "name",
    """Schmidt Wagner Scholz Merkel Bülow Tschentscher Pankow Virchow Lützow Gysi Wowereit Wagenknecht Kretschmann
    Kretschmer Nietzsche Dschungel Modrow Treptow Teltow Kowalski Lewandowski Landschaft Freundschaft Wildschwein
    Handschuh Andrew Matthew Berlin Schwerin Olympiasiegerin Vorstandschef Deutschland Lüdenscheid Remscheid Schröder
    Schäuble Baerbock Zwickau Tschechien Bandscheibenvorfall Wandschrank Stadtschloss Radschuh Iowa Review Interview
    Kubitschek Fritzsche Grundschule Bildschirm Mitgliedschaft Sybille Meyer Physikerin Buckow Flotow Kutschera Nowitzki
    Workflow Homebrew StartNew Kambodschaner Lidschatten Youshchenko Khartchenko peskow PESKOW""".split(),
)
def test_german_names_are_left_alone(name: str) -> None:
    assert transliterate(name) == ()


def test_candidates_differ_from_the_name() -> None:
    """What is returned is always another spelling, and starts with a capital."""
    for term in starter().terms:
        for spelled in transliterate(term.german):
            assert spelled != term.german
            assert spelled[0].isupper()
