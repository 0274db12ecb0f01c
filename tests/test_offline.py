"""The network is used by `models pull`, and for a server that the user names; by nothing else."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import workbench
from tests.chats import Server
from workbench import catalogue

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


def test_two_modules_can_reach_the_network() -> None:
    """huggingface_hub and the HTTP clients are imported in pull/fetch.py and models/endpoint.py, and nowhere else."""
    root = Path(workbench.__file__).parent
    clients = {"huggingface_hub", "httpx", "httpx2", "requests", "urllib3", "aiohttp"}
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in clients or name == "urllib.request" for name in names):
                found.add(path.relative_to(root).as_posix())
    assert found == {"pull/fetch.py", "models/endpoint.py"}


@pytest.mark.model
def test_a_server_of_the_users_own_is_not_spoken_to_unless_it_is_asked_for(seed_path: Path) -> None:
    """It stands in models.toml, of the highest rank, and `auto` still means a model that is here."""
    path = catalogue.user_file()
    path.parent.mkdir(parents=True)
    path.write_text(
        '[[model]]\nname = "server"\ntask = "chat"\nruntime = "endpoint"\nsource = "http://192.0.2.1/v1#big"\n'
        'languages = ["de-en", "en"]\nrank = 99\n'
    )
    out, heavy = blocked("run", str(seed_path), "--beam", "1", "--format", "json")
    assert json.loads(out)["translation"]["model"] == "marian-de-en"
    assert heavy == []
    out, heavy = blocked("models", "list")
    assert "server" in out
    assert heavy == []


RECORDED = """
import socket, sys
spoken = set()
connect, resolve = socket.socket.connect, socket.getaddrinfo
def noted(self, address):
    spoken.add(address[:2])
    return connect(self, address)
def asked(host, *args, **kwargs):
    spoken.add((host, args[0] if args else None))
    return resolve(host, *args, **kwargs)
socket.socket.connect, socket.getaddrinfo = noted, asked
from workbench import cli
code = cli.main(sys.argv[1:])
print(sorted(spoken), file=sys.stderr)
sys.exit(code)
"""


def test_only_the_host_that_was_named_is_spoken_to(chat_server: Server, tmp_path: Path) -> None:
    """Not a proxy of the environment, and not the host that a server sends on to."""
    text = tmp_path / "text.txt"
    text.write_text("Der Minister sprach am Freitag in Berlin.")
    host, port = chat_server.host.split(":")
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), "http://192.0.2.9:3128")
    for fault, code in (("echo", 0), ("elsewhere", 1)):
        done = subprocess.run(
            [sys.executable, "-c", RECORDED, "translate", str(text), "--model", chat_server.address(fault)],
            capture_output=True,
            text=True,
            timeout=100,
            env=os.environ | proxies,
        )
        assert done.returncode == code, done.stderr
        assert ast.literal_eval(done.stderr.splitlines()[-1]) == [(host, int(port))]
