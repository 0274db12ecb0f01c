"""English words as the summariser and the evidence count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.words import content_stems, stem, surface, tokens


def test_clitics_are_cut_and_negations_kept() -> None:
    """A contraction must not hide its "not"; a possessive is the name itself."""
    assert surface("Putin's men didn’t go; WE WON'T.") == ["Putin", "men", "did", "not", "go", "WE", "WO", "not"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,218 of 2.5 at 10:30", ["3,218", "of", "2.5", "at", "10:30"]),
        ("in the U.S. today", ["in", "the", "u.s", "today"]),
        ("pro-Russian », … — 🚢", ["pro", "russian"]),
        ("Київ und Zürich", ["київ", "und", "zürich"]),
    ],
)
def test_numbers_abbreviations_and_scripts(text: str, expected: list[str]) -> None:
    """A number is one token with its separators; other scripts are words too; signs are nothing."""
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "family",
    [
        "threaten threatens threatened threatening",
        "die dies died",
        "use uses used using",
        "city cities",
        "carry carries carried carrying",
        "travel travels travelled traveling",
        "kill kills killed killing",
        "stop stops stopped stopping",
        "say says said saying",
        "house houses housed",
        "church churches",
        "take took taken taking",
        "woman women",
    ],
)
def test_forms_of_a_word_have_one_stem(family: str) -> None:
    """Otherwise a paraphrase would look like another matter."""
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("word", ["thing", "need", "spring", "crisis", "virus", "bus"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    """Nothing is cut that belongs to the word."""
    assert stem(word) == word


def test_function_words_do_not_count() -> None:
    """What remains says what the sentence is about."""
    assert content_stems("He has not been there, but the ministers would have.") == [stem("minister")]


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    """No token is empty, and a stem never is."""
    assert all(tokens(text))
    assert all(content_stems(text))
