"""`workbench votes list` and `ratings --from-memory` on a memory with three ballots."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.store import open_store
from workbench.votes import Paper, Row, Sheet, blind
from workbench.votes.ballot import cast
from workbench.votes.paper import ROW

OUTPUTS = Sheet(
    "Elbe", tuple(Row(str(i), "d", f"Brücke {i}", {"a": f"Bridge {i}", "b": f"Span {i}"}) for i in range(4))
)
PAPER = Paper("ann", ROW, ("a", "b"), seed=1, items=4)


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """1: what is voted on; 2 and 3: closed; 4: open."""
    path = tmp_path / "memory.sqlite"
    monkeypatch.setenv("WORKBENCH_STORE", str(path))
    ballot = blind(OUTPUTS, 1)
    with open_store(path) as store:
        about = store.ballots.keep(OUTPUTS)
        for voter, choices in (("ann", "1122"), ("bob", "1121"), ("cy", "1")):
            paper = replace(PAPER, voter=voter)
            for item, choice in zip(ballot.items, choices, strict=False):
                paper = paper.voting(cast(ballot, item.id, voter, choice))
            store.ballots.begin(paper.closing() if paper.open == 0 else paper, about)


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", "votes", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, encoding="utf-8")


@pytest.mark.usefixtures("memory")
def test_ballots_are_listed() -> None:
    done = call("list")
    assert done.stdout.splitlines() == [
        "   4  on 1  1 of 4 rows  open    cy on Elbe",
        "   3  on 1  4 of 4 rows  closed  bob on Elbe",
        "   2  on 1  4 of 4 rows  closed  ann on Elbe",
    ]
    assert [entry["facts"]["voter"] for entry in json.loads(call("list", "--json").stdout)] == ["cy", "bob", "ann"]


@pytest.mark.usefixtures("memory")
def test_closed_ballots_of_all_voters_are_rated_together() -> None:
    """By the number of a ballot or of what was voted on; open ones do not count, and that is said."""
    for number in ("1", "3"):
        done = call("ratings", "--from-memory", number, "--json")
        assert done.stderr == "workbench: cy's ballot (1 of 4) does not count before its reveal.\n"
        found = json.loads(done.stdout)
        assert (found["votes"], {r["system"] for r in found["ratings"]}) == (8, {"a", "b"})
        assert found["agreement"][1]["who"] == "ann and bob (Cohen's kappa)"


@pytest.mark.usefixtures("memory")
def test_what_has_no_votes_is_an_error_of_one_line() -> None:
    for arguments, said in (
        (["--from-memory", "9"], "The memory holds nothing under 9"),
        ([], "There is no vote to count"),
    ):
        done = call("ratings", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
