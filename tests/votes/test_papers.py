"""What one voter said so far: changed until it is closed, written down and read back, counted once it is closed."""

from __future__ import annotations

import pytest

from workbench.errors import SchemaError, UsageError
from workbench.votes import Paper, Row, Sheet, Tally, Verdict, Vote, blind, tally
from workbench.votes.ballot import cast, choice_of, dump_ballot, dump_key, load_key, read_ballot
from workbench.votes.paper import ROW, counted, dump_paper, load_paper

SHEET = Sheet(
    "s", tuple(Row(str(i), "d", f"Satz {i}", {"a": f"A {i}", "b": f"B {i}", "c": f"B {i}"}) for i in range(5))
)
PAPER = Paper("ann", ROW, ("a", "b", "c"), seed=3, items=5)


def test_a_choice_becomes_a_vote_and_a_choice_again() -> None:
    """Equal outputs are one option, and both win."""
    ballot = blind(SHEET, 3)
    for item in ballot.items:
        votes = [cast(ballot, item.id, "ann", choice) for choice in ("1", "2", "tie", "bad")]
        assert [choice_of(ballot, vote) for vote in votes] == ["1", "2", "tie", "bad"]
        assert {vote.winners for vote in votes[:2]} == {("a",), ("b", "c")}
        assert {vote.verdict for vote in votes[2:]} == {Verdict.TIE, Verdict.BOTH_BAD}


@pytest.mark.parametrize(("item", "choice"), [("0", "3"), ("0", ""), ("0", "x"), ("9", "1")])
def test_a_choice_that_is_none_is_refused(item: str, choice: str) -> None:
    with pytest.raises(UsageError, match=r"choice|no item"):
        cast(blind(SHEET), item, "ann", choice)


def test_a_vote_can_be_changed_until_the_paper_is_closed() -> None:
    ballot = blind(SHEET, 3)
    paper = PAPER.voting(cast(ballot, "0", "ann", "1")).noting("0", "why").noting("4", "later")
    assert paper.open == 4
    paper = paper.voting(cast(ballot, "0", "ann", "tie"))
    assert paper.open == 4
    assert [(vote.verdict, vote.note) for vote in paper.cast()] == [(Verdict.TIE, "why")]
    closed = paper.closing()
    assert closed.noting("4", "later") == closed, "the same note changes nothing"
    for deed in (lambda: closed.voting(cast(ballot, "1", "ann", "1")), lambda: closed.noting("4", "")):
        with pytest.raises(UsageError, match="closed by its reveal"):
            deed()


def test_a_paper_reads_back_equal() -> None:
    paper = PAPER.voting(cast(blind(SHEET), "2", "ann", "2")).noting("2", "half \ud800 „a“").looking("3").closing()
    assert load_paper(dump_paper(paper)) == paper
    assert dump_paper(paper).encode()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "workbench.paper/2"}', dump_paper(PAPER)[:-1] + ', "votes": [3]}']
)
def test_what_is_no_paper_is_refused(text: str) -> None:
    with pytest.raises(SchemaError):
        load_paper(text)


def test_only_closed_papers_count() -> None:
    """Who still votes is not to be told how it stands, by anybody's ratings."""
    vote = cast(blind(SHEET), "1", "ann", "1")
    assert counted([PAPER.voting(vote), PAPER.voting(vote).closing()]) == [vote]


def test_papers_are_about_the_same_when_unit_and_systems_are() -> None:
    assert PAPER.beside(Paper("bob", ROW, ("c", "a", "b"), 0, 5))
    assert not PAPER.beside(Paper("bob", ROW, ("a", "b"), 0, 5))
    assert not PAPER.beside(Paper("bob", "text", ("a", "b", "c"), 0, 5))


def test_what_was_said_of_each_system_is_counted() -> None:
    votes = [
        Vote("1", "v", Verdict.BEST, ("a",), ("b", "c")),
        Vote("2", "v", Verdict.TIE, (), ("a", "b", "c")),
        Vote("3", "v", Verdict.BOTH_BAD, (), ("a", "b")),
    ]
    assert tally(votes) == [Tally("a", 3, 1, 1, 1, 0), Tally("b", 3, 0, 1, 1, 1), Tally("c", 2, 0, 1, 0, 1)]


def test_a_filled_ballot_reads_back_as_the_votes() -> None:
    ballot = blind(SHEET, 7)
    paper = PAPER
    for item, choice in zip(ballot.items, ("1", "2", "tie", "bad"), strict=False):
        paper = paper.voting(cast(ballot, item.id, "ann", choice)).noting(item.id, f"note {choice}")
    votes, left = read_ballot(dump_ballot(ballot, paper.cast()), load_key(dump_key(ballot)), "ann")
    assert (votes, left) == (paper.cast(), 1)


def test_sheets_that_show_the_same_have_one_fingerprint() -> None:
    """Whatever they are called and in whichever order their systems stand; another output is another sheet."""
    turned = tuple(Row(r.id, r.document, r.source, dict(reversed(r.outputs.items())), "ref") for r in SHEET.rows)
    assert Sheet("other", turned).fingerprint == SHEET.fingerprint
    assert SHEET.only(["a", "b"]).fingerprint != SHEET.fingerprint
