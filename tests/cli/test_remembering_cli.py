"""What `run` and `translate` remember with the real model, and that a memory that fails is never in the way."""

from __future__ import annotations

import ctypes
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import Run
from workbench.store import open_store

pytestmark = pytest.mark.model
WORKBENCH = [sys.executable, "-m", "workbench"]
TEXT = "Das Wetter ist heute schön. Morgen regnet es in Dresden."


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the memory of the test will be."""
    path = tmp_path / "memory" / "memory.sqlite"
    monkeypatch.setenv("WORKBENCH_STORE", str(path))
    return path


def call(
    *arguments: str, data: str = TEXT, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WORKBENCH, *arguments], input=data, capture_output=True, timeout=120, encoding="utf-8", preexec_fn=before
    )


def test_the_second_run_of_the_seed_article_comes_from_the_cache(memory: Path, seed_path: Path) -> None:
    """Under 50 ms for the model's part; the result is the same; both are remembered; and it says so."""
    first = call("run", str(seed_path), "--format", "json")
    second = call("run", str(seed_path), "--format", "json")
    assert (first.returncode, first.stderr) == (0, "")
    runs = [Run.from_json(done.stdout) for done in (first, second)]
    count = len(runs[0].article.segments)
    assert second.stderr.startswith(f"workbench: {count} of {count} sentences came from the cache")
    assert runs[1].timings["translate"] < 0.05
    assert runs[0].translation == runs[1].translation
    assert [s.score for s in runs[0].translation.sentences] == [s.score for s in runs[1].translation.sentences]
    with open_store(memory) as store:
        assert [store.run(entry.id) for entry in store.entries.newest()] == [runs[1], runs[0]]


def test_an_edited_article_is_translated_only_where_it_changed(memory: Path) -> None:
    call("run", "-")
    done = call("run", "-", "--format", "json", data=TEXT.replace("Morgen", "Übermorgen"))
    assert "1 of 2 sentences" in done.stderr
    assert [s["cached"] for s in json.loads(done.stdout)["segments"]] == [True, False]


def test_no_cache_translates_afresh_and_keeps_nothing_in_it(memory: Path) -> None:
    for _ in range(2):
        assert call("run", "-", "--no-cache").stderr == ""
    with open_store(memory) as store:
        assert store.sentences.info().sentences == 0
        assert len(store.entries.newest()) == 2


def test_no_store_leaves_no_trace(memory: Path) -> None:
    """No file is begun; one that is there is read for known sentences and stays as it is."""
    assert call("run", "-", "--no-store").stderr == ""
    assert not memory.exists()
    call("run", "-")
    before = memory.read_bytes()
    done = call("run", "-", "--no-store", data=TEXT + " Die Elbe führt Hochwasser.")
    assert "2 of 3 sentences" in done.stderr
    assert memory.read_bytes() == before


def test_off_means_off(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_STORE", "off")
    done = call("run", "-", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert not memory.exists()


def test_translate_uses_the_cache_and_stores_no_run(memory: Path) -> None:
    first = call("translate", "--lines", data="Guten Morgen.\n\nGuten Abend.\n")
    second = call("translate", "--lines", data="Guten Abend.\nGuten Morgen.\nGute Nacht.\n")
    assert first.stderr == ""
    assert "2 of 3 sentences" in second.stderr
    assert sorted(first.stdout.splitlines())[1:] == sorted(second.stdout.splitlines()[:2])
    assert call("translate", "--lines", "--no-cache", data="Guten Abend.\n").stderr == ""
    with open_store(memory) as store:
        assert store.entries.newest() == []


def damaged(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 500)


def newer(path: Path) -> None:
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1000")
    connection.close()


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


@pytest.mark.parametrize(("spoil", "said"), [(damaged, "damaged"), (newer, "newer"), (foreign, "another program")])
def test_the_run_comes_out_whatever_the_memory_is(memory: Path, spoil: Callable[[Path], None], said: str) -> None:
    """One line on stderr says why nothing is remembered; the exit code is that of the run."""
    memory.parent.mkdir()
    spoil(memory)
    done = call("run", "-", "--format", "json")
    assert done.returncode == 0
    assert len(Run.from_json(done.stdout).article.segments) == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    listed = call("history", "list")
    assert listed.returncode == 1
    assert listed.stderr.count("\n") == 1


def obey_permissions() -> None:
    """Root may write anywhere; without these two capabilities (linux/capability.h) it may not."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(24, capability) != 0:  # PR_CAPBSET_DROP
                raise OSError(ctypes.get_errno(), "prctl")


def test_the_run_comes_out_of_a_folder_that_cannot_be_written(memory: Path) -> None:
    memory.parent.mkdir(mode=0o500)
    done = call("run", "-", "--format", "json", before=obey_permissions)
    assert done.returncode == 0
    assert len(Run.from_json(done.stdout).article.segments) == 2
    assert done.stderr.count("\n") == 1
    assert "WORKBENCH_STORE" in done.stderr
    assert list(memory.parent.iterdir()) == []


def test_the_run_comes_out_when_the_file_is_read_only(memory: Path) -> None:
    open_store(memory).close()
    memory.chmod(0o400)
    memory.parent.chmod(0o500)
    done = call("run", "-", "--format", "json", before=obey_permissions)
    memory.parent.chmod(0o700)
    assert done.returncode == 0
    assert len(Run.from_json(done.stdout).article.segments) == 2
    assert str(memory) in done.stderr


def test_the_run_comes_out_when_it_cannot_be_written_down(memory: Path) -> None:
    """The memory opens, and fails only when the run is put into it; the cache works on."""
    open_store(memory).close()
    connection = sqlite3.connect(memory)
    connection.execute("DROP TABLE entries")
    connection.close()
    done = call("run", "-", "--format", "json")
    assert done.returncode == 0
    assert len(Run.from_json(done.stdout).article.segments) == 2
    assert done.stderr.startswith("workbench: This run is not remembered. The memory ")
    assert done.stderr.count("\n") == 1
    assert "2 of 2 sentences" in call("run", "-").stderr
