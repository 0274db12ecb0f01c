"""Files that can be voted on, told by what is in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.comparison import Comparison, compare
from workbench.errors import UsageError
from workbench.ingest import read_article
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.report import render
from workbench.votes import Row, Sheet, lines, pearmut, summvis
from workbench.votes.outputs import read_outputs
from workbench.votes.sheet import dump_sheet

SHEET = Sheet("s", tuple(Row(str(i), "d", f"Satz {i}", {"a": f"A {i}", "b": f"B {i}"}) for i in range(1, 4)))


def outputs(sheet: Sheet) -> list[tuple[str, dict[str, str]]]:
    return [(row.source, dict(row.outputs)) for row in sheet.rows]


def test_every_form_gives_the_same_rows() -> None:
    files = {
        "sheet.json": dump_sheet(SHEET),
        "campaign.json": pearmut.dump_campaign(SHEET, "c", 2),
        "outputs.jsonl": summvis.dump(SHEET),
    }
    for name, text in files.items():
        found = read_outputs({name: text.encode()})
        assert isinstance(found, Sheet)
        assert outputs(found) == outputs(SHEET)
    aligned = read_outputs({name: text.encode() for name, text in lines.dump(SHEET).items()})
    assert isinstance(aligned, Sheet)
    assert outputs(aligned) == outputs(SHEET)


def test_a_comparison_is_one(seed_path: Path) -> None:
    comparison = compare([run(read_article(seed_path), translator=FakeTranslator(), summariser=FakeSummariser())])
    found = read_outputs({"c.json": render(comparison, "json").encode()})
    assert isinstance(found, Comparison)
    assert found == comparison


TWICE = '{"document": "a", "summary:x": "b"}\n'


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "Hallo"}, "of no form that is read here"),
        ({"a.json": "{}"}, "of no form"),
        ({"a.en": "x\n", "b.en": "y\n"}, "has no source.de"),
        ({"source.de": "x\ny\n", "b.en": "y\n"}, "1 lines and source.de has 2"),
        ({"a.json": '{"campaign_id": "c", "info": 3, "data": [3]}'}, "lists of items"),
        (
            {"a.json": '{"campaign_id": "c", "data": [[{"item_id": 1, "tgt": {}}, {"item_id": 2, "tgt": 1}]]}'},
            "texts by",
        ),
        ({"a.jsonl": json.dumps({"user_id": "u", "item": [], "annotation": []})}, "votes import"),
        ({"a.json": json.dumps({"schema": "workbench.sheet/1", "name": "s", "rows": [{}]})}, "damaged at rows"),
        ({"a.jsonl": TWICE + '{"document": "a", "summary:x": "\\ud800"}'}, "half a character"),
        (
            {
                "a.json": json.dumps(
                    {
                        "schema": "workbench.sheet/1",
                        "name": "s",
                        "rows": [{"id": "1", "document": "", "source": "", "outputs": {}}] * 2,
                    }
                )
            },
            "Two rows",
        ),
    ],
)
def test_what_cannot_be_voted_on_is_refused_with_the_reason(files: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_outputs({name: text.encode() for name, text in files.items()})
