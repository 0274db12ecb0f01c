"""Pearmut: campaigns for its annotation server, and the annotations that it gives back as votes.

The form is that of its README and of its own check on `pearmut add`, as its repository has them: a campaign
has "campaign_id", "info" and "data"; with the assignment "task-based", data is a list of users, each a list of
documents, each a list of items with "item_id", "src", "tgt" (texts by system). Annotations are lines, or a JSON object
of lists of lines by campaign, each with "user_id", "item" (the items) and "annotation" (scores by system).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, groupby
from typing import Any

from workbench.errors import SchemaError, UsageError
from workbench.votes.sheet import Row, Sheet
from workbench.votes.vote import Verdict, Vote

_RESET = "__RESET__"  # what Pearmut writes as annotation when a task is begun anew
_ASIDE = ("welcome_", "random_", "goodbye_")  # items that are no part of the task
_INSTRUCTIONS = "Rate each English text against the German source, 0 to 100. Equal scores are a tie."


def dump_campaign(sheet: Sheet, campaign: str, users: int = 1) -> str:
    """A task-based campaign in which every user scores every row; Pearmut itself shuffles and hides the names."""
    numeric = [name for name in sheet.systems if name.isdigit()]
    if numeric:
        raise UsageError(f"Pearmut takes no system with a number for a name: {numeric[0]}; give it a label.")
    documents = [[_item(row) for row in rows] for rows in _documents(sheet)]
    info = {"assignment": "task-based", "protocol": "DA", "textfield": "hidden", "instructions": _INSTRUCTIONS}
    data = {"info": info, "campaign_id": campaign, "data": [documents] * users}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _documents(sheet: Sheet) -> Iterator[list[Row]]:
    """Rows that follow each other in one document and have the same systems, as Pearmut's shuffling needs."""
    rows = (row for row in sheet.rows if row.outputs)
    for _, group in groupby(rows, key=lambda row: (row.document, tuple(row.outputs))):
        yield list(group)


def _item(row: Row) -> dict[str, Any]:
    item = {"item_id": row.id, "document": row.document, "src": row.source, "tgt": dict(row.outputs)}
    return item | ({"ref": row.reference} if row.reference else {})


def load_campaign(text: str) -> Sheet:
    """The outputs of a campaign, each item once however many users have it. Raises `SchemaError`."""
    data = _json(text)
    if not isinstance(data, dict) or not isinstance(data.get("data"), list) or "campaign_id" not in data:
        raise SchemaError('This is no campaign of Pearmut: expected "campaign_id" and "data".')
    info = data.get("info")
    tasked = isinstance(info, dict) and info.get("assignment") == "task-based"
    documents = [d for user in data["data"] if isinstance(user, list) for d in user] if tasked else data["data"]
    if not all(isinstance(document, list) for document in documents):
        raise SchemaError('This is no campaign of Pearmut: expected lists of items under "data".')
    rows: dict[str, Row] = {}
    for number, document in enumerate(documents):
        for place, item in enumerate(document):
            if isinstance(item, dict) and "tgt" in item:  # the others are forms that ask about the user
                row = _row(item, f"{number + 1}:{place + 1}", f"document {number + 1}")
                rows.setdefault(row.id, row)
    return Sheet(str(data["campaign_id"]), tuple(rows.values()))


def _row(item: dict[str, Any], number: str, document: str) -> Row:
    targets = item["tgt"]
    if not isinstance(targets, dict) or not all(isinstance(text, str) for text in targets.values()):
        raise SchemaError(f'Item {number}: expected texts by system under "tgt".')
    name, source = str(item.get("item_id", number)), str(item.get("src", ""))
    return Row(name, str(item.get("document", document)), source, dict(targets), item.get("ref"))


def is_annotations(text: str) -> bool:
    """Whether a text is annotations rather than a campaign."""
    first = text.lstrip().split("\n", 1)[0]
    return '"annotation"' in first or ('"campaign_id"' not in text and '"annotation"' in text)


def load_annotations(text: str) -> list[Vote]:
    """A vote for each two systems that a user scored in one item; the higher score is better. Raises `SchemaError`.

    What a user wrote into a text field is the note. Tasks that were begun anew count from there.
    """
    entries = _entries(text)
    begun = {_who(entry): place for place, entry in enumerate(entries) if entry.get("annotation") == _RESET}
    votes: list[Vote] = []
    for place, entry in enumerate(entries):
        if entry.get("annotation") == _RESET or place < begun.get(_who(entry), -1):
            continue
        if not str(entry.get("item_i", "")).startswith(_ASIDE):
            votes += _scored(entry, place + 1)
    return votes


def _entries(text: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
    except ValueError:
        data = [_json(line) for line in text.split("\n") if line.strip()]
    if isinstance(data, dict):
        lists = list(data.values()) if "annotation" not in data else [[data]]
        data = [entry for entries in lists for entry in (entries if isinstance(entries, list) else [entries])]
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise SchemaError('These are no annotations of Pearmut: expected objects with "item" and "annotation".')
    return data


def _who(entry: dict[str, Any]) -> tuple[Any, Any]:
    return entry.get("user_id"), entry.get("item_i")


def _scored(entry: dict[str, Any], number: int) -> Iterator[Vote]:
    items, answers, voter = entry.get("item"), entry.get("annotation"), str(entry.get("user_id", ""))
    if not isinstance(items, list) or not isinstance(answers, list) or len(items) != len(answers):
        raise SchemaError(f"Annotation {number}: expected as many answers as items.")
    for place, (item, answer) in enumerate(zip(items, answers, strict=True), start=1):
        if not isinstance(answer, dict) or not isinstance(item, dict):  # a form, or an item that was skipped
            continue
        name = str(item.get("item_id", f"{entry.get('item_i', number)}:{place}"))
        given = {system: a for system, a in answer.items() if isinstance(a, dict) and _is_score(a.get("score"))}
        for one, other in combinations(given, 2):
            yield _pair(name, voter, one, given[one], other, given[other])


def _is_score(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _pair(name: str, voter: str, one: str, a: dict[str, Any], other: str, b: dict[str, Any]) -> Vote:
    note = "; ".join(
        f"{system}: {text}" for system, text in ((one, a.get("textfield")), (other, b.get("textfield"))) if text
    )
    item = f"{name} [{' / '.join(sorted((one, other)))}]"
    if a["score"] == b["score"]:
        return Vote(item, voter, Verdict.TIE, (), (one, other), note)
    best, worse = (one, other) if a["score"] > b["score"] else (other, one)
    return Vote(item, voter, Verdict.BEST, (best,), (worse,), note)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"This is not JSON: {error}.") from None
