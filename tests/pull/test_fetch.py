"""The hub's protocol: what is asked for, what is kept, what goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.errors import DepotError
from workbench.pull import fetch

CONTENT = bytes(range(256)) * 4000  # 1 MB, so that it comes in many pieces


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_PAUSE", 0.0)


@pytest.fixture
def served(hub: Any, tmp_path: Path) -> Any:
    """A hub with one repository of a large and a small file."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(CONTENT)
    (folder / "config.json").write_text("{}")
    hub.serve("org/tiny", folder)
    return hub


def file_of(remote: fetch.Remote, name: str) -> fetch.RemoteFile:
    return next(file for file in remote.files if file.path == name)


def test_look_up_names_commit_sizes_and_hashes(served: Any) -> None:
    remote = fetch.look_up("org/tiny", "main")
    assert remote.commit == "a" * 40
    assert file_of(remote, "model.safetensors").size == len(CONTENT)
    assert len(file_of(remote, "model.safetensors").sha256 or "") == 64
    assert file_of(remote, "config.json").sha256 is None


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_file_arrives_whole_and_is_not_loaded_twice(served: Any, tmp_path: Path, name: str) -> None:
    remote = fetch.look_up("org/tiny", "main")
    counts: list[int] = []
    for _ in range(2):
        path = fetch.fetch(remote, file_of(remote, name), tmp_path, counts.append)
        assert path.read_bytes() == (tmp_path / "served" / name).read_bytes()
    assert len(served.loaded(name)) == 1
    assert sum(counts) == 2 * path.stat().st_size  # what lay there already counts as done
    assert not list(tmp_path.glob(".*"))


def test_a_cut_connection_is_gone_on_from(served: Any, tmp_path: Path) -> None:
    """After a break the client asks for the rest only, and the bytes are right."""
    served.cut["model.safetensors"] = [300_000]
    remote = fetch.look_up("org/tiny", "main")
    path = fetch.fetch(remote, file_of(remote, "model.safetensors"), tmp_path, lambda count: None)
    assert path.read_bytes() == CONTENT
    first, second = served.loaded("model.safetensors")
    assert first == ""
    assert 0 < int(second.removeprefix("bytes=").rstrip("-")) <= 300_000


def test_another_process_goes_on_where_one_was_killed(served: Any, tmp_path: Path) -> None:
    """A half-loaded file on disk is completed, not loaded again."""
    remote = fetch.look_up("org/tiny", "main")
    file = file_of(remote, "model.safetensors")
    (tmp_path / f".{file.key}.part").write_bytes(CONTENT[:123_456])
    assert fetch.fetch(remote, file, tmp_path, lambda count: None).read_bytes() == CONTENT
    assert served.loaded("model.safetensors") == ["bytes=123456-"]


def test_a_half_loaded_file_of_another_content_is_not_continued(served: Any, tmp_path: Path) -> None:
    remote = fetch.look_up("org/tiny", "main")
    (tmp_path / f".{'0' * 32}.part").write_bytes(b"something else")
    assert (
        fetch.fetch(remote, file_of(remote, "model.safetensors"), tmp_path, lambda count: None).read_bytes() == CONTENT
    )


def test_wrong_content_is_refused_and_not_kept(served: Any, tmp_path: Path) -> None:
    """A file whose checksum is not the announced one never gets its name, and the next attempt starts afresh."""
    remote = fetch.look_up("org/tiny", "main")
    served.corrupt.add("model.safetensors")
    with pytest.raises(DepotError, match=r"model\.safetensors of org/tiny came with the wrong checksum; pull again"):
        fetch.fetch(remote, file_of(remote, "model.safetensors"), tmp_path, lambda count: None)
    assert not (tmp_path / "model.safetensors").exists()
    served.corrupt.clear()
    assert (
        fetch.fetch(remote, file_of(remote, "model.safetensors"), tmp_path, lambda count: None).read_bytes() == CONTENT
    )


@pytest.mark.parametrize(
    ("name", "revision", "message"),
    [
        ("org/none", "main", "There is no org/none at http://127.0.0.1"),
        ("org/tiny", "v9", "has no revision 'v9'"),
        ("no such name!/x", "main", "not a name that the hub allows"),
    ],
)
def test_what_is_not_there_is_said(served: Any, name: str, revision: str, message: str) -> None:
    with pytest.raises(DepotError, match=message):
        fetch.look_up(name, revision)


@pytest.mark.parametrize(
    ("status", "message"), [(401, "is gated: accept its terms"), (500, "answered 500; what came so far is kept")]
)
def test_refusals_say_what_to_do(served: Any, status: int, message: str) -> None:
    served.status["/revision/main"] = status
    with pytest.raises(DepotError, match=message):
        fetch.look_up("org/tiny", "main")


def test_a_hub_that_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # the discard port: nothing listens there
    with pytest.raises(DepotError, match=r"org/tiny at http://127\.0\.0\.1:9 cannot be reached"):
        fetch.look_up("org/tiny", "main")
