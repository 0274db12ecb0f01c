"""What all tests share: the seed article and a data folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chats import chat_server, free_port, llama_folder, qwen_folder

__all__ = ["chat_server", "free_port", "llama_folder", "qwen_folder"]

ROOT = Path(__file__).parent.parent


@pytest.fixture
def seed_path() -> Path:
    """The article that the project began with."""
    return ROOT / "seeds" / "rt-2024-01-peskow-putin-nordkorea.txt"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own models, rules or settings."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
