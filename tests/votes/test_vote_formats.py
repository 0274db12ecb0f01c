"""Pearmut, SummVis and aligned lines, in the forms that these tools have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.comparison.test_comparison import GERMAN, GOOD, REFERENCE, ROUGH, TEXT
from workbench import compare
from workbench.comparison import Comparison
from workbench.errors import SchemaError, UsageError
from workbench.grid import run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.votes import Row, Sheet, Unit, Verdict, from_comparison, pearmut, summvis
from workbench.votes import lines as aligned
from workbench.votes.sheet import by_translation, dump_sheet, load_sheet


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """`good` knows the first text only, so that it fails on the second."""
    return compare(run_grid([TEXT, "Ein zweiter Text. Er ist kurz."], [GOOD, FakeTranslator()], [FakeSummariser()]))


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return from_comparison(compare(run_grid([TEXT], [GOOD, ROUGH])), Unit.SENTENCE)


def test_a_sheet_holds_sentences_texts_or_summaries(comparison: Comparison, sheet: Sheet) -> None:
    assert [row.source for row in sheet.rows] == list(GERMAN)
    assert sheet.rows[0].outputs == {"good": REFERENCE[0], "rough": REFERENCE[0]}
    whole = from_comparison(compare(run_grid([TEXT], [GOOD, ROUGH])), Unit.TEXT)
    assert whole.rows[0].outputs["good"] == " ".join(REFERENCE)
    summaries = from_comparison(compare(run_grid([TEXT], [GOOD])), Unit.SUMMARY)
    assert set(summaries.rows[0].outputs) == {"good → lead", "good → extractive"}
    assert load_sheet(dump_sheet(sheet)) == sheet
    with pytest.raises(SchemaError, match="Expected a sheet"):
        load_sheet("{}")


def check_campaign(campaign: dict[str, Any]) -> None:
    """What `pearmut add` asks of a campaign, after its server/cli.py."""
    assert {"campaign_id", "info", "data"} <= campaign.keys()
    assert campaign["info"]["assignment"] == "task-based"
    assert isinstance(campaign["data"], list)
    for user in campaign["data"]:
        assert isinstance(user, list)
        for document in user:
            assert isinstance(document, list)
            assert document
            assert len({tuple(item["tgt"]) for item in document}) == 1, "shuffling needs the same systems throughout"
            for item in document:
                assert isinstance(item["src"], str)
                assert isinstance(item.get("ref", ""), str)
                assert all(isinstance(text, str) and not name.isdigit() for name, text in item["tgt"].items())


def test_a_campaign_is_what_pearmut_takes_and_reads_back(sheet: Sheet) -> None:
    text = pearmut.dump_campaign(sheet, "news", users=3)
    campaign = json.loads(text)
    check_campaign(campaign)
    assert len(campaign["data"]) == 3
    read = pearmut.load_campaign(text)
    assert read.rows == sheet.rows


def test_rows_with_other_systems_are_documents_of_their_own() -> None:
    rows = (Row("1", "d", "a", {"x": "1", "y": "2"}), Row("2", "d", "b", {"x": "1"}))
    check_campaign(json.loads(pearmut.dump_campaign(Sheet("s", rows), "c")))


def test_a_system_with_a_number_for_a_name_is_refused() -> None:
    with pytest.raises(UsageError, match="a number for a name: 7"):
        pearmut.dump_campaign(Sheet("s", (Row("1", "d", "a", {"7": "x"}),)), "c")


def entry(user: str, item: int | str, scores: list[Any], names: tuple[str, ...] = ("a", "b")) -> dict[str, Any]:
    """A line as Pearmut writes it (examples/annotated_cache of its repository)."""
    answers = [
        {n: {"score": s, "error_spans": [], "textfield": None} for n, s in zip(names, row, strict=True)}
        for row in scores
    ]
    items = [{"item_id": f"i{item}-{i}", "src": "…", "tgt": dict.fromkeys(names, "…")} for i in range(len(scores))]
    return {"annotation": answers, "actions": [], "item": items, "user_id": user, "item_i": item}


def test_scores_become_votes_for_each_two_systems() -> None:
    lines = "\n".join(json.dumps(e) for e in (entry("u", 0, [(70, 95), (80, 80)]), entry("v", 0, [(10, 5), (1, 2)])))
    votes = pearmut.load_annotations(lines)
    assert [(v.voter, v.verdict, v.winners) for v in votes] == [
        ("u", Verdict.BEST, ("b",)),
        ("u", Verdict.TIE, ()),
        ("v", Verdict.BEST, ("a",)),
        ("v", Verdict.BEST, ("b",)),
    ]
    assert votes[0].item == votes[2].item
    assert pearmut.load_annotations(json.dumps({"news": [json.loads(x) for x in lines.split("\n")]})) == votes
    assert pearmut.is_annotations(lines)


def test_what_was_begun_anew_or_is_no_task_does_not_count() -> None:
    reset = {"user_id": "u", "item_i": 0, "annotation": "__RESET__"}
    entries = [entry("u", 0, [(1, 2)]), reset, entry("u", 0, [(2, 1)]), entry("u", "welcome_0", [(1, 2)])]
    entries += [entry("u", 1, [(None, 2)])]
    votes = pearmut.load_annotations("\n".join(map(json.dumps, entries)))
    assert [v.winners for v in votes] == [("a",)]


def test_what_a_user_wrote_is_the_note() -> None:
    made = entry("u", 0, [(1, 2)])
    made["annotation"][0]["b"]["textfield"] = "clearer"
    assert pearmut.load_annotations(json.dumps(made))[0].note == "b: clearer"


@pytest.mark.parametrize("text", ["x", "[1]", '{"a": 1}'])
def test_what_is_no_annotation_is_refused(text: str) -> None:
    with pytest.raises(SchemaError):
        pearmut.load_annotations(text)
    with pytest.raises(SchemaError):
        pearmut.load_campaign(text)


def test_summvis_has_a_document_and_its_summaries(comparison: Comparison) -> None:
    made = by_translation(comparison)
    rows = [json.loads(line) for line in summvis.dump(made).splitlines()]
    assert rows[0]["document"] == " ".join(REFERENCE)
    assert {key for key in rows[0] if key != "document"} == {key for key in rows[1] if key != "document"}
    assert "summary:good → lead" in rows[0]
    read = summvis.load(summvis.dump(made), "x")
    assert [row.outputs for row in read.rows] == [row.outputs for row in made.rows]


def test_summvis_own_example_can_be_read() -> None:
    """The first line of examples/wikinews of its repository, shortened."""
    line = json.dumps({"document": "Friday, July 20, 2007\n\nCristina …", "summary:reference": "First lady …"})
    row = summvis.load(line + "\n", "wikinews").rows[0]
    assert (row.reference, row.outputs) == ("First lady …", {})
    with pytest.raises(SchemaError, match='Line 1: expected an object with a text under "document"'):
        summvis.load("{}", "x")


def test_lines_belong_together(sheet: Sheet, tmp_path: Path) -> None:
    for name, text in aligned.dump(sheet).items():
        (tmp_path / name).write_text(text, "utf-8")
    assert (tmp_path / "good.en").read_text("utf-8").splitlines() == list(REFERENCE)
    read = aligned.load(tmp_path)
    assert [(row.source, row.outputs) for row in read.rows] == [(row.source, row.outputs) for row in sheet.rows]
    (tmp_path / "short.en").write_text("one\n", "utf-8")
    with pytest.raises(SchemaError, match=r"short\.en has 1 lines and source\.de has 3"):
        aligned.load(tmp_path)


def test_lines_refuse_what_they_cannot_hold(comparison: Comparison) -> None:
    with pytest.raises(UsageError, match="good has no output for text 2:1"):
        aligned.dump(from_comparison(comparison, Unit.SENTENCE))
    with pytest.raises(UsageError, match="cannot name a file"):
        aligned.dump(Sheet("s", (Row("1", "d", "a", {"org/model": "x"}),)))
    assert aligned.dump(Sheet("s", (Row("1", "d", "a\nb", {"m": "x\r\ny"}),))) == {
        "source.de": "a b\n",
        "m.en": "x y\n",
    }
