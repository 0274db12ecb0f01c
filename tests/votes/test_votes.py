"""Votes: blind, nothing lost, and rated as the textbooks rate."""

from __future__ import annotations

import csv
import io
import json
import math

import pytest

from workbench.errors import SchemaError, UsageError
from workbench.votes import Row, Sheet, Verdict, Vote, blind, dump_votes, load_votes, rate, voters_agree
from workbench.votes.agreement import alpha, kappa
from workbench.votes.ballot import dump_ballot, dump_key, load_key, read_ballot
from workbench.votes.ratings import rate_pairs

# Seven teams of the American League in 1987, who won how often against whom: Agresti, Categorical Data Analysis,
# 2nd ed. (2002), p. 438. Strengths against Baltimore as R's BradleyTerry2 has them in its vignette (baseballModel1).
TEAMS = ("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore")
WINS = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)
STRENGTHS = {
    "Milwaukee": 1.5814,
    "Detroit": 1.4364,
    "Toronto": 1.2945,
    "New York": 1.2476,
    "Boston": 1.1077,
    "Cleveland": 0.6839,
    "Baltimore": 0.0,
}


def baseball() -> list[tuple[str, str, float]]:
    return [(a, b, 1.0) for i, a in enumerate(TEAMS) for j, b in enumerate(TEAMS) for _ in range(WINS[i][j])]


def test_ratings_are_those_of_the_textbook() -> None:
    rated = {r.system: r for r in rate_pairs(baseball())}
    zero = rated["Baltimore"].strength or 0.0
    for team, expected in STRENGTHS.items():
        assert (rated[team].strength or 0.0) - zero == pytest.approx(expected, abs=1e-4)
    assert sum(r.strength or 0.0 for r in rated.values()) == pytest.approx(0, abs=1e-9)
    assert [r.system for r in rate_pairs(baseball())] == list(TEAMS)
    assert rated["Boston"].wins == 40
    assert rated["Boston"].played == 78


def test_of_two_systems_the_interval_is_that_of_a_share() -> None:
    """The log odds of w wins in n have the standard error sqrt(1 / w + 1 / (n - w)); each strength has half of them."""
    pairs = [("a", "b", 1.0)] * 30 + [("a", "b", 0.0)] * 10
    a, b = rate_pairs(pairs)
    half = 1.959964 * math.sqrt(1 / 30 + 1 / 10) / 2
    assert a.strength == pytest.approx(math.log(3) / 2)
    assert (a.low, a.high) == pytest.approx((math.log(3) / 2 - half, math.log(3) / 2 + half), abs=1e-6)
    assert b.strength == pytest.approx(-math.log(3) / 2)


def test_who_always_wins_has_a_reason_and_no_number() -> None:
    votes = [Vote(str(i), "v", Verdict.BEST, ("a",), ("b", "c")) for i in range(3)]
    votes += [Vote("x", "v", Verdict.BEST, ("b",), ("c",)), Vote("y", "v", Verdict.BEST, ("c",), ("b",))]
    rated = {r.system: r for r in rate(votes)}
    assert rated["a"].strength is None
    assert "won every vote" in (rated["a"].reason or "")
    assert rated["b"].strength == pytest.approx(0, abs=1e-9)
    assert rated["c"].strength == pytest.approx(0, abs=1e-9)


def test_with_two_systems_and_one_winner_nobody_has_a_number() -> None:
    rated = rate([Vote("1", "v", Verdict.BEST, ("a",), ("b",))])
    assert [r.strength for r in rated] == [None, None]
    assert ["won every" in (r.reason or "") or "lost every" in (r.reason or "") for r in rated] == [True, True]


def test_ties_and_both_bad_are_half_a_win_for_each() -> None:
    votes = [Vote("1", "v", Verdict.TIE, (), ("a", "b")), Vote("2", "v", Verdict.BOTH_BAD, (), ("a", "b"))]
    rated = rate(votes)
    assert [(r.wins, r.played, r.strength) for r in rated] == [(1.0, 2, 0.0), (1.0, 2, 0.0)]


def test_agreement_is_that_of_the_textbook() -> None:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: four observers, gaps, alpha 0.743."""
    rows = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    columns = zip(*(row.split() for row in rows), strict=True)
    units = [[choice for choice in column if choice != "."] for column in columns]
    assert alpha(units).value == pytest.approx(0.743, abs=5e-4)
    assert alpha(units).items == 11


def test_kappa_is_that_of_the_textbook() -> None:
    """Two readers of 50 proposals, 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: 0.40."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs).value == pytest.approx(0.4)


def test_agreement_that_cannot_be_told_has_a_reason() -> None:
    same = [Vote(str(i), v, Verdict.BEST, ("a",), ("b",)) for i in range(3) for v in "xy"]
    assert [a.value for a in voters_agree(same)] == [None, None]
    assert all("always chose the same" in (a.reason or "") for a in voters_agree(same))
    alone = voters_agree([Vote("1", "x", Verdict.TIE, (), ("a", "b"))])
    assert [(a.value, a.reason) for a in alone] == [(None, "no item has two votes")]


SHEET = Sheet(
    "news",
    tuple(
        Row(f"n:{i}", "n", f"Satz {i}.", {"a": f"One {i}.", "b": f"Two {i}.", "c": "Same." if i else f"One {i}."})
        for i in range(20)
    ),
)


def test_a_ballot_shows_no_names_and_shuffles() -> None:
    ballot = blind(SHEET, seed=1)
    text = dump_ballot(ballot)
    assert next(csv.reader(io.StringIO(text))) == ["item", "source", "1", "2", "3", "choice", "note"]
    assert "system" not in text
    firsts = {ballot.key[item.id][0] for item in ballot.items}
    assert len(firsts) > 2, "not always the same system in front"
    assert [item.id for item in ballot.items] != [row.id for row in SHEET.rows]
    assert blind(SHEET, seed=1) == ballot
    assert blind(SHEET, seed=2) != ballot


def test_equal_outputs_are_one_option() -> None:
    ballot = blind(SHEET)
    assert len(next(item for item in ballot.items if item.id == "n:0").options) == 2
    assert ("a", "c") in ballot.key["n:0"]
    one = Sheet("x", (Row("1", "d", "s", {"a": "y", "b": "y"}), Row("2", "d", "s", {"a": "y", "b": "z"})))
    assert blind(one).same == ("1",)


def filled(choices: dict[str, str]) -> str:
    rows = list(csv.DictReader(io.StringIO(dump_ballot(blind(SHEET)))))
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys())
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {**row, "choice": choices.get(row["item"], ""), "note": "why" if row["item"] in choices else ""}
        )
    return file.getvalue()


def test_a_filled_ballot_becomes_votes() -> None:
    ballot = blind(SHEET)
    key = load_key(dump_key(ballot))
    assert key == ballot.key
    place = str(ballot.key["n:0"].index(("a", "c")) + 1)
    votes, left = read_ballot(filled({"n:0": place, "n:1": " Tie", "n:2": "both bad"}), key, "ann")
    assert left == 17
    by_item = {vote.item: vote for vote in votes}
    assert by_item["n:0"] == Vote("n:0", "ann", Verdict.BEST, ("a", "c"), ("b",), "why")
    assert by_item["n:1"].verdict is Verdict.TIE
    assert set(by_item["n:2"].others) == {"a", "b", "c"}
    assert list(by_item["n:0"].pairs()) == [("a", "b", 1.0), ("c", "b", 1.0), ("a", "c", 0.5)]
    assert load_votes(dump_votes(votes)) == votes


@pytest.mark.parametrize("choice", ["4", "best", "-1", "1.5"])
def test_a_choice_that_is_none_is_refused(choice: str) -> None:
    with pytest.raises(SchemaError, match=r"the choice .* is none of 1 to"):
        read_ballot(filled({"n:3": choice}), blind(SHEET).key, "ann")


def test_a_ballot_needs_its_own_key() -> None:
    with pytest.raises(SchemaError, match="is it the right key"):
        read_ballot(filled({"n:3": "1"}), {}, "ann")
    with pytest.raises(SchemaError, match="not the key of a ballot"):
        load_key("[]")
    with pytest.raises(SchemaError, match="no ballot"):
        read_ballot("a,b\n1,2\n", {}, "ann")


def test_at_most_nine_stand_side_by_side() -> None:
    outputs = {f"s{n}": f"text {n}" for n in range(10)}
    with pytest.raises(UsageError, match="10 systems cannot be shown"):
        blind(Sheet("x", (Row("1", "d", "s", outputs),)))


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        '{"item": "1"}',
        json.dumps({"item": "1", "voter": "v", "verdict": "best", "winners": [], "others": ["a"]}),
        json.dumps({"item": "1", "voter": "v", "verdict": "tie", "winners": ["a"], "others": ["b"]}),
        json.dumps({"item": "1", "voter": "v", "verdict": "great", "winners": ["a"], "others": ["b"]}),
    ],
)
def test_what_is_no_vote_is_refused_with_its_line(line: str) -> None:
    good = dump_votes([Vote("1", "v", Verdict.TIE, (), ("a", "b"))])
    with pytest.raises(SchemaError, match="Line 2 is no vote"):
        load_votes(good + line + "\n")
