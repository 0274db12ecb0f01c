"""The commands as a user types them, with the real embedded model: data on stdout, one line of error on stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import Run

pytestmark = pytest.mark.model
WORKBENCH = [sys.executable, "-m", "workbench"]


def call(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*WORKBENCH, *arguments], input=data, capture_output=True, timeout=120)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(done: subprocess.CompletedProcess[str], code: int, said: str) -> None:
    """One line on stderr that says what to do, nothing on stdout, and no traceback."""
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("workbench: ")
    assert said in done.stderr


def test_run_writes_json_that_reads_back(seed_path: Path) -> None:
    done = call("run", str(seed_path), "--format", "json", "--sentences", "2", "--beam", "1")
    assert done.returncode == 0
    assert done.stderr == ""
    run = Run.from_json(done.stdout)
    assert len(run.summary.sentences) == 2
    assert "beam:1" in run.signature
    assert [b.kind for b in run.article.blocks if not b.kept] == ["dateline", "credit", "related", "appeal"]


def test_run_restores_what_keep_names(seed_path: Path) -> None:
    plain = json.loads(call("run", str(seed_path), "--format", "json", "--beam", "1").stdout)
    more = json.loads(call("run", str(seed_path), "--format", "json", "--beam", "1", "--keep", "credit,appeal").stdout)
    every = json.loads(call("run", str(seed_path), "--format", "json", "--beam", "1", "--keep", "all").stdout)
    assert len(plain["segments"]) < len(more["segments"]) < len(every["segments"])
    assert all(block["kept"] for block in every["article"]["blocks"])


def test_run_reads_standard_input_and_writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "new" / "run.html"
    done = call("run", "-", "--format", "html", "-o", str(target), data="Das Wetter ist heute schön.".encode())
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert [path.name for path in target.parent.iterdir()] == ["run.html"]


def test_run_goes_on_after_a_bad_source(tmp_path: Path) -> None:
    good, bad = tmp_path / "gut.txt", tmp_path / "leer.txt"
    good.write_text("Das Wetter ist heute schön. Morgen regnet es.", "utf-8")
    bad.write_text("", "utf-8")
    done = call("run", str(bad), str(good), "--format", "json")
    assert done.returncode == 1
    assert "leer.txt" in done.stderr
    assert done.stderr.count("\n") == 1
    assert len(Run.from_json(done.stdout).article.segments) == 2


def test_translate_lines_keeps_every_line_in_its_place() -> None:
    lines = ["Guten Morgen.", "", "Das ist ein Test. Er hat zwei Sätze.", "   ", "12", "Ende\u2028hier"]
    done = call("translate", "--lines", "--beam", "1", data="\r\n".join(lines).encode())
    out = done.stdout.split("\n")
    assert done.returncode == 0
    assert len(out) == len(lines) + 1
    assert [bool(line) for line in out] == [True, False, True, False, True, True, False]


def test_translate_lines_of_nothing_is_nothing() -> None:
    done = call("translate", "--lines")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_translate_gives_the_text(seed_path: Path) -> None:
    done = call("translate", str(seed_path), "--beam", "1")
    assert done.returncode == 0
    assert done.stdout.count("\n\n") >= 4  # paragraphs stay apart, and nothing of the article is removed


def test_summarise_lines_of_json() -> None:
    text = "The mayor spoke on Monday. She said the bridge would close. Repairs take a year. Trams will be diverted."
    jobs = [{"id": "a", "text": text}, {"id": 7, "text": ""}, {"id": "c", "text": "Just one sentence."}]
    data = "\n".join([*(json.dumps(job) for job in jobs), "not json"]).encode()
    done = call("summarise", "--jsonl", "--sentences", "2", data=data)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer["id"] for answer in answers] == ["a", 7, "c", None]
    assert len(answers[0]["sentences"]) == 2
    assert answers[0]["summary"] == " ".join(s["text"] for s in answers[0]["sentences"])
    for sentence in answers[0]["sentences"]:
        assert sentence["text"] in text
        assert len(sentence["evidence"]) == 1
    assert "empty" in answers[1]["error"]
    assert "line 2" in done.stderr
    assert "line 4" in done.stderr


def test_segment_prints_one_sentence_per_line() -> None:
    text = "Am 3. Oktober kam Dr. Weiß an.\nEr sagte: „Ich bin da.“ Quelle: dpa © Foto\n\nZweiter Absatz"
    done = call("segment", data=text.encode("utf-16"))
    assert "".join(done.stdout.split()) == "".join(text.split())
    assert done.stdout.splitlines()[0] == "Am 3. Oktober kam Dr. Weiß an."


def test_ingest_shows_blocks_that_tile_the_source(seed_path: Path) -> None:
    data = json.loads(call("ingest", str(seed_path), "--format", "json").stdout)
    text = seed_path.read_text("utf-8")
    assert data["text"] == text
    assert "".join(text[block["start"] : block["end"]] for block in data["blocks"]) == text
    assert "removed: " in call("ingest", str(seed_path)).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "no-such-file.txt"], 2, "no-such-file.txt"),
        (["run", "-"], 2, "empty"),
        (["translate", "--model", "opus-mt-de-em"], 2, "opus-mt-de-en"),
        (["translate", "--model", "opus-mt-de-en"], 2, "models pull opus-mt-de-en"),
        (["translate", "--beam", "0"], 2, "--beam"),
        (["translate", "--device", "tpu"], 2, "cpu or cuda"),
        (["run", "-", "--keep", "poems"], 2, "poems"),
        (["run", "-", "--format", "pdf"], 2, "pdf"),
        (["frobnicate"], 2, "frobnicate"),
        (["run"], 2, "SOURCE"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(arguments: list[str], code: int, said: str) -> None:
    refused(call(*arguments), code, said)


def test_binary_and_foreign_texts_are_refused() -> None:
    refused(call("run", "-", data=b"%PDF-1.7\n\x00\x01\x02"), 2, "PDF")
    english = b"The government said on Monday that it would raise taxes next year, and the opposition protested loudly."
    refused(call("run", "-", data=english), 2, "--any-language")
    assert call("run", "-", "--any-language", data=english).returncode == 0


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    refused(call("run", "-", "-o", str(blocked / "x.txt"), data=b"Guten Tag."), 1, str(blocked))


def test_a_reader_that_goes_away_ends_it_quietly(seed_path: Path) -> None:
    """`workbench run … | head -1` prints no complaint."""
    with subprocess.Popen(
        [*WORKBENCH, "ingest", str(seed_path), "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_help_and_version() -> None:
    assert "summarise" in call("--help").stdout
    assert call("--version").stdout.startswith("workbench ")
    assert "--no-repeat-ngram" in call("translate", "--help").stdout


def test_own_rules_set_blocks_aside(tmp_path: Path) -> None:
    """`--rules FILE` adds to the shipped ones; a bad file is one line that names it."""
    rules = tmp_path / "mine.toml"
    rules.write_text(
        '[[rule]]\nname = "mine"\nkind = "appeal"\nscope = "start"\npattern = "Unser Podcast"\nreason = "An advert"\n'
    )
    text = "Ein Satz steht hier oben.\n\nUnser Podcast erklärt alles.\n\nUnd noch ein Satz steht hier.".encode()
    shown = call("ingest", "-", "--rules", str(rules), data=text)
    assert "removed: An advert" in shown.stdout
    assert "removed" not in call("ingest", "-", data=text).stdout
    rules.write_text('[[rule]]\nname = "mine"\npattern = "("\n')
    refused(call("run", "-", "--rules", str(rules), data=text), 2, "mine.toml")


def test_a_glossary_on_the_command_line(tmp_path: Path) -> None:
    """The shipped list by its name, a file by its path; a file that is not there is one line."""
    text = "Kremlsprecher Dmitri Peskow wies den Vorwurf am Montag zurück.".encode()
    run = Run.from_json(call("run", "-", "--format", "json", "--glossary", "starter", data=text).stdout)
    assert "glossary:starter/" in run.signature
    assert "Kremlin" in run.translation.text
    lines = call("translate", "--lines", "--glossary", "starter", data=text).stdout
    assert lines == run.translation.text + "\n"
    refused(call("run", "-", "--glossary", str(tmp_path / "none.csv"), data=text), 2, "none.csv")


def test_translate_lines_writes_the_alignment(tmp_path: Path) -> None:
    """A line of Pharaoh pairs for each line, also for blank ones; the words are those of the two files."""
    links = tmp_path / "links.txt"
    lines = ["Putin besucht Moskau.", "", "Das Wetter ist heute schön."]
    done = call("translate", "--lines", "--beam", "1", "--alignment", str(links), data="\n".join(lines).encode())
    assert (done.returncode, done.stderr) == (0, "")
    written = links.read_text("utf-8").split("\n")
    assert len(written) == len(lines) + 1
    assert written[1] == written[3] == ""
    for german, english, row in zip(lines, done.stdout.split("\n"), written, strict=False):
        pairs = [tuple(map(int, pair.split("-"))) for pair in row.split()]
        assert all(i < len(german.split()) and j < len(english.split()) for i, j in pairs)
        assert bool(pairs) is bool(german)


def test_alignment_without_lines_is_refused(tmp_path: Path) -> None:
    refused(call("translate", "--alignment", str(tmp_path / "x"), data=b"Hallo."), 2, "give --lines too")


def test_ingest_shows_where_a_sentence_should_perhaps_be_split(seed_path: Path) -> None:
    data = json.loads(call("ingest", str(seed_path), "--format", "json").stdout)
    [suggestion] = data["suggestions"]
    assert data["text"][suggestion["at"] :].startswith("Putins mögliche Reise")
    assert "? A heading may end before “Putins”" in call("ingest", str(seed_path)).stdout
