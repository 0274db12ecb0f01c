"""A figure is held against its target, and a bench run shows and stores every figure. No test here looks at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.bench.figures import Figure, table, to_json

FAST = Figure("a / b", 1.05, "x", 1.10, at_most=True, runs=3, low=1.0, high=1.2)
SLOW = Figure("b / a", 2.0, "x", 3.0, at_most=False, runs=3, low=1.9, high=2.2)


def test_a_missed_target_is_said_to_be_missed() -> None:
    assert FAST.met
    assert not SLOW.met
    header, fast, slow = table([FAST, SLOW]).splitlines()
    assert header.split() == ["median", "low", "high", "target", "runs"]
    assert fast.split()[-2:] == ["ok", "3"]
    assert slow.split()[-2:] == ["MISSED", "3"]
    assert "≥ 3 x" in slow


def test_the_json_form_holds_every_figure() -> None:
    data = json.loads(to_json([FAST, SLOW]))
    assert data["schema"] == "workbench.bench/1"
    assert [(figure["name"], figure["met"]) for figure in data["figures"]] == [("a / b", True), ("b / a", False)]


@pytest.mark.model
def test_the_command_measures_and_stores(tmp_path: Path) -> None:
    """The exit code says whether the targets were met on this machine; either is a result."""
    stored = tmp_path / "bench.json"
    command = [sys.executable, "-m", "workbench", "bench", "--runs", "2", "--no-transformers", "--json", str(stored)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    figures = json.loads(stored.read_text("utf-8"))["figures"]
    assert done.returncode == (0 if all(figure["met"] for figure in figures) else 1)
    assert len(figures) == 8
    assert all(figure["name"] in done.stdout for figure in figures)
    assert next(f for f in figures if "peak memory" in f["name"])["met"]
    assert next(f for f in figures if "import workbench" in f["name"])["value"] == 0
