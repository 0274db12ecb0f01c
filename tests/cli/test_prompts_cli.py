"""`workbench prompts`: data on stdout, mistakes in one line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.chats import Server
from workbench import cli, prompts


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    code = cli.main(["prompts", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def own(name: str, text: str) -> None:
    prompts.user_folder().mkdir(parents=True, exist_ok=True)
    (prompts.user_folder() / f"{name}.toml").write_text(text)


def test_list_names_every_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "list")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(prompts.names())
    code, out, _ = run(capsys, "list", "--json")
    rows = {row["name"]: row for row in json.loads(out)}
    assert rows["judge"]["variables"] == ["source", "first", "second"]
    assert rows["judge"]["hash"] == prompts.load("judge").hash
    assert rows["judge"]["own"] is False


def test_an_own_prompt_with_a_mistake_is_listed_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The others stay usable."""
    own("mine", 'name = "mine"\n')
    code, out, _ = run(capsys, "list")
    assert code == 1
    assert "mine.toml: the key 'task' is missing. (yours)" in out
    assert "headline" in out


def test_show_is_the_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "show", "headline")
    assert code == 0
    assert out == prompts.where("headline").read_text("utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(out.replace('"headline"', '"mine"', 1))
    assert run(capsys, "show", str(path))[0] == 0


@pytest.mark.parametrize("name", prompts.names())
def test_every_prompt_is_rendered_with_its_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, err = run(capsys, "render", name, "--example")
    assert (code, err) == (0, "")
    assert "[user]" in out
    assert all(line in out for value in prompts.load(name).example.values() for line in value.splitlines())


def test_render_takes_values_files_and_standard_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Der Minister = der Chef.\nEr sprach {text}.\n")
    code, out, _ = run(
        capsys, "render", "judge", "--var", f"source=@{path}", "--var", "first=a=b", "--example", "--json"
    )
    assert code == 0
    [system, user] = json.loads(out)
    assert system["role"] == "system"
    assert "<source>\nDer Minister = der Chef.\nEr sprach {text}.\n</source>" in user["content"]
    assert "<first>\na=b\n</first>" in user["content"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Grüße".encode())))
    assert "<text>\nGrüße\n</text>" in run(capsys, "render", "headline", "--var", "text=@-")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "headlines"), "No prompt is called 'headlines'; did you mean headline?"),
        (("render", "headline"), "The prompt headline: lacks 'text'; its variables are text."),
        (("render", "headline", "--var", "txt=a"), "lacks 'text', has no 'txt'"),
        (("render", "headline", "--var", "text"), "--var 'text' has no '='"),
        (("render", "headline", "--var", "text=@/nowhere"), "/nowhere"),
        (("render", "nowhere.toml"), "nowhere.toml cannot be read"),
        (("try", "headline", "--example", "--model", "marian-de-en"), "marian-de-en is no chat model"),
        (("try", "headline", "--example", "--model", "http://127.0.0.1:9/v1"), "names no model"),
        (("try", "headline", "--example", "--model", "qwen2.5-0.5b-instruct"), "models pull qwen2.5-0.5b-instruct"),
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


def test_try_shows_the_answer_and_how_it_is_read(capsys: pytest.CaptureFixture[str], chat_server: Server) -> None:
    code, out, _ = run(capsys, "try", "translate", "--example", "--model", chat_server.address("echo"))
    assert code == 0
    assert "[answer]\n1. SAID DER MINISTER" in out
    assert "[read as numbered]\nSAID DER MINISTER SPRACH AM FREITAG IN BERLIN.\n" in out
    code, out, _ = run(capsys, "try", "judge", "--example", "--model", chat_server.address("echo"))
    assert code == 1
    assert "It cannot be read: no winner in it." in out
