"""Evidence of summary sentences that a model wrote in its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence import NO_SUPPORT_BELOW, Evidence, support

DOCUMENT = (
    "Kremlin spokesman Dmitry Peskov said on Monday that Putin will not attend the talks in Geneva.",
    "North Korea fired 3,218 rockets last year.",
    "The weather in Moscow was good.",
    "Two people died in the harbour of Rostock, police officers reported.",
    "The minister did not name the company, but he visited its harbour.",
    "The weather in Moscow was good.",
)


def judge(sentence: str) -> Evidence:
    return support([sentence], DOCUMENT)[0]


def test_an_exact_copy_has_exactly_its_sentence() -> None:
    """Copies need no guessing; of two equal sentences the first is named."""
    assert support(DOCUMENT, DOCUMENT) == [Evidence((i,), 1.0, ()) for i in (0, 1, 2, 3, 4, 2)]


def test_a_copy_with_other_white_space_is_still_a_copy() -> None:
    """Line breaks are no difference."""
    assert judge(" The weather\nin Moscow  was good. ") == Evidence((2,), 1.0, ())


def test_a_paraphrase_is_found_by_its_stems() -> None:
    """Other word order, tense and number format are no obstacle."""
    assert judge("3218 rockets were fired by North Korea last year.") == Evidence((1,), 1.0, ())
    assert judge("In Rostock harbour, 2 people have died.").indexes == (3,)
    assert judge("In Rostock harbour, 2 people have died.").missing == ()


def test_a_sentence_made_of_two_names_both() -> None:
    """Evidence is ascending, whichever contributed more."""
    found = judge("Two people died in Rostock and North Korea fired rockets.")
    assert found == Evidence((1, 3), 1.0, ())


def test_no_more_than_three_sentences_are_named() -> None:
    """More would only say that it stands somewhere in the article."""
    document = [f"Minister number{i} praised plan{i} warmly." for i in range(6)]
    found = support([" ".join(f"number{i} plan{i}" for i in range(6))], document)[0]
    assert found.indexes == (0, 1, 2)
    assert 0.4 < found.support < 0.6


def test_a_wrong_number_is_named() -> None:
    """The sentence is found all the same, so that a reader can compare."""
    found = judge("North Korea fired 3,281 rockets last year.")
    assert found.indexes == (1,)
    assert found.support < 1.0
    assert found.missing == ("3,281",)


@pytest.mark.parametrize("number", ["Three", "12", "Two million"])
def test_a_wrong_number_word_is_named(number: str) -> None:
    """Numbers count whether they are written in digits or in words."""
    assert judge(f"{number} people died in the harbour of Rostock.").missing == (number.split()[-1],)


def test_a_wrong_name_is_named() -> None:
    """A name that the evidence does not have, and not the word that only begins the sentence."""
    found = judge("Reporters heard Kremlin spokesman Sergei Peskov say that Lavrov attends no talks in Geneva.")
    assert found.missing == ("Sergei", "Lavrov")


def test_a_sentence_from_elsewhere_has_no_support() -> None:
    """No support found is a value: no indexes, 0.0, and all that could be checked is missing."""
    assert judge("Aliens never landed in Berlin in 1999.") == Evidence((), 0.0, ("Berlin", "1999", "never"))


@pytest.mark.parametrize("sentence", ["", "  ", "He did.", "…"])
def test_a_sentence_without_content_has_no_support(sentence: str) -> None:
    """Nothing in it could be looked for."""
    assert judge(sentence) == Evidence((), 0.0, ())


def test_a_lost_negation_is_named() -> None:
    """The words are all there, but the source denies what the summary says."""
    found = judge("Putin will attend the talks in Geneva.")
    assert found.indexes == (0,)
    assert found.missing == ("(not) attend",)


@pytest.mark.parametrize("sentence", ["Two people didn't die in Rostock.", "Two people never died in Rostock."])
def test_a_gained_negation_is_named(sentence: str) -> None:
    """The summary denies what the source says; contractions count."""
    assert judge(sentence).missing[-1] in ("not", "never")


@pytest.mark.parametrize(
    "sentence",
    [
        "Putin does not attend the talks in Geneva.",
        "Putin won't be attending the Geneva talks.",
        "The minister visited the harbour.",
        "The minister visited not only the harbour but the company.",
    ],
)
def test_a_negation_that_both_have_or_that_is_elsewhere_is_no_finding(sentence: str) -> None:
    """A "not" in another clause of the source denies nothing in the summary; "not only" denies nothing at all."""
    assert [word for word in judge(sentence).missing if "no" in word.lower()] == []


def test_nothing_has_no_support_and_needs_none() -> None:
    """An empty document supports nothing; an empty summary has no evidence."""
    assert support(["In Paris Putin spoke."], []) == [Evidence((), 0.0, ("Paris", "Putin"))]
    assert support([], DOCUMENT) == []


def test_the_threshold_is_the_callers_to_set() -> None:
    """With 0 every shared word is evidence, which is what the benchmark counts."""
    weak = "Two bakers reported a theft of bread from a shop in Paris."
    assert judge(weak).indexes == ()
    assert support([weak], DOCUMENT, threshold=0.0)[0].indexes == (3,)


words = st.sampled_from("Putin talks not no 3,218 Two two died attend never . ,".split())
sentences = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.lists(words, max_size=9).map(" ".join),
    ),
    max_size=8,
)


@given(sentences, sentences)
def test_holds_its_rules_on_any_text(summary: list[str], document: list[str]) -> None:
    """One answer per sentence; existing, ascending, different indexes; support and indexes agree."""
    found = support(summary, document)
    assert len(found) == len(summary)
    for text, evidence in zip(summary, found, strict=True):
        assert list(evidence.indexes) == sorted(set(evidence.indexes))
        assert len(evidence.indexes) <= 3
        assert all(0 <= index < len(document) for index in evidence.indexes)
        assert bool(evidence.indexes) == (evidence.support >= NO_SUPPORT_BELOW)
        assert evidence.support <= 1.0
        assert evidence.support == 0.0 or evidence.indexes
        copies = [i for i, sentence in enumerate(document) if sentence.split() == text.split() != []]
        if copies:
            assert evidence == Evidence((copies[0],), 1.0, ())


def test_attention_decides_between_sentences_that_share_as_much() -> None:
    document = ["The minister spoke on Monday.", "The minister spoke on Tuesday.", "Nothing else happened."]
    [plain] = support(["The minister spoke loudly."], document)
    [told] = support(["The minister spoke loudly."], document, attention=[[0.1, 0.8, 0.1]])
    assert plain.indexes == (0,)
    assert told.indexes == (1,)
    assert plain.support < told.support <= 1


def test_attention_alone_is_no_support() -> None:
    """A model looks somewhere for what it makes up, too."""
    document = ["The minister spoke on Monday.", "Nothing else happened."]
    [found] = support(["Dragons burned Vienna."], document, attention=[[1.0, 0.0]])
    assert found.indexes == ()
    assert found.support == 0.0
    assert found.missing == ("Dragons", "Vienna") or found.missing == ("Vienna",)


def test_attention_takes_nothing_away() -> None:
    """A copy stays exact, and what shares every word keeps its full support wherever the model looked."""
    document = ["The minister spoke on Monday.", "Nothing else happened."]
    exact, reordered = support(
        [document[0], "On Monday spoke the minister."], document, attention=[[0.0, 1.0], [0.0, 1.0]]
    )
    assert (exact.indexes, exact.support) == ((0,), 1.0)
    assert 0 in reordered.indexes
    assert reordered.support == 1.0
