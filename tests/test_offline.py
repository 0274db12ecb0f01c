"""The network is used by `models pull` and by nothing else."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import workbench

BLOCKED = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was used")
for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = socket.gethostbyname = refuse
from workbench import cli
code = cli.main(sys.argv[1:])
packages = ("torch", "transformers", "huggingface_hub", "gradio", "httpx", "httpx2")
print([name for name in packages if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""


def blocked(*words: str) -> tuple[str, list[str]]:
    """Stdout of a command that ran with every socket blocked, and the heavy packages that it imported."""
    done = subprocess.run([sys.executable, "-c", BLOCKED, *words], capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    heavy: list[str] = ast.literal_eval(done.stderr.splitlines()[-1])
    return done.stdout, heavy


@pytest.mark.model
def test_an_article_is_translated_and_summarised_with_every_socket_blocked(seed_path: Path) -> None:
    """The whole road, and without torch."""
    out, heavy = blocked("run", str(seed_path), "--format", "json")
    run = json.loads(out)
    assert run["translation"]["text"]
    assert run["summary"]["sentences"]
    assert heavy == []


@pytest.mark.parametrize(
    "words", [("models", "list"), ("models", "verify"), ("models", "info", "opus-mt-de-en"), ("doctor",)]
)
def test_looking_at_models_stays_offline(words: tuple[str, ...]) -> None:
    out, heavy = blocked(*words)
    assert out
    assert heavy == []


def test_only_one_module_can_reach_the_network() -> None:
    """huggingface_hub and the HTTP clients are imported in pull/fetch.py and nowhere else."""
    root = Path(workbench.__file__).parent
    clients = {"huggingface_hub", "httpx", "httpx2", "requests", "urllib3", "aiohttp"}
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in clients or name == "urllib.request" for name in names):
                found.add(path.relative_to(root).as_posix())
    assert found == {"pull/fetch.py"}
