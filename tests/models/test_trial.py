"""A prompt tried on a chat: the answer, how it is read, and how it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chats import Server
from workbench import prompts
from workbench.address import read_address
from workbench.errors import Cancelled, UsageError
from workbench.models.causal import open_causal
from workbench.models.endpoint import EndpointChat
from workbench.models.trial import try_prompt


def endpoint(server: Server, fault: str = "echo") -> EndpointChat:
    return EndpointChat(read_address(server.address(fault)), "served")


def test_an_answer_is_read_as_the_program_reads_it(chat_server: Server) -> None:
    prompt = prompts.load("translate")
    made = try_prompt(endpoint(chat_server), prompt, prompt.example)
    assert made.answer.text.startswith("1. SAID")
    assert len(made.lines) == int(prompt.example["count"])
    assert made.lines[0].startswith("SAID")
    assert made.unread == ""
    assert f"prompt:{prompt.signed}" in made.signature
    assert "server:http://127.0.0.1" in made.signature


def test_what_cannot_be_read_says_why_and_keeps_the_answer(chat_server: Server) -> None:
    prompt = prompts.load("judge")
    made = try_prompt(endpoint(chat_server), prompt, prompt.example)
    assert made.unread == "no winner in it"
    assert made.lines == ()
    assert made.answer.text == "OK"


def test_what_cannot_be_asked_is_said_first(chat_server: Server) -> None:
    prefix, headline = prompts.load("t5-translate"), prompts.load("headline")
    with pytest.raises(UsageError, match=r"t5-translate is a prefix .* --translator MODEL::t5-translate"):
        try_prompt(endpoint(chat_server), prefix, prefix.example)
    with pytest.raises(UsageError, match="lacks 'text'"):
        try_prompt(endpoint(chat_server), headline, {})
    with pytest.raises(UsageError, match="give it less text"):
        try_prompt(endpoint(chat_server), headline, {"text": "Wort " * 9000})


def test_the_watch_stops_a_server_in_the_middle_of_its_answer(chat_server: Server) -> None:
    calls = []

    def watch() -> None:
        calls.append(1)
        if len(calls) == 4:
            raise Cancelled("enough")

    prompt = prompts.load("headline")
    with pytest.raises(Cancelled):
        try_prompt(endpoint(chat_server, "drip"), prompt, prompt.example, watch)


def test_the_watch_stops_a_model_on_this_machine_between_two_pieces(qwen_folder: Path) -> None:
    calls = []

    def watch() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise Cancelled("enough")

    prompt = prompts.load("headline")
    chat = open_causal(qwen_folder, "tiny")
    with pytest.raises(Cancelled):
        try_prompt(chat, prompt, prompt.example, watch)
    assert len(calls) == 3
    assert try_prompt(chat, prompt, prompt.example).answer.text
