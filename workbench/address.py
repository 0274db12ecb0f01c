"""The address of a server of models, as a user types it: ``http://127.0.0.1:11434/v1#qwen2.5``.

What stands after the # is the model's name on that server. An address holds no secrets: it is shown, signed and stored.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.errors import UsageError

_FORM = "write it as http://127.0.0.1:11434/v1#MODEL"
_ENDPOINT = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and the model there."""

    base: str  # e.g. "http://127.0.0.1:11434/v1", without a slash at the end
    model: str
    host: str  # with the port, as in the address
    private: bool  # whether nobody on the way can read along: https, or this very machine


def is_address(name: str) -> bool:
    """Whether a model's name is the address of a server."""
    return name.lower().startswith(("http://", "https://"))


def read_address(text: str) -> Address:
    """The parts of an address. Raises `UsageError`, which never repeats what could be a secret."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"The address of a server cannot be read ({error}); {_FORM}.") from error
    if "@" in parts.netloc or parts.query or "?" in text:
        raise UsageError(
            "The address of a server may hold no user, password or query; its key belongs into an environment variable "
            "(docs/adding-a-model.md)."
        )
    if parts.scheme not in ("http", "https") or not host or not text.isprintable() or " " in parts.netloc:
        raise UsageError(f"{text.partition('#')[0]!r} is no address of a server; {_FORM}.")
    if not parts.fragment.strip():
        raise UsageError(f"The address {text!r} names no model; {_FORM}.")
    path = parts.path.rstrip("/").removesuffix(_ENDPOINT)
    base = f"{parts.scheme}://{parts.netloc}{path}"
    return Address(base, parts.fragment.strip(), parts.netloc, parts.scheme == "https" or _is_here(host))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
