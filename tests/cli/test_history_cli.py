"""`workbench history` and `workbench cache` as a user types them, on a memory with three runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench import Decoding, Run, run
from workbench.comparison import compare
from workbench.comparison.schema import load_comparison
from workbench.export import FORMATS
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.report import render
from workbench.store import Draft, open_store

WORKBENCH = [sys.executable, "-m", "workbench"]
BRIDGE = "Die Brücke über die Elbe wird im März gesperrt. Das teilte die Stadt mit."
MAYOR = "Der Bürgermeister lehnte am Montag ab, die Steuern zu erhöhen."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memory with two runs of one article (1, 3) and one of another (2), and their sentences in the cache."""
    path = tmp_path_factory.mktemp("filled") / "memory.sqlite"
    with open_store(path) as store:
        for text, beam in ((BRIDGE, 4), (MAYOR, 4), (BRIDGE, 1)):
            made = run(
                text,
                translator=FakeTranslator(),
                summariser=FakeSummariser(),
                decoding=Decoding(beam_size=beam),
                cache=store.sentences,
                any_language=True,
            )
            if beam == 1:
                first = replace(made.translation.sentences[0], text="THE BRIDGE WILL BE SHUT.", alignment=None)
                changed = replace(made.translation, sentences=(first, *made.translation.sentences[1:]))
                made = replace(made, translation=changed)
            store.add_run(made)
    return path


@pytest.fixture
def memory(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it for one test."""
    path = Path(shutil.copyfile(filled, tmp_path / "memory.sqlite"))
    monkeypatch.setenv("WORKBENCH_STORE", str(path))
    return path


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*WORKBENCH, *arguments], capture_output=True, timeout=120, encoding="utf-8")


def refused(done: subprocess.CompletedProcess[str], code: int, said: str) -> None:
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("workbench: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_list_is_a_line_per_run_newest_first(memory: Path) -> None:
    lines = call("history", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert all("2 sentences" in line or "1 sentences" in line for line in lines)
    assert "fake + fake-summary" in lines[0]
    assert "Bürgermeister" in lines[1]
    some = call("history", "list", "--limit", "1")
    assert some.stdout.startswith("3 ")
    assert "--all" in some.stderr
    entries = json.loads(call("history", "list", "--json").stdout)
    assert [entry["id"] for entry in entries] == [3, 2, 1]
    about = entries[0]["about"]
    assert [line.split()[0] for line in call("history", "list", "--article", about).stdout.splitlines()] == ["3", "1"]


def test_show_is_the_run_again(memory: Path) -> None:
    shown = call("history", "show").stdout
    assert shown.startswith("3  ")
    assert "THE BRIDGE WILL BE SHUT." in shown
    assert "Took: read" in shown
    assert Run.from_json(call("history", "show", "2", "--json").stdout).article.text == MAYOR


def test_search_shows_where_the_words_stand(memory: Path) -> None:
    done = call("history", "search", "brucke", "Elbe")
    assert done.returncode == 0
    assert "[Brücke] über die [Elbe]" in done.stdout
    assert [hit["id"] for hit in json.loads(call("history", "search", "SHUT", "--json").stdout)] == [3]
    assert [hit["id"] for hit in json.loads(call("history", "search", "--in", "german", "SHUT", "--json").stdout)] == []
    nothing = call("history", "search", "Wien")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    refused(call("history", "search", "?!"), 2, "no word")
    refused(call("history", "search", "x", "--in", "french"), 2, "german")


def test_diff_marks_what_changed(memory: Path) -> None:
    shown = call("history", "diff", "1", "3").stdout
    assert "translate beam: 4 -> 1" in shown
    assert "1 of 2 sentences are the same." in shown
    assert "3  {+THE BRIDGE WILL BE SHUT+}." in shown
    assert "The summaries are the same." in shown
    found = json.loads(call("history", "diff", "1", "--json").stdout)  # with the last one
    assert found["pairs"][0]["right"] == "THE BRIDGE WILL BE SHUT."
    assert "(not in this run)" in call("history", "diff", "2", "1").stdout


def test_notes_and_stars(memory: Path) -> None:
    assert call("history", "note", "1", "für  später").returncode == 0
    assert call("history", "star", "1").returncode == 0
    (line,) = call("history", "list", "--starred").stdout.splitlines()
    assert line.startswith("1  *")
    assert line.endswith("(für später)")
    assert "Note: für später" in call("history", "show", "1").stdout
    assert json.loads(call("history", "search", "später", "--in", "note", "--json").stdout)[0]["id"] == 1
    call("history", "star", "1", "--off")
    nothing = call("history", "list", "--starred")
    assert nothing.stdout == ""
    assert "nothing" in nothing.stderr


@pytest.mark.parametrize("form", ["docx", "html", "xliff2"])
def test_export_one_to_a_file_and_all_to_a_folder(memory: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"one{FORMATS[form].suffix}"
    assert call("history", "export", "3", "--format", form, "-o", str(target)).returncode == 0
    assert target.stat().st_size > 100
    assert call("history", "export", "--all", "--format", form, "-o", str(tmp_path / "all")).returncode == 0
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [
        f"run-{number}{FORMATS[form].suffix}" for number in (1, 2, 3)
    ]


def test_export_of_several_in_json_is_one_to_a_line(memory: Path) -> None:
    lines = call("history", "export", "2", "last", "--format", "json").stdout.splitlines()
    assert [Run.from_json(line).article.text for line in lines] == [MAYOR, BRIDGE]


def test_bytes_do_not_go_to_a_terminal(memory: Path) -> None:
    """A pipe gets them; a terminal is refused before anything is written."""
    ours, theirs = os.openpty()
    done = subprocess.run(
        [*WORKBENCH, "history", "export", "1", "--format", "docx"], stdout=theirs, stderr=subprocess.PIPE, timeout=60
    )
    os.close(theirs)
    assert done.returncode == 2
    assert b"--output" in done.stderr
    with pytest.raises(OSError, match="Input/output error"):  # nothing was written, and nobody is there
        os.read(ours, 1)
    os.close(ours)
    piped = subprocess.run([*WORKBENCH, "history", "export", "1", "--format", "docx"], capture_output=True, timeout=60)
    assert piped.stdout.startswith(b"PK")
    refused(call("history", "export", "1", "2", "--format", "docx"), 2, "--output")


def test_delete_some_and_all(memory: Path) -> None:
    assert call("history", "delete", "1", "last").returncode == 0
    assert call("history", "list").stdout.split()[0] == "2"
    assert b"SHUT" not in memory.read_bytes()
    refused(call("history", "delete", "--all"), 2, "--yes")  # nobody to ask
    assert call("history", "delete", "--all", "--yes").returncode == 0
    assert call("history", "list").stdout == ""
    assert b"STEUERN" not in memory.read_bytes()
    assert json.loads(call("cache", "info", "--json").stdout)["sentences"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "99"], "99"),
        (["show", "first"], "first"),
        (["delete"], "--all"),
        (["delete", "1", "--all"], "--all"),
        (["export", "1", "--format", "pdf"], "pdf"),
        (["export", "--all", "-o", "{file}"], "folder"),
        (["show", "4"], "not a run"),
        (["show", "-1"], "-1"),
    ],
)
def test_bad_use_is_one_line(memory: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "file").write_text("")
    with open_store(memory) as store:
        store.entries.add(Draft("vote", "{}", "A vote"))
    refused(call("history", *(word.replace("{file}", str(tmp_path / "file")) for word in arguments)), 2, said)


def test_comparisons_are_listed_shown_exported_and_deleted(memory: Path, tmp_path: Path) -> None:
    """In the formats of a comparison; a format of runs alone, or a difference, is refused in words."""
    with open_store(memory) as store:
        made = compare([store.run(1), store.run(2)])
        number = str(store.add_comparison(made))
        store.keep_own_terms("[[term]]")
    lines = call("history", "list").stdout.splitlines()
    assert len(lines) == 4
    assert "comparison, 2 texts, 3 sentences" in lines[0]
    assert "fake + fake-summary" in lines[0]
    assert call("history", "list", "--kind", "comparison").stdout.splitlines()[0].split()[0] == number
    assert call("history", "list", "--kind", "terms").stdout.split()[0] == "5"
    shown = call("history", "show").stdout
    assert shown.endswith(render(made, "text"))
    assert load_comparison(call("history", "show", number, "--json").stdout) == made
    call("history", "export", number, "1", "--format", "html", "-o", str(tmp_path / "both"))
    assert sorted(path.name for path in (tmp_path / "both").iterdir()) == ["comparison-4.html", "run-1.html"]
    both = call("history", "export", number, "1", "--format", "json").stdout.splitlines()
    assert (load_comparison(both[0]), Run.from_json(both[1]).article.text) == (made, BRIDGE)
    refused(call("history", "export", number, "--format", "docx"), 2, "text, md, html, json, csv")
    refused(call("history", "diff", "1", number), 2, "not a run but a comparison")
    assert "comparison" in call("history", "search", "Elbe").stdout
    assert call("history", "delete", number).returncode == 0
    assert len(call("history", "list").stdout.splitlines()) == 3


def test_an_empty_memory_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_STORE", str(tmp_path / "new.sqlite"))
    assert call("history", "list", "--json").stdout == "[]\n"
    refused(call("history", "show"), 2, "workbench run")
    monkeypatch.setenv("WORKBENCH_STORE", "off")
    refused(call("history", "list"), 1, "off")


def test_cache_info_and_clear(memory: Path) -> None:
    assert "sentences:  5, translated in 2 ways" in call("cache", "info").stdout
    assert json.loads(call("cache", "info", "--json").stdout)["limit"] == 100_000_000
    cleared = call("cache", "clear")
    assert (cleared.returncode, cleared.stdout) == (0, "")
    assert "5" in cleared.stderr
    assert json.loads(call("cache", "info", "--json").stdout)["sentences"] == 0
    assert len(call("history", "list").stdout.splitlines()) == 3


def test_doctor_reads_all_of_the_memory(memory: Path) -> None:
    good = call("doctor")
    assert good.returncode == 0
    assert "3 entries, 5 sentences in the cache" in good.stdout
    content = bytearray(memory.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    memory.write_bytes(content)
    bad = call("doctor")
    assert bad.returncode == 1
    assert "is damaged" in bad.stdout
