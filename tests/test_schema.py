"""The JSON form of a run has a version, the promised keys, and reads back equal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import Run, run
from workbench.errors import SchemaError
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Flag, Severity, TermChange


def made(source: str | Path) -> Run:
    return run(source, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


def test_a_run_reads_back_equal(seed_path: Path) -> None:
    done = made(seed_path)
    flags = (
        Flag(0, "numbers", Severity.ERROR, "a reason", (0, 3), (1, 2)),
        Flag(3, "names", Severity.NOTE, "another", None, None, dismissed=True),
    )
    terms = (TermChange(0, "Kreml", "Kremlin", 0, 7, "KREML", "KREMLIN"),)
    said = replace(done.summary.sentences[0], original="Auf Deutsch.", missing=("Berlin", "(not) attend"))
    done = replace(done, summary=replace(done.summary, sentences=(said, *done.summary.sentences[1:])))
    done = replace(done, flags=flags, warnings=("Careful.",), translation=replace(done.translation, terms=terms))
    assert Run.from_json(done.to_json()) == done
    assert Run.from_json(done.to_json(indent=1).encode()) == done


def test_runs_from_before_dismissals_are_read(seed_path: Path) -> None:
    """A flag without the key is not dismissed."""
    done = replace(made(seed_path), flags=(Flag(0, "numbers", Severity.ERROR, "a reason"),))
    data = json.loads(done.to_json())
    del data["segments"][0]["flags"][0]["dismissed"]
    assert Run.from_json(json.dumps(data)) == done


@given(st.text(min_size=1).filter(lambda text: any(c.isalpha() for c in text)))
@settings(max_examples=60, deadline=None)
def test_any_text_reads_back_equal(text: str) -> None:
    done = made("Das ist: " + text)
    assert Run.from_json(done.to_json()) == done


def test_the_promised_keys_are_there(seed_path: Path) -> None:
    data = json.loads(made(seed_path).to_json())
    assert data["schema"] == "workbench.run/1"
    assert {"signature", "article", "segments", "translation", "summary", "timings"} <= set(data)
    assert {"id", "language", "title", "date", "text", "blocks"} <= set(data["article"])
    assert {"kind", "start", "end", "kept", "reason"} <= set(data["article"]["blocks"][0])
    keys = {"index", "block", "start", "end", "source", "target", "score"}
    keys |= {"truncated", "alignment", "cached", "read_as", "flags"}
    assert keys == set(data["segments"][0])
    assert {"model", "signature", "text"} <= set(data["translation"])
    assert {"model", "signature", "sentences", "left_out"} == set(data["summary"])
    assert {"text", "evidence", "support"} <= set(data["summary"]["sentences"][0])


def _broken(data: dict[str, Any], path: str, value: Any) -> str:
    place: Any = data
    *front, last = path.split(".")
    for key in front:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", "workbench.run/2", "workbench.run/1"),
        ("surprise", 1, "surprise"),
        ("segments.0.source", "something else", "segments.0"),
        ("segments.1.index", 7, "segments.1"),
        ("segments.1.block", 99, "segments.1"),
        ("article.blocks.1.start", 5, "tile"),
        ("article.blocks.0.kind", "poem", "article.blocks.0.kind"),
        ("summary.sentences.0.evidence", [999], "segment 999"),
        ("timings", "fast", "timings"),
        ("article.suggestions.0.at", 0, "article.suggestions.0"),
        ("ledger.total", 7, "ledger"),
        ("ledger.entries.0.fate", "eaten", "ledger"),
        ("ledger.entries.0.characters", 1, "ledger"),
        ("segments.0.alignment", "0-0 1_1", "segments.0.alignment"),
        ("segments.0.alignment", "0-99", "segments.0.alignment"),
        ("segments.0.alignment", "1-1 0-0", "segments.0.alignment"),
    ],
)
def test_a_damaged_run_is_refused_with_the_place(seed_path: Path, path: str, value: Any, said: str) -> None:
    text = _broken(json.loads(made(seed_path).to_json()), path, value)
    with pytest.raises(SchemaError, match=said):
        Run.from_json(text)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"schema": null}'])
def test_what_is_no_run_is_refused(text: str) -> None:
    with pytest.raises(SchemaError):
        Run.from_json(text)
