"""What two texts have in common, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import difference
from workbench.pieces import Mark, Piece, against, marked, stretches

TEXTS = st.text(st.sampled_from("ab .,ä-’\n"), max_size=30)


def test_the_words_that_only_one_has_are_pieces() -> None:
    assert against("Many people stayed at home.", "Meny men at house.") == (
        Piece(Mark.GONE, "Many people stayed"),
        Piece(Mark.NEW, "Meny men "),
        Piece(Mark.SAME, "at "),
        Piece(Mark.GONE, "home"),
        Piece(Mark.NEW, "house"),
        Piece(Mark.SAME, "."),
    )


@pytest.mark.parametrize(
    ("base", "text"),
    [("a b c", "a x c"), ("", "new"), ("old", ""), ("Ja.", "Ja ."), ("„Gut“, sagte er.", "„Gut“ sagt er!")],
)
def test_the_pieces_join_to_the_text_again(base: str, text: str) -> None:
    assert "".join(p.text for p in against(base, text) if p.mark is not Mark.GONE) == text


@given(TEXTS, TEXTS)
def test_pieces_join_whatever_the_texts_are(base: str, text: str) -> None:
    assert "".join(p.text for p in against(base, text) if p.mark is not Mark.GONE) == text


def test_spaces_alone_make_no_difference_and_a_compound_is_one_word() -> None:
    assert against("It is  so.\n", "It is so.") == (Piece(Mark.SAME, "It is so."),)
    assert against("a well-known 3.5 percent", "a well-kept 3,5 percent")[1] == Piece(Mark.GONE, "well-known 3.5")


@pytest.mark.parametrize(
    ("left", "right", "marks"),
    [
        ("He rejects it.", "He denies it.", ("He [-rejects-] it.", "He {+denies+} it.")),
        ("In addition, he spoke.", "He spoke.", ("[-In addition, he-] spoke.", "{+He+} spoke.")),
        ("Same.", "Same.", ("Same.", "Same.")),
        ("", "New words.", ("", "{+New words.+}")),
        ("A B C", "A C", ("A [-B-] C", "A C")),
        ("  Old", "New ", ("  [-Old-]", "{+New+} ")),
    ],
)
def test_words_that_differ_are_marked(left: str, right: str, marks: tuple[str, str]) -> None:
    assert marked(left, right) == marks


@given(TEXTS, TEXTS)
def test_without_its_marks_a_text_is_what_it_was(left: str, right: str) -> None:
    shown_left, shown_right = marked(left, right)
    assert shown_left.replace("[-", "").replace("-]", "") == left
    assert shown_right.replace("{+", "").replace("+}", "") == right


@given(TEXTS, TEXTS)
def test_stretches_join_to_both_texts(left: str, right: str) -> None:
    one, other = stretches(left, right)
    assert ("".join(part.text for part in one), "".join(part.text for part in other)) == (left, right)


def test_the_history_marks_with_the_same_difference() -> None:
    assert difference.marked is marked
