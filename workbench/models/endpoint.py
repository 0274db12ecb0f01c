"""The runtime of chat models on a server that speaks OpenAI's protocol: vLLM, llama.cpp, Ollama, LM Studio and others.

This is the one runtime that uses the network, and only the host that the user named: redirects are not followed, and
neither proxies nor passwords are taken from the environment. The key comes from the environment variable that the
catalogue names, is sent to that host alone, and stands in no message, signature or log.

An answer is read as it comes, so that a server that falls silent is noticed. Refusals that pass (429, 500, 502, 503,
504), refused connections and answers that break off are tried again after a pause, which the server may set.
"""

from __future__ import annotations

import email.utils
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workbench.address import Address, read_address
from workbench.errors import ServerError, UsageError
from workbench.models.chat import Answer, Asked, Chat, Conversation

if TYPE_CHECKING:
    import httpx2

_WINDOW = 4096  # pieces; what Ollama gives a model where the card has less than 24 GB (docs/adding-a-model.md)
_CONNECT = 10.0  # seconds
_SILENCE = 120  # seconds without a byte; a large prompt is read that long on a slow machine before a word comes
_WHOLE = 10  # times the silence: how long a whole answer may take
_PAUSES = (1.0, 2.0, 4.0)  # seconds before the second, third and fourth try
_LONGEST_PAUSE = 60.0  # seconds that a server may ask for
_LARGEST = 10_000_000  # bytes of one answer with all that is around it
_PASSING = frozenset({429, 500, 502, 503, 504})
_LONGEST_PIECE = 100  # characters; the longest pieces of vocabularies are runs of spaces and dashes
_SHOWN = 200  # characters of what a server says about an error
_PER_MESSAGE = 8  # pieces that chat formats put around a message, about
_PIECES = re.compile(r"[A-Za-zÀ-ÿ]{1,4}|\S")


class _Again(Exception):
    """It may work in a moment; `wait` are the seconds that the server asked for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class EndpointChat(Chat):
    """A model on a server. `timeout` is how many seconds the server may be silent."""

    local = False
    beams = False

    def __init__(
        self,
        address: Address,
        name: str,
        key: str | None = None,
        timeout: float = _SILENCE,
        window: int = 0,
        pauses: Sequence[float] = _PAUSES,
    ) -> None:
        self.name = name
        self.window = window or _WINDOW
        self._address = address
        self._key = key
        self._timeout = timeout
        self._pauses = tuple(pauses)

    def answer(self, conversations: Sequence[Conversation], asked: Asked) -> Sequence[Answer]:
        import httpx2

        headers = {"Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        times = httpx2.Timeout(self._timeout, connect=min(_CONNECT, self._timeout))
        with httpx2.Client(headers=headers, timeout=times, trust_env=False, follow_redirects=False) as client:
            return [self._patiently(client, conversation, asked) for conversation in conversations]

    def _patiently(self, client: httpx2.Client, conversation: Conversation, asked: Asked) -> Answer:
        """One answer, in several tries where there must be."""
        for pause in (*self._pauses, None):
            asked.watch()
            try:
                return self._once(client, self._body(conversation, asked), asked.watch)
            except _Again as again:
                wait = again.wait if again.wait is not None else pause
                if pause is None or wait is None:
                    raise ServerError(f"{self._address.host} {again.reason}") from again
                if wait > _LONGEST_PAUSE:
                    asks = f"{again.reason.rstrip('.')} and asks to wait {wait:.0f} seconds; try again then."
                    raise ServerError(f"{self._address.host} {asks}") from again
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _body(self, conversation: Conversation, asked: Asked) -> dict[str, Any]:
        room = self.window - self.length(conversation)
        body: dict[str, Any] = {
            "model": self._address.model,
            "messages": [{"role": message.role, "content": message.text} for message in conversation],
            "max_tokens": max(1, min(asked.search.max_length, room)),
            "temperature": 0,
            "stream": True,
        }
        return body | ({"stop": list(asked.stop)} if asked.stop else {})

    def _once(self, client: httpx2.Client, body: dict[str, Any], watch: Callable[[], None]) -> Answer:
        import httpx2

        begun = time.monotonic()
        try:
            with client.stream("POST", f"{self._address.base}/chat/completions", json=body) as response:
                chunks = self._bounded(response.iter_bytes(), begun, watch)
                if response.status_code != 200:
                    raise self._refusal(response, b"".join(chunks))
                if "text/event-stream" in response.headers.get("content-type", ""):
                    answer = self._streamed(chunks)
                else:
                    answer = self._whole(b"".join(chunks))
                return self._of_size(answer, body["max_tokens"])
        except httpx2.TimeoutException as error:
            raise ServerError(
                f"{self._address.host} was silent for {self._timeout:g} seconds; "
                "give it more with `timeout` in models.toml, or ask for less."
            ) from error
        except httpx2.ConnectError as error:
            raise _Again(f"does not answer ({self._told(str(error))}); is the server running there?") from error
        except (httpx2.TransportError, httpx2.StreamError, httpx2.DecodingError) as error:
            raise _Again(f"broke off in the middle of its answer ({self._told(str(error))}).") from error

    def _of_size(self, answer: Answer, pieces: int) -> Answer:
        """An answer that is no longer than what was asked for can be."""
        if len(answer.text) > _LONGEST_PIECE * (pieces + 1):
            raise ServerError(
                f"{self._address.host} sent {len(answer.text):,} characters where {pieces:,} pieces were asked for; "
                "it does not keep to max_tokens."
            )
        return answer

    def _bounded(self, chunks: Iterator[bytes], begun: float, watch: Callable[[], None]) -> Iterator[bytes]:
        """The bytes of an answer, as long as they are not too many and do not take too long."""
        size = 0
        for chunk in chunks:
            watch()
            size += len(chunk)
            if size > _LARGEST:
                raise ServerError(f"{self._address.host} sent more than {_LARGEST:,} bytes for one answer; stopped.")
            if time.monotonic() - begun > _WHOLE * self._timeout:
                raise ServerError(
                    f"{self._address.host} took more than {_WHOLE * self._timeout:g} seconds for one answer; stopped."
                )
            yield chunk

    def _streamed(self, chunks: Iterator[bytes]) -> Answer:
        """An answer in server-sent events."""
        text: list[str] = []
        end: str | None = None
        for data in _events(chunks):
            if data == "[DONE]":
                return self._made("".join(text), end or "stop")
            choice = self._choice(data)
            text.append(_text(choice.get("delta")))
            end = choice.get("finish_reason") or end
        if end is None:
            raise _Again("broke off in the middle of its answer.")
        return self._made("".join(text), end)

    def _whole(self, content: bytes) -> Answer:
        """An answer in one piece, from a server that does not stream."""
        choice = self._choice(content.decode("utf-8", "replace"))
        return self._made(_text(choice.get("message")), choice.get("finish_reason") or "stop")

    def _made(self, text: str, end: str) -> Answer:
        if end == "content_filter":
            raise ServerError(f"{self._address.host} held its answer back (content_filter); try another model.")
        return Answer(text.strip(), cut=end == "length")

    def _choice(self, data: str) -> dict[str, Any]:
        """The first choice of one message of the server; an empty one where a message only tells of usage."""
        try:
            message = json.loads(data)
        except (ValueError, RecursionError):
            raise ServerError(f"{self._address.host} sent what is no JSON: {self._told(data)!r}.") from None
        if isinstance(message, dict) and message.get("error"):
            raise ServerError(f"{self._address.host} reports an error: {self._reason(data)}.")
        choices = message.get("choices") if isinstance(message, dict) else None
        if not isinstance(choices, list) or not all(isinstance(choice, dict) for choice in choices):
            raise ServerError(f"{self._address.host} sent JSON that is no answer: {self._told(data)!r}.")
        return choices[0] if choices else {}

    def _refusal(self, response: httpx2.Response, content: bytes) -> Exception:
        """What to raise for a status that is not 200."""
        status, host = response.status_code, self._address.host
        said = self._reason(content.decode("utf-8", "replace"))
        if status in _PASSING:
            return _Again(f"answers {status}: {said}.", _wait(response.headers.get("retry-after")))
        if 300 <= status < 400:
            return ServerError(f"{host} sends on to another address ({status}), which is not followed; give that one.")
        advice = {
            401: "name the environment variable of its key in models.toml (docs/adding-a-model.md)",
            403: "look at the rights of its key",
            404: f"does the address end in /v1, and does it know the model {self._address.model!r}?",
        }.get(status, "look at the server's log")
        return ServerError(f"{host} answers {status}: {said}; {advice}.")

    def _reason(self, content: str) -> str:
        """What a server says about an error, in one line."""
        try:
            found = json.loads(content)
            error = found.get("error", found.get("detail", found.get("message")))
            content = str(error.get("message", error)) if isinstance(error, dict) else str(error or content)
        except (ValueError, AttributeError, RecursionError):
            pass  # not JSON: shown as it is
        return self._told(content).rstrip(".") or "no reason given"

    def _told(self, text: str) -> str:
        """A server's words for a message of ours: one short line without the key."""
        text = text.replace(self._key, "…") if self._key else text
        return "".join(c for c in " ".join(text.split()) if c.isprintable())[:_SHOWN]

    def length(self, conversation: Conversation) -> int:
        """An estimate on the high side, since every server has a tokenizer of its own: four letters, or one sign."""
        return sum(len(_PIECES.findall(message.text)) + _PER_MESSAGE for message in conversation)

    def parts(self) -> dict[str, object]:
        return {"model": self._address.model, "server": self._address.base, "runtime": "endpoint"}


def _events(chunks: Iterator[bytes]) -> Iterator[str]:
    """The data of server-sent events, one each; comments and other fields are left out."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].decode("utf-8", "replace").strip()
    if rest.startswith(b"data:"):
        yield rest[5:].decode("utf-8", "replace").strip()


def _text(message: Any) -> str:
    """The words in a message; thoughts that a server keeps apart (`reasoning_content`) are none."""
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else ""


def _wait(header: str | None) -> float | None:
    """The seconds of a Retry-After header, which holds seconds or a date; None where it holds neither."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None


def open_endpoint(source: str, name: str, *, key: str | None = None, timeout: int = 0, window: int = 0) -> EndpointChat:
    """A chat with the model of an address. Nothing is sent before something is asked.

    `key` is the name of the environment variable that holds the key. Raises `UsageError` where it is not set, or where
    the key would go over a line that others can read.
    """
    address = read_address(source)
    return EndpointChat(address, name, _key(key, address), timeout or _SILENCE, window)


def _key(variable: str | None, address: Address) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise UsageError(f"{address.host} wants a key, and the environment variable {variable} is not set; set it.")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise UsageError(f"What the environment variable {variable} holds is no key; set it anew.")
    if not address.private:
        raise UsageError(
            f"The key in {variable} would go to {address.host} without encryption; use its https:// address."
        )
    return key
