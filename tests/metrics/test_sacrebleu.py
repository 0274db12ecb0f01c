"""BLEU, chrF2++, TER and their significance, against sacreBLEU's own command line on the same files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.metrics import METRICS, score_systems

ROOT = Path(__file__).parent.parent.parent
SYSTEMS = ("base", "other", "third")
METRIC_NAMES = ("BLEU", "chrF2++", "TER")


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """The references of the quality floor, and three systems made of them: words lost, words swapped, shouted."""
    rows = (ROOT / "tests/quality/news.tsv").read_text("utf-8").splitlines()[1:]
    references = [row.split("\t")[2] for row in rows]
    return {
        "reference": references,
        "base": [" ".join(t.split()[:-2] if i % 3 else t.split()) for i, t in enumerate(references)],
        "other": [" ".join(t.split()[1::-1] + t.split()[2:] if i % 2 else t.split()) for i, t in enumerate(references)],
        "third": [t.upper() if i % 4 == 0 else t for i, t in enumerate(references)],
    }


Official = dict[str, dict[str, list[float]]]
"""Metric → system → score, mean, half of the interval, and p for all but the base."""


@pytest.fixture(scope="module")
def official(texts: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Official:
    """What `sacrebleu --paired-bs` prints. Its table is read, since its JSON does not work with NumPy 2."""
    folder = tmp_path_factory.mktemp("official")
    for name, lines in texts.items():
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "sacrebleu", "reference", "-i", *SYSTEMS, "-m", "bleu", "chrf", "ter"]
    command += ["--chrf-word-order", "2", "--paired-bs", "--format", "text", "--width", "6"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, timeout=250)
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.splitlines() if "│" in line]
    found: Official = {metric: {} for metric in METRIC_NAMES}
    system = ""
    for first, *cells in rows[1:]:
        system = first.removeprefix("Baseline: ") or system  # p stands in a row of its own, without the name
        for metric, cell in zip(METRIC_NAMES, cells, strict=True):
            found[metric].setdefault(system, []).extend(map(float, re.findall(r"\d+\.\d+", cell)))
    return found


@pytest.mark.parametrize(("ours", "theirs"), [("bleu", "BLEU"), ("chrf", "chrF2++"), ("ter", "TER")])
def test_scores_intervals_and_p_values_are_those_of_the_command_line(
    ours: str, theirs: str, texts: dict[str, list[str]], official: Official
) -> None:
    outputs = {name: texts[name] for name in SYSTEMS}
    scores = score_systems(METRICS[ours], outputs, texts["reference"], base="base")
    assert set(official[theirs]) == set(SYSTEMS)
    for name, (value, mean, margin, *p) in official[theirs].items():
        score = scores[name]
        assert score.value == pytest.approx(value, abs=1e-5)
        assert score.mean == pytest.approx(mean, abs=1e-5)
        assert score.margin == pytest.approx(margin, abs=1e-5)
        assert ([] if score.p is None else [score.p]) == pytest.approx(p, abs=1e-4)
        assert (name == "base") == (not p)
        assert score.count == len(texts["reference"])


def test_the_signature_is_the_one_that_the_command_line_prints(texts: dict[str, list[str]], tmp_path: Path) -> None:
    for name in ("reference", "base"):
        (tmp_path / name).write_text("\n".join(texts[name]) + "\n", "utf-8")
    for metric, more in (("bleu", []), ("chrf", ["--chrf-word-order", "2"]), ("ter", [])):
        command = [sys.executable, "-m", "sacrebleu", "reference", "-i", "base", "-m", metric, *more]
        done = subprocess.run([*command, "--confidence"], capture_output=True, text=True, cwd=tmp_path, timeout=120)
        score = score_systems(METRICS[metric], {"base": texts["base"]}, texts["reference"])["base"]
        assert json.loads(done.stdout)["signature"] == score.signature
        assert json.loads(done.stdout)["score"] == pytest.approx(score.value, abs=0.05)
