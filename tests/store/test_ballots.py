"""Votes in the memory: each is written down when it is given, and all are deleted with what they are on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.comparison import Comparison, compare
from workbench.errors import UnknownEntry, UsageError
from workbench.ingest import read_article
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.store import BALLOT, SHEET, Store, open_store
from workbench.votes import Paper, Row, Sheet, blind
from workbench.votes.ballot import cast
from workbench.votes.paper import ROW

OUTPUTS = Sheet(
    "Elbe", tuple(Row(str(i), "d", f"Brücke {i}", {"a": f"Bridge {i}", "b": f"Span {i}"}) for i in range(4))
)
PAPER = Paper("ann", ROW, ("a", "b"), seed=1, items=4)


@pytest.fixture
def comparison(seed_path: Path) -> Comparison:
    return compare([run(read_article(seed_path), translator=FakeTranslator(), summariser=FakeSummariser())])


def vote(item: str, choice: str, voter: str = "ann"):  # type: ignore[no-untyped-def]
    made = cast(blind(OUTPUTS, 1), item, voter, choice)
    return lambda paper: paper.voting(made)


def test_every_vote_is_in_the_file_at_once(store: Store, path: Path) -> None:
    """Another process sees it, and votes of two windows on one ballot are both kept."""
    number = store.ballots.begin(PAPER, store.ballots.keep(OUTPUTS))
    store.ballots.change(number, vote("0", "1"))
    with open_store(path) as other:
        assert set(other.ballots.get(number).paper.votes) == {"0"}
        other.ballots.change(number, vote("1", "tie"))
    paper = store.ballots.change(number, vote("2", "bad"))
    assert set(paper.votes) == {"0", "1", "2"}
    entry = store.entries.get(number)
    assert (entry.kind, entry.title) == (BALLOT, "ann on Elbe")
    assert dict(entry.facts) == {"voter": "ann", "unit": "row", "items": 4, "voted": 3, "closed": False}


def test_a_deed_that_is_refused_changes_nothing(store: Store) -> None:
    number = store.ballots.begin(PAPER, store.ballots.keep(OUTPUTS))
    closed = store.ballots.change(number, Paper.closing)
    with pytest.raises(UsageError, match="closed"):
        store.ballots.change(number, vote("0", "1"))
    assert store.ballots.get(number).paper == closed


def test_the_same_outputs_are_kept_once(store: Store, comparison: Comparison) -> None:
    for what in (OUTPUTS, comparison):
        number = store.ballots.keep(what)
        assert store.ballots.keep(what) == number
        assert store.ballots.votable(number) == what
    assert store.add_comparison(comparison) != store.ballots.keep(OUTPUTS)
    assert [entry.title for entry in store.entries.newest(kind=SHEET)] == ["Elbe"]
    assert [found.entry.kind for found in store.entries.search("Brücke", column="german")] == [SHEET]


def test_ballots_on_the_same_outputs_are_found_together(store: Store) -> None:
    about = store.ballots.keep(OUTPUTS)
    with pytest.raises(UsageError, match="Nobody has voted on 1"):
        store.ballots.on(about)
    first, second = store.ballots.begin(PAPER, about), store.ballots.begin(replace(PAPER, voter="bob", seed=2), about)
    assert [ballot.entry.id for ballot in store.ballots.on(about)] == [first, second]
    other = store.ballots.begin(replace(PAPER, voter="cy", unit="text"), about)
    assert [ballot.paper.voter for ballot in store.ballots.on(second)] == ["ann", "bob"]
    assert [ballot.paper.voter for ballot in store.ballots.on(other)] == ["cy"]
    with pytest.raises(UsageError, match=r"different outputs; name one of 2 \(row\), 3 \(row\), 4 \(text\)"):
        store.ballots.on(about)


def test_deleting_what_was_voted_on_deletes_its_votes(store: Store, comparison: Comparison) -> None:
    """Of a comparison and of a file that was opened; another's ballots stay. Nothing is left in the file."""
    numbers = [store.ballots.keep(what) for what in (comparison, OUTPUTS)]
    ballots = [store.ballots.begin(replace(PAPER, voter="Wahlfrau Annegret"), number) for number in numbers]
    store.ballots.change(ballots[1], lambda paper: paper.noting("0", "Bemerkenswert krumm"))
    assert store.delete([numbers[0]])
    assert [entry.id for entry in store.ballots.newest()] == [ballots[1]]
    assert store.delete([numbers[1]])
    assert store.entries.newest() == []
    with pytest.raises(UnknownEntry):
        store.ballots.change(ballots[1], Paper.closing)
    words = (b"Annegret", b"krumm", b"Bridge 1")
    assert not any(word in file.read_bytes() for file in store.path.parent.glob("memory.sqlite*") for word in words)


def test_what_is_no_ballot_is_refused(store: Store) -> None:
    number = store.ballots.keep(OUTPUTS)
    with pytest.raises(UsageError, match=f"{number} is not a ballot but a sheet"):
        store.ballots.get(number)
    ballot = store.ballots.begin(PAPER, number)
    with pytest.raises(UsageError, match="not a comparison or a sheet but a ballot"):
        store.ballots.votable(ballot)
