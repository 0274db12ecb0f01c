"""Blind voting on paper, so to speak: a CSV that shows outputs in shuffled order without names, and its key.

The order is told by the seed and the row alone, so a ballot can be made again, and adding rows changes no other row.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.errors import SchemaError, UsageError
from workbench.votes.sheet import Row, Sheet
from workbench.votes.vote import Verdict, Vote

KEY_SCHEMA = "workbench.key/1"
MOST = 9  # outputs beside each other; there are nine keys to choose with
_TIES = frozenset({"tie", "t", "="})
_BAD = frozenset({"bad", "both bad", "both-bad", "b", "0"})


@dataclass(frozen=True, slots=True)
class Item:
    """One row as a voter sees it."""

    id: str
    source: str
    options: tuple[str, ...]  # different texts, in shuffled order


@dataclass(frozen=True, slots=True)
class Ballot:
    """The items, and what nobody who votes may see: whose the options are."""

    items: tuple[Item, ...]
    key: dict[str, tuple[tuple[str, ...], ...]]  # by item: the systems of each option
    same: tuple[str, ...]  # rows that are not shown, because all systems wrote the same


def blind(sheet: Sheet, seed: int = 0) -> Ballot:
    """Items in shuffled order, each with its options in shuffled order; equal outputs are one option."""
    if len(sheet.systems) > MOST:
        raise UsageError(f"{len(sheet.systems)} systems cannot be shown side by side; choose at most {MOST}.")
    shown = [(row, _options(row, seed)) for row in sheet.rows]
    items = [Item(row.id, row.source, tuple(options)) for row, options in shown if len(options) > 1]
    random.Random(f"{seed}").shuffle(items)  # noqa: S311  (an order, no secret)
    key = {row.id: tuple(options.values()) for row, options in shown if len(options) > 1}
    return Ballot(tuple(items), key, tuple(row.id for row, options in shown if len(options) < 2))


def _options(row: Row, seed: int) -> dict[str, tuple[str, ...]]:
    texts = list(dict.fromkeys(row.outputs.values()))
    random.Random(f"{seed}:{row.id}").shuffle(texts)  # noqa: S311
    return {text: tuple(name for name, output in row.outputs.items() if output == text) for text in texts}


def cast(ballot: Ballot, item: str, voter: str, choice: str, note: str = "") -> Vote:
    """The vote that a choice on a ballot stands for: the number of an option, "tie" or "bad".

    Raises `UsageError` for an item that is not on the ballot and for any other choice.
    """
    options = ballot.key.get(item)
    if options is None:
        raise UsageError(f"There is no item {item!r} on this ballot.")
    vote = _vote(item, voter, choice.strip().lower(), options, note)
    if vote is None:
        raise UsageError(_none_of(choice, options))
    return vote


def choice_of(ballot: Ballot, vote: Vote) -> str:
    """The other way round: the number of the option that a vote chose, "tie" or "bad"."""
    if vote.verdict is Verdict.BEST:
        return str(ballot.key[vote.item].index(vote.winners) + 1)
    return "tie" if vote.verdict is Verdict.TIE else "bad"


def dump_ballot(ballot: Ballot, votes: Iterable[Vote] = ()) -> str:
    """The items as CSV; a voter fills in `choice` (a number, tie, bad) and, if wanted, `note`.

    What one voter has voted on already is filled in.
    """
    cast_votes = {vote.item: vote for vote in votes}
    most = max((len(item.options) for item in ballot.items), default=0)
    columns = ["item", "source", *map(str, range(1, most + 1)), "choice", "note"]
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for item in ballot.items:
        options = {str(place): text for place, text in enumerate(item.options, start=1)}
        vote = cast_votes.get(item.id)
        filled = {"choice": choice_of(ballot, vote), "note": vote.note} if vote else {}
        writer.writerow({"item": item.id, "source": item.source, **options, **filled})
    return file.getvalue()


def dump_key(ballot: Ballot) -> str:
    """Whose the options are, as JSON."""
    data = {"schema": KEY_SCHEMA, "key": ballot.key, "same": ballot.same}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load_key(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Read a key back. Raises `SchemaError`."""
    try:
        data = json.loads(text)
        if data["schema"] != KEY_SCHEMA:
            raise SchemaError(f"Expected the schema {KEY_SCHEMA!r}, found {data['schema']!r}.")
        return {item: tuple(tuple(map(str, names)) for names in options) for item, options in data["key"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SchemaError("This is not the key of a ballot; give the file that was written beside it.") from None


def read_ballot(text: str, key: dict[str, tuple[tuple[str, ...], ...]], voter: str) -> tuple[list[Vote], int]:
    """The votes of a filled ballot, and how many items were left open.

    Raises `SchemaError` for an item that is not in the key or a choice that is none, with the line.
    """
    rows = list(csv.DictReader(io.StringIO(text)))
    if rows and not {"item", "choice"} <= rows[0].keys():
        raise SchemaError("This is no ballot: the columns item and choice are missing.")
    votes = list(_votes(rows, key, voter))
    return votes, len(rows) - len(votes)


def _votes(rows: list[dict[str, str]], key: dict[str, tuple[tuple[str, ...], ...]], voter: str) -> Iterator[Vote]:
    for number, row in enumerate(rows, start=1):
        choice = (row["choice"] or "").strip().lower()
        if not choice:
            continue
        options = key.get(row["item"])
        if options is None:
            raise SchemaError(f"Row {number}: the key does not know the item {row['item']!r}; is it the right key?")
        vote = _vote(row["item"], voter, choice, options, (row.get("note") or "").strip())
        if vote is None:
            raise SchemaError(f"Row {number}: {_none_of(choice, options)}")
        yield vote


def _vote(item: str, voter: str, choice: str, options: tuple[tuple[str, ...], ...], note: str) -> Vote | None:
    """None when the choice is none of those that there are."""
    everyone = tuple(name for names in options for name in names)
    if choice in _TIES:
        return Vote(item, voter, Verdict.TIE, (), everyone, note)
    if choice in _BAD:
        return Vote(item, voter, Verdict.BOTH_BAD, (), everyone, note)
    if not choice.isdecimal() or not 1 <= int(choice) <= len(options):
        return None
    winners = options[int(choice) - 1]
    return Vote(item, voter, Verdict.BEST, winners, tuple(n for n in everyone if n not in winners), note)


def _none_of(choice: str, options: tuple[tuple[str, ...], ...]) -> str:
    return f"the choice {choice!r} is none of 1 to {len(options)}, tie or bad."
