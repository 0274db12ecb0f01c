"""`workbench models`: data on stdout, everything else on stderr, errors in one line with the right exit code."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from workbench import catalogue, cli, depot


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    code = cli.main(["models", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_list_names_every_model_and_what_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    """Piped, it is one aligned line a model, without control characters."""
    code, out, err = run(capsys, "list")
    lines = out.splitlines()
    assert code == 0
    assert err == ""
    assert lines[0].split() == ["name", "task", "languages", "size", "licence", "here", "figures", "note"]
    assert [line.split()[0] for line in lines[1:]] == [entry.name for entry in catalogue.entries()]
    here = lines[0].index("here")
    assert {line.split()[0]: line[here : here + 3].strip() for line in lines[1:]}["marian-de-en"] == "yes"
    assert "\x1b" not in out


def test_list_as_json_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "--json")
    models = {model["name"]: model for model in json.loads(out)}
    assert code == 0
    assert set(models) == {entry.name for entry in catalogue.entries()}
    assert models["marian-de-en"]["here"] is True
    assert models["opus-mt-de-en"]["here"] is False
    assert models["nllb-200-distilled-600M"]["licence"] == "CC-BY-NC-4.0"


def test_info_tells_about_one_model(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "info", "distilbart-cnn-12-6")
    assert code == 0
    assert "source:       sshleifer/distilbart-cnn-12-6" in out
    assert "here:         no" in out
    code, out, _ = run(capsys, "info", "marian-de-en", "--json")
    assert json.loads(out)["folder"] == str(depot.folder(catalogue.find("marian-de-en")))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("info", "opus-mt-deen"), "did you mean opus-mt-de-en"),
        (("pull", "marian-de-en"), "marian-de-en ships with the workbench; nothing to pull"),
        (("remove", "marian-de-en"), "marian-de-en ships with the workbench and is not removed"),
        (("remove", "opus-mt-de-en"), "opus-mt-de-en is not on this machine, so there is nothing to remove"),
        (("verify", "opus-mt-de-en"), "`workbench models pull opus-mt-de-en` gets it"),
        (("verify", "org/none"), "`workbench models pull org/none`"),
        (("pull", "nothing"), "No model is called 'nothing'"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    code, out, err = run(capsys, *words)
    assert code == 2
    assert out == ""
    assert message in err
    assert len(err.splitlines()) == 1


def test_verify_says_what_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "verify") == (0, "marian-de-en: sound\n", "")


def test_verify_finds_a_damaged_model(capsys: pytest.CaptureFixture[str]) -> None:
    folder = depot.folder(catalogue.find("opus-mt-de-en"))
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    from workbench.depot import manifest

    manifest.seal(folder, "Helsinki-NLP/opus-mt-de-en", "a" * 40, None)
    assert run(capsys, "verify", "opus-mt-de-en")[:2] == (0, "opus-mt-de-en: sound\n")
    (folder / "model.bin").write_bytes(b"changed")
    code, _, err = run(capsys, "verify", "opus-mt-de-en")
    assert code == 1
    assert "model.bin was changed" in err
    code, out, _ = run(capsys, "verify")
    assert code == 1
    assert "model.bin was changed" in out


def test_a_damaged_manifest_does_not_break_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """A model without an entry is listed by its hub id; a manifest that cannot be read is a fault of that model."""
    folder = depot.models_dir() / "org--mine"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{oops")
    code, out, err = run(capsys, "list", "--json")
    mine = next(model for model in json.loads(out) if model["name"] == "org/mine")
    assert (code, err) == (0, "")
    assert "manifest.json cannot be read" in mine["fault"]
    assert run(capsys, "list")[1].splitlines()[-1].startswith("org/mine ")


def test_remove_frees_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    folder = depot.folder(catalogue.find("opus-mt-de-en"))
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"0" * 5000)
    code, out, err = run(capsys, "remove", "opus-mt-de-en")
    assert (code, out) == (0, "")
    assert "opus-mt-de-en: 5 kB freed" in err
    assert not folder.exists()


def test_a_pull_without_a_network_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # the discard port: nothing listens there
    code, out, err = run(capsys, "pull", "opus-mt-de-en")
    assert (code, out) == (1, "")
    assert err.startswith("workbench: Helsinki-NLP/opus-mt-de-en at http://127.0.0.1:9 cannot be reached")
    assert len(err.splitlines()) == 1


def test_a_broken_pipe_ends_quietly() -> None:
    """`workbench models list | head -1` leaves no traceback."""
    command = f"{sys.executable} -m workbench models list | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("name")
    assert done.stderr == ""
