"""Prompts: each renders with its own example, and mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench import prompts
from workbench.errors import UsageError


@pytest.mark.parametrize("name", prompts.names())
def test_every_prompt_renders_with_its_own_example(name: str) -> None:
    prompt = prompts.load(name)
    rendered = prompt.render(**prompt.example)
    assert all(value in rendered for value in prompt.example.values())
    assert prompt.description.endswith(".")


def test_braces_in_a_text_are_just_braces() -> None:
    assert prompts.load("t5-summarise").render(text="{x} and {}") == "summarize: {x} and {}"


@pytest.mark.parametrize(
    ("values", "message"),
    [({}, "lacks 'text'"), ({"text": "a", "tone": "b"}, "has no 'tone'"), ({"txt": "a"}, "lacks 'text'")],
)
def test_missing_and_surplus_variables_are_named(values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        prompts.load("t5-summarise").render(**values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('description = "d"\ntemplate = "{a}"\nrole = "x"\n[example]\na = "1"', "unknown key 'role'"),
        ('description = "d"\n[example]\n', "the key 'template' is missing"),
        ('description = "d"\ntemplate = "{a}"\n[example]\nb = "1"', "lacks 'a', has no 'b'"),
        ('description = "d"\ntemplate = "{a} }"\n[example]\na = "1"', "stray brace"),
        ('description = "d"\ntemplate = "{}"\n[example]\n', "'' is no name of a variable"),
        ('description = "d"\ntemplate = "{a.b}"\n[example]\n', "'a.b' is no name of a variable"),
        ("oops", "cannot be read"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message) as caught:
        prompts.read(path)
    assert "bad" in str(caught.value)


def test_an_unknown_prompt_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"No prompt is called 'nix'; there are .*t5-summarise"):
        prompts.load("nix")


def test_the_hash_follows_the_wording() -> None:
    first, second = (prompts.Prompt("p", "", template, {}) for template in ("a {text}", "b {text}"))
    assert first.hash != second.hash
