"""A chat on a server: the protocol, its faults, and what is never sent, shown or followed."""

from __future__ import annotations

import logging
import time

import pytest

from tests.chats import Server
from workbench.address import read_address
from workbench.errors import ServerError, UsageError, WorkbenchError
from workbench.models import load_summariser, load_translator
from workbench.models.chat import Asked
from workbench.models.endpoint import EndpointChat, open_endpoint
from workbench.models.seq2seq import Search
from workbench.prompts import Message
from workbench.types import BlockKind, Budget, Decoding, Document, DocumentSentence

KEY = "sk-very-secret-0123456789"
ASK = (Message("system", "Be brief."), Message("user", "<text>\nhallo\n</text>"))


def chat(server: Server, fault: str, **settings: object) -> EndpointChat:
    settings = {"timeout": 10.0, "pauses": (0.01, 0.01, 0.01), "key": KEY} | settings
    return EndpointChat(read_address(server.address(fault)), "served", **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", ["echo", "whole", "no-done", "thought"])
def test_an_answer_comes_through(chat_server: Server, fault: str) -> None:
    """Streamed or in one piece, with or without an end sign, with thoughts kept apart."""
    [answer] = chat(chat_server, fault).answer([ASK], Asked())
    assert answer.text == "SAID HALLO"
    assert not answer.cut


def test_what_is_sent(chat_server: Server) -> None:
    asked = Asked(Search(beam_size=1, max_length=77), stop=("\n\n",))
    chat(chat_server, "echo").answer([ASK, ASK], asked)
    one, other = chat_server.heard("echo")[-2:]
    assert one["body"] == other["body"]
    assert one["body"] == {
        "model": "tiny",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": ASK[1].text}],
        "max_tokens": 77,
        "temperature": 0,
        "stream": True,
        "stop": ["\n\n"],
    }
    assert one["headers"]["authorization"] == f"Bearer {KEY}"


def test_an_answer_is_never_asked_to_be_longer_than_the_window(chat_server: Server) -> None:
    small = chat(chat_server, "echo", window=100)
    small.answer([ASK], Asked(Search(max_length=500)))
    assert chat_server.heard("echo")[-1]["body"]["max_tokens"] == 100 - small.length(ASK)


def test_an_answer_at_the_length_limit_says_so(chat_server: Server) -> None:
    assert chat(chat_server, "length").answer([ASK], Asked())[0].cut


@pytest.mark.parametrize(("fault", "tries"), [("busy-once", 2), ("busy-date", 2), ("broken-twice", 3), ("cut-once", 2)])
def test_what_passes_is_tried_again(chat_server: Server, fault: str, tries: int) -> None:
    begun = time.monotonic()
    [answer] = chat(chat_server, fault).answer([ASK], Asked())
    assert answer.text == "SAID HALLO"
    assert len(chat_server.heard(fault)) == tries
    if fault.startswith("busy"):
        assert time.monotonic() - begun > 0.9, "Retry-After asks for more than the usual pause"


@pytest.mark.parametrize(
    ("fault", "message", "tries"),
    [
        ("busy", r"answers 429: Not now\. Your key was …\. Second line\.", 4),
        ("busy-long", r"answers 429.* and asks to wait 3600 seconds; try again then", 1),
        ("broken", r"answers 500: Internal Server Error\.", 4),
        ("cut", r"broke off in the middle of its answer", 4),
        ("unauthorised", r"answers 401: Not now.*name the environment variable of its key in models\.toml", 1),
        ("unknown", r"answers 404: model not found; does the address end in /v1, and does it know the model 'tiny'", 1),
        ("too-long", r"answers 400: maximum context length is 10; look at the server's log", 1),
        ("elsewhere", r"sends on to another address \(307\), which is not followed", 1),
        ("no-json", r"sent what is no JSON: '<html>It works!</html>'", 1),
        ("bad-event", r"sent what is no JSON: '{half a json'", 1),
        ("other-json", r"sent JSON that is no answer: '{\"answer\":42}'", 1),
        ("odd-choices", r"sent JSON that is no answer", 1),
        ("error-inside", r"reports an error: out of memory", 1),
        ("filtered", r"held its answer back \(content_filter\)", 1),
        ("long", r"sent 200,006 characters where 256 pieces were asked for; it does not keep to max_tokens", 1),
        ("huge", r"sent more than 10,000,000 bytes for one answer", 1),
    ],
)
def test_a_fault_is_one_line_that_says_what_happened(
    chat_server: Server, fault: str, message: str, tries: int, caplog: pytest.LogCaptureFixture
) -> None:
    """With the host, without the key, and after as many tries as make sense."""
    before = len(chat_server.heard(fault))
    with caplog.at_level(logging.DEBUG), pytest.raises(ServerError, match=message) as caught:
        chat(chat_server, fault).answer([ASK], Asked())
    assert str(caught.value).startswith(chat_server.host)
    assert len(str(caught.value).splitlines()) == 1
    assert KEY not in str(caught.value) + repr(caught.value.__cause__) + caplog.text
    assert len(chat_server.heard(fault)) - before == tries


@pytest.mark.parametrize("fault", ["slow", "silent"])
def test_a_silent_server_is_given_up(chat_server: Server, fault: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ServerError, match=r"was silent for 0\.5 seconds; give it more with `timeout` in models\.toml"):
        chat(chat_server, fault, timeout=0.5).answer([ASK], Asked())
    assert time.monotonic() - begun < 5


def test_an_answer_without_end_is_given_up(chat_server: Server) -> None:
    """A server that is never silent and never done."""
    with pytest.raises(ServerError, match="took more than 3 seconds for one answer"):
        chat(chat_server, "drip", timeout=0.3).answer([ASK], Asked())


def test_a_server_that_is_not_there(free_port: int) -> None:
    gone = EndpointChat(read_address(f"http://127.0.0.1:{free_port}/v1#m"), "gone", pauses=(0.01,))
    with pytest.raises(ServerError, match=rf"127\.0\.0\.1:{free_port} does not answer .*is the server running there\?"):
        gone.answer([ASK], Asked())


def test_neither_proxies_nor_passwords_come_from_the_environment(
    chat_server: Server, free_port: int, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Only the host that was named is spoken to."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port}")
    [answer] = chat(chat_server, "echo", key=None).answer([ASK], Asked())
    assert answer.text == "SAID HALLO"
    assert "authorization" not in chat_server.heard("echo")[-1]["headers"]


def test_the_key_comes_from_the_environment(chat_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = chat_server.address("echo")
    with pytest.raises(UsageError, match="the environment variable MY_KEY is not set"):
        open_endpoint(address, "m", key="MY_KEY")
    monkeypatch.setenv("MY_KEY", KEY + "\n")
    opened = open_endpoint(address, "m", key="MY_KEY")
    opened.answer([ASK], Asked())
    assert chat_server.heard("echo")[-1]["headers"]["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(opened.parts()) + repr(opened)
    with pytest.raises(UsageError, match=r"MY_KEY would go to 192\.0\.2\.1 without encryption") as caught:
        open_endpoint("http://192.0.2.1/v1#m", "m", key="MY_KEY")
    assert KEY not in str(caught.value)
    monkeypatch.setenv("MY_KEY", "two words")
    with pytest.raises(UsageError, match="MY_KEY holds is no key") as caught:
        open_endpoint(address, "m", key="MY_KEY")
    assert "two words" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://user:secret@host/v1#m", "may hold no user, password or query"),
        ("http://host/v1?key=secret#m", "may hold no user, password or query"),
        ("http://host/v1", "names no model; write it as"),
        ("http://host/v1#", "names no model"),
        ("http:///v1#m", "is no address of a server"),
        ("http://host:99999/v1#m", "cannot be read"),
        ("http://ho st/v1#m", "is no address of a server"),
    ],
)
def test_an_address_that_is_none(address: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        load_translator(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "base", "model", "private"),
    [
        ("http://127.0.0.1:11434/v1#qwen2.5:0.5b", "http://127.0.0.1:11434/v1", "qwen2.5:0.5b", True),
        ("http://localhost:1234/v1/#a/b", "http://localhost:1234/v1", "a/b", True),
        ("http://[::1]:8080/v1/chat/completions#m", "http://[::1]:8080/v1", "m", True),
        ("https://example.org/v1#m", "https://example.org/v1", "m", True),
        ("http://192.168.1.5:8000/v1#m", "http://192.168.1.5:8000/v1", "m", False),
    ],
)
def test_an_address(text: str, base: str, model: str, private: bool) -> None:
    address = read_address(text)
    assert (address.base, address.model, address.private) == (base, model, private)


SENTENCES = ["Der Minister sprach am Freitag.", "", "Es regnet in Berlin.", "Wer weiß das schon?"]


def test_a_translator_by_its_address(chat_server: Server) -> None:
    """Named directly, with a prompt behind it: as many out as in, and a signature without secrets."""
    translator = load_translator(f"{chat_server.address('echo')}::translate-context")
    made = translator.translate(SENTENCES, Decoding())
    assert [one.text for one in made] == [f"SAID {text.upper()}" if text else "" for text in SENTENCES]
    signed = translator.signature(Decoding())
    assert f"server:http://{chat_server.host}/echo/v1|runtime:endpoint" in signed
    assert "prompt:translate-context-" in signed
    assert "search:greedy" in signed


def test_a_summariser_by_its_address(chat_server: Server) -> None:
    document = Document(
        tuple(DocumentSentence(s, BlockKind.PARAGRAPH, 0) for s in ["The minister spoke in Berlin."]), "en"
    )
    made = load_summariser(chat_server.address("echo")).summarise(document, Budget(2))
    assert [sentence.text for sentence in made.sentences] == ["The minister spoke in Berlin.", "The law stays."]
    assert made.sentences[0].evidence == (0,)
    assert made.sentences[1].evidence == ()


@pytest.mark.parametrize("fault", ["empty", "no-json"])
def test_a_summary_that_never_came_is_an_error(chat_server: Server, fault: str) -> None:
    document = Document((DocumentSentence("It rains.", BlockKind.PARAGRAPH, 0),), "en")
    with pytest.raises(WorkbenchError, match=r"wrote no summary|is no JSON"):
        load_summariser(chat_server.address(fault)).summarise(document, Budget(2))
