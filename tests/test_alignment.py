"""Words, links and what is done to them: parts joined, translations changed, text written and read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.alignment import Edit, changed, fits, from_pharaoh, joined, spans, to_pharaoh, words
from workbench.segment import clean_for_model, cut_long
from workbench.types import Links


def identity(text: str) -> Links:
    return tuple((k, k) for k in range(len(words(text))))


@given(st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_cleaning_changes_no_words_number(text: str) -> None:
    """Links are counted in what the model read, and shown in the text as it stands."""
    clean = clean_for_model(text)
    assert len(words(text)) == len(words(clean))
    assert [clean[a:b] for a, b in words(clean)] == clean.split()
    for (a, b), word in zip(words(text), clean.split(), strict=True):
        assert clean_for_model(text[a:b]) == word


def test_words_of_a_text_with_marks_that_nobody_sees() -> None:
    text = "\u200b Kreml\u00adsprecher\x00Peskow \ufeff sagte:\u2028„Ja“"
    assert [clean_for_model(text[a:b]) for a, b in words(text)] == ["Kremlsprecher", "Peskow", "sagte:", "„Ja“"]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=40))
def test_pharaoh_reads_back(pairs: list[tuple[int, int]]) -> None:
    links = tuple(sorted(set(pairs)))
    assert from_pharaoh(to_pharaoh(links)) == links


@pytest.mark.parametrize("wrong", ["0", "0-", "a-b", "0-0,1-1", "-1-2", "0-0-0"])
def test_what_is_no_pharaoh_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no alignment"):
        from_pharaoh(wrong)


@given(st.text("ab ,;", min_size=1, max_size=200).map(clean_for_model).filter(bool), st.integers(1, 12))
@settings(max_examples=300, deadline=None)
def test_parts_of_a_cut_sentence_join_to_its_own_words(sentence: str, window: int) -> None:
    """Also where a part begins inside a word: then both halves are links of that word."""
    parts = cut_long(sentence, len, window)
    places, after = [], 0
    for part in parts:
        start = sentence.index(part, after)
        after = start + len(part)
        places.append((start, after))
    whole = joined([identity(part) for part in parts], places, places, sentence, sentence)
    assert whole == identity(sentence)


def test_parts_are_told_apart_on_both_sides() -> None:
    source, target = "Er kam, sie ging.", "He came, and she left."
    links = joined([((0, 0), (1, 1)), ((0, 1), (1, 2))], [(0, 7), (8, 17)], [(0, 8), (9, 22)], source, target)
    assert to_pharaoh(links) == "0-0 1-1 2-3 3-4"
    assert [(source[a:b], target[c:d]) for (a, b), (c, d) in spans(links, source, target)][2] == ("sie", "she")


@pytest.mark.parametrize(
    ("before", "after", "edits", "links", "now"),
    [
        ("in Kiew today", "in Kyiv today", [Edit(3, 7, 3, 7)], "0-0 1-1 2-2", "0-0 1-1 2-2"),
        ("in Nordkorea today", "in North Korea today", [Edit(3, 12, 3, 14)], "0-0 1-1 2-2", "0-0 1-1 1-2 2-3"),
        ("the Rote Kreuz said", "the Cross said", [Edit(4, 14, 4, 9)], "0-0 1-1 2-2 3-3", "0-0 1-1 2-1 3-2"),
        ("Kiews mayor", "Kyiv's mayor", [Edit(0, 5, 0, 6)], "0-0 1-1", "0-0 1-1"),
        (
            "Kiew and Minks met.", "Kyiv and old Minsk met.",
            [Edit(0, 4, 0, 4), Edit(9, 14, 9, 18)], "0-0 1-2 2-3", "0-0 1-2 1-3 2-4",
        ),
        ("(Kiew)", "(Kyiv)", [Edit(1, 5, 1, 5)], "0-0", "0-0"),
        ("a b", "a b", [], "0-1", "0-1"),
    ],
)  # fmt: skip
def test_a_changed_translation_keeps_its_links(
    before: str, after: str, edits: list[Edit], links: str, now: str
) -> None:
    """Words that an edit wrote take the links of what it replaced, and all behind it move along."""
    assert to_pharaoh(changed(from_pharaoh(links), before, after, edits)) == now
    assert fits(from_pharaoh(now), "a b c d e", after)
