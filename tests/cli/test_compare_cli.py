"""`workbench compare` and `workbench votes` as a user types them, with real models."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.report import render
from workbench.store import COMPARISON, open_store, store_path

pytestmark = pytest.mark.model
ROOT = Path(__file__).parent.parent.parent
EMBEDDED = ROOT / "workbench/assets/marian-de-en"


def call(*arguments: str, data: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", *arguments]
    return subprocess.run(command, input=data, capture_output=True, encoding="utf-8", timeout=280, cwd=ROOT)


@pytest.fixture(scope="module")
def hub_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model in transformers form only: the same weights in float32, so another system."""
    folder = tmp_path_factory.mktemp("models") / "marian-hub"
    shutil.copytree(EMBEDDED, folder, ignore=shutil.ignore_patterns("ct2"))
    return folder


@pytest.fixture(scope="module")
def written(hub_form: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison of the two forms over forty sentences with references, and a file that is not there."""
    folder = tmp_path_factory.mktemp("written")
    rows = (ROOT / "tests/quality/news.tsv").read_text("utf-8").splitlines()[1:41]
    (folder / "de.txt").write_text("".join(row.split("\t")[1] + "\n" for row in rows), "utf-8")
    (folder / "en.txt").write_text("".join(row.split("\t")[2] + "\n" for row in rows), "utf-8")
    arguments = ["compare", str(folder / "de.txt"), "--lines", "--reference", str(folder / "en.txt")]
    arguments += ["--translators", f"small=marian-de-en,float={hub_form}", "--format", "json"]
    arguments += ["--no-store"]  # this home may be the user's own: that of a test begins later
    done = call(*arguments, "-o", str(folder / "c.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def test_two_real_systems_with_references(written: Path) -> None:
    data = json.loads((written / "c.json").read_text("utf-8"))
    small, full = data["systems"]
    assert (small["label"], full["label"]) == ("small", "float")
    assert "runtime:ctranslate2" in small["signatures"][0]
    assert "runtime:transformers" in full["signatures"][0]
    assert small["seconds"] > 0 < full["seconds"]
    if sys.platform == "linux":
        assert 5e6 < small["memory"] < full["memory"]
    scores = {s["metric"]: s["scores"] for s in data["quality"]["translation"]}
    assert scores["chrF2++"]["small"]["value"] > 20
    assert scores["chrF2++"]["float"]["p"] is not None or scores["chrF2++"]["float"]["p_reason"]
    assert "unbabel-comet" in scores["COMET"]["small"]["reason"]
    assert len(data["sentences"]) == 40


def test_the_scores_are_those_of_sacrebleu(written: Path) -> None:
    """The outputs, taken out as aligned lines, have the same BLEU on sacreBLEU's own command line."""
    assert (
        call("votes", "export", str(written / "c.json"), "--as", "lines", "-o", str(written / "lines")).returncode == 0
    )
    command = [sys.executable, "-m", "sacrebleu", str(written / "lines/reference.en"), "-i"]
    command += [str(written / "lines/small.en"), "-m", "bleu", "--width", "4", "--score-only"]
    official = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    data = json.loads((written / "c.json").read_text("utf-8"))
    bleu = next(s for s in data["quality"]["translation"] if s["metric"] == "BLEU")["scores"]["small"]["value"]
    assert float(official.stdout) == pytest.approx(bleu, abs=1e-3)


def test_voting_from_the_ballot_to_the_ratings(written: Path) -> None:
    ballot = written / "ballot.csv"
    done = call("votes", "export", str(written / "c.json"), "-o", str(ballot))
    assert (done.returncode, done.stdout) == (0, "")
    with ballot.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["choice"] = ("1", "2", "tie")[number % 3]
    with ballot.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = call("votes", "import", str(ballot), "--voter", "ann", "-o", str(written / "votes.jsonl"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"workbench: {len(rows)} votes; 0 items were left open.\n"
    rated = call("votes", "ratings", str(written / "votes.jsonl"), "--json")
    data = json.loads(rated.stdout)
    assert data["votes"] == len(rows)
    assert {r["system"] for r in data["ratings"]} == {"small", "float"}
    assert "95 % interval" in call("votes", "ratings", str(written / "votes.jsonl")).stdout


@pytest.mark.parametrize("form", ["pearmut", "summvis", "lines"])
def test_other_tools_files_go_out_and_come_in(written: Path, form: str) -> None:
    out, back, again = (written / f"{form}.{name}" for name in ("out", "sheet", "again"))
    assert call("votes", "export", str(written / "c.json"), "--as", form, "-o", str(out)).returncode == 0
    assert call("votes", "import", str(out), "--from", form, "-o", str(back)).returncode == 0
    sheet = json.loads(back.read_text("utf-8"))
    assert sheet["schema"] == "workbench.sheet/1"
    assert call("votes", "export", str(back), "--as", form, "-o", str(again)).returncode == 0


def test_what_fails_is_told_and_the_rest_goes_on(tmp_path: Path, seed_path: Path) -> None:
    done = call("compare", str(seed_path), str(tmp_path / "no.txt"), "--format", "csv")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"workbench: no.txt: The file '{tmp_path / 'no.txt'}' does not exist; check the path."
    ]
    assert len(list(csv.DictReader(done.stdout.splitlines()))) > 10


def test_standard_input_and_text_and_it_is_remembered(seed_path: Path) -> None:
    """Unless it is not to be; a memory that fails costs a line, and the comparison comes out all the same."""
    done = call("compare", "-", "--no-store", data=seed_path.read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("marian-de-en") > 10, "auto is called by what it stands for"
    assert store_path() is not None
    assert not store_path().exists()
    again = call("compare", str(seed_path))
    with open_store() as store:
        (entry,) = store.entries.newest()
        assert entry.kind == COMPARISON
        assert render(store.comparison(entry.id), "text") == again.stdout
    store_path().write_bytes(b"This is no database. " * 500)
    third = call("compare", str(seed_path), "--format", "csv")
    assert (third.returncode, "damaged" in third.stderr) == (0, True)
    assert third.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--translators", "no-such-model"], "No model is called 'no-such-model'"),
        (["--translators", "opus-mt-de-en"], "is not on this machine"),
        (["--translators", ","], "There is no translator to compare"),
        (["--translators", "a=marian-de-en,a=marian-de-en"], "--translators has the same label twice"),
        (["--translators", "marian-de-en,marian-de-en"], "'marian-de-en' is there twice"),
        (["--base", "x"], "The base 'x' is none of the translators"),
        (["--routes", "sideways"], "There is no route 'sideways'; the routes are translate-first and summarise-first"),
        (["--reference", "no-such-file.tsv"], "no-such-file.tsv' does not exist"),
        (["--device", "tpu"], "Unknown device 'tpu'"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(seed_path: Path, arguments: list[str], said: str) -> None:
    done = call("compare", str(seed_path), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_bad_use_of_votes(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing", "utf-8")
    for arguments in (
        ["export", str(tmp_path / "x"), "-o", str(tmp_path / "y")],
        ["import", str(tmp_path / "x"), "-o", str(tmp_path / "y")],
        ["ratings", str(tmp_path / "x")],
        ["ratings", str(tmp_path / "no")],
    ):
        done = call("votes", *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert not (tmp_path / "y").exists()
