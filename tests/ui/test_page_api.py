"""What `gradio_client` can call, over a real server; and what the server refuses."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from workbench import Run
from workbench.errors import UsageError
from workbench.ui import build, serve
from workbench.ui.guard import POLICY

TEXT = "Der Bundestag hat gestern in Berlin getagt. Es ging um den Haushalt.\n\nQuelle: dpa © Erika Muster"
ROOT = Path(__file__).parents[2]


def connect(server, folder):
    return Client(server.url, verbose=False, analytics_enabled=False, download_files=str(folder))


@pytest.fixture
def client(fake_server, tmp_path):
    return connect(fake_server, tmp_path)


def test_translate_gives_one_entry_per_sentence(client):
    """Source, target and score; text sent to be translated is never taken for boilerplate."""
    result = client.predict(TEXT, "auto", 4, api_name="/translate")
    assert [entry["target"] for entry in result] == [entry["source"].upper() for entry in result]
    assert result[-1]["source"].startswith("Quelle")
    assert {"source", "target", "score"} == set(result[0])


def test_summarise_gives_sentences_with_evidence(client):
    """English in; evidence counts its sentences from 0."""
    english = "The parliament met on Monday. It spoke about money. Nobody was content with the result."
    result = client.predict(english, "auto", 2, api_name="/summarise")
    assert result == {
        "sentences": [
            {"text": "It spoke about money.", "evidence": [1]},
            {"text": "Nobody was content with the result.", "evidence": [2]},
        ]
    }


def test_run_gives_what_the_command_line_writes(client):
    """The JSON form of a run, which reads back."""
    result = client.predict(TEXT, api_name="/run")
    run = Run.from_json(json.dumps(result))
    assert run.article.text == TEXT
    assert len(run.translation.sentences) == 2
    kept = client.predict(TEXT, "auto", "auto", 1, 4, "credit", False, api_name="/run")
    assert len(Run.from_json(json.dumps(kept)).translation.sentences) == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("", "auto", 4), "no text"),
        ((TEXT, "auto", 99), "beam_size must be a number from 1 to 16"),
        (("The government announced on Monday that it would raise taxes again.", "auto", 4), "not German"),
    ],
)
def test_errors_reach_the_client_as_one_clear_line(client, arguments, says):
    """The message of the error and no traceback."""
    with pytest.raises(AppError, match=says) as caught:
        client.predict(*arguments, api_name="/translate")
    assert "Traceback" not in str(caught.value)


def test_only_the_three_calls_are_offered(client):
    """What the page itself uses is private."""
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {"/translate", "/summarise", "/run"}
    assert client.view_api(return_format="dict")["unnamed_endpoints"] == {}


STEPS = ("translate", "restore", "remove", "join", "split")  # of the page, those that need a model


def test_every_event_has_a_name_and_all_model_work_one_queue():
    """No event is named by accident, and no model runs outside of the queue "models"."""
    events = list(build().fns.values())
    public = {event.api_name for event in events if event.api_visibility == "public"}
    assert public == {"translate", "summarise", "run"}
    assert all(event.api_name.startswith("page_") for event in events if event.api_name not in public)
    assert len({event.api_name for event in events}) == len(events)
    work = [event for event in events if event.concurrency_id == "models"]
    assert {event.api_name for event in work} == public | {f"page_{n}_work" for n in (*STEPS, "compare", "prompts")}
    assert all(event.concurrency_limit == 1 for event in work)


@pytest.mark.model
def test_the_embedded_models_answer(real_server, tmp_path):
    """The real thing by name and by "auto"; what is not in the catalogue or not on this machine is refused clearly."""
    client = connect(real_server, tmp_path)
    named = client.predict(TEXT, "marian-de-en", 4, api_name="/translate")
    assert client.predict(TEXT, "auto", 4, api_name="/translate") == named
    assert len(named) == 3
    assert all(entry["target"].strip() and entry["score"] < 0 for entry in named)
    run = Run.from_json(json.dumps(client.predict(TEXT, api_name="/run")))
    assert run.translation.model == "marian-de-en"
    with pytest.raises(AppError, match="No model is called 'marian-de-eng'; did you mean marian-de-en"):
        client.predict(TEXT, "marian-de-eng", 4, api_name="/translate")
    with pytest.raises(AppError, match="not on this machine"):
        client.predict(TEXT, "opus-mt-de-en", 4, api_name="/translate")
    with pytest.raises(AppError, match="No model is called"):
        client.predict(TEXT, str(ROOT / "workbench" / "assets" / "marian-de-en"), 4, api_name="/translate")


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, dict(answer.headers), answer.read()


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        f"/gradio_api/file={ROOT}/app.py",
        f"/gradio_api/file={ROOT}/pyproject.toml",
        "/gradio_api/file=../../etc/passwd",
        "/gradio_api/file=https://example.org/",
        "/gradio_api/file=HTTP%3A//example.org/",
        "/gradio_api/proxy=https://example.hf.space/x",
        "/file/http://example.org/",
    ],
)
def test_no_file_of_the_machine_and_no_other_host_can_be_had_through_the_server(fake_server, path):
    """Refused, and nothing was asked for on the visitor's behalf."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(fake_server.url + path)
    assert caught.value.code in (403, 404)
    assert fake_server.lines("outside") == []


def test_a_client_cannot_pass_a_path_for_an_upload(fake_server):
    """The upload event takes what was uploaded, never a file that lies on the machine."""
    config = json.loads(get(f"{fake_server.url}/config")[2])
    index = next(d["id"] for d in config["dependencies"] if d["api_name"] == "page_open_file")
    body = {
        "fn_index": index,
        "session_hash": "intruder",
        "data": [None, {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}],
    }
    request = urllib.request.Request(
        f"{fake_server.url}/gradio_api/run/predict",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(request)
    assert b"root:" not in caught.value.read()


def test_every_answer_forbids_other_hosts(fake_server):
    """The content security policy stands on the page, its scripts and the API alike."""
    for path in ("/", "/config", "/theme.css", "/favicon.ico"):
        status, headers, _ = get(fake_server.url + path)
        assert status == 200
        assert headers["content-security-policy"] == POLICY


def test_a_port_that_is_taken_is_a_clear_error():
    """Who starts a second page is told what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}.*--port"):
            serve(port=port)


@pytest.mark.parametrize("port", ["", "abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_a_clear_error(monkeypatch, port):
    """From the environment too."""
    monkeypatch.setenv("WORKBENCH_PORT", port)
    with pytest.raises(UsageError, match="WORKBENCH_PORT"):
        serve()


def test_app_py_is_short_and_says_in_one_line_what_is_wrong(tmp_path):
    """At most 30 lines; exit code 2 and no traceback for a port that is none."""
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 30
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        env=os.environ | {"WORKBENCH_PORT": "abc", "WORKBENCH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "WORKBENCH_PORT" in done.stderr
