"""What README.md promises is there: its models, its files, its commands."""

from __future__ import annotations

import re
from pathlib import Path

from workbench import catalogue
from workbench.cli import app

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")
RUNTIMES = {
    "ct2": "CTranslate2",
    "hub": "transformers",
    "causal": "transformers",
    "extractive": "numpy",
    "lead": "numpy",
}


def row(entry: catalogue.Entry) -> str:
    gigabytes = entry.size / 1e9
    size = f"{gigabytes:.1f} GB" if gigabytes >= 1 else f"{entry.size / 1e6:.0f} MB"
    shown = "ships with it" if entry.embedded else size
    return f"| {entry.name} | {entry.task} | {RUNTIMES[entry.runtime]} | {entry.licence} | {shown} | {entry.note} |"


def test_the_models_table_is_the_catalogue() -> None:
    """After a change to catalogue.toml, put the rows that this shows as missing into README.md."""
    table = [line for line in TEXT.splitlines() if re.match(r"\| \S+ \| (translate|summarise|chat) ", line)]
    assert table == [row(entry) for entry in catalogue.entries()]


def test_every_linked_file_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_shown_command_is_one() -> None:
    shown = set(re.findall(r"^    workbench (\w+)", TEXT, re.MULTILINE))
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    assert shown <= known
    assert len(shown) > 6
