"""The hub over the network: what a repository holds, and its files. Nothing else in this package goes online.

huggingface_hub speaks the protocol (endpoint, tokens, redirects, errors). What it does not do since version 2 is to go
on with a file after its process was killed, so contents are loaded here, into a file named after its content.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workbench.errors import DepotError

_CHUNK = 2**18  # bytes; small enough for a bar that moves on a slow line
_ATTEMPTS = 5  # connections in a row that bring nothing new
_PAUSE = 1.0  # seconds before a broken connection is taken up again
_TIMEOUT = 30.0  # seconds without a byte

Received = Callable[[int], None]
"""Called with the number of bytes that came in (negative when a server made us start over)."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a repository at one commit."""

    path: str
    size: int
    sha256: str | None  # of files in large-file storage
    blob: str | None  # git's own hash, for all others

    @property
    def key(self) -> str:
        """Names the content, so that a half-loaded file of another version is never continued."""
        return (self.sha256 or self.blob or "unknown")[:32]

    def is_content_of(self, path: Path) -> bool:
        """Whether a file on disk is this one, by size and hash."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        if self.sha256:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256
        if self.blob:
            content = path.read_bytes()
            return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == self.blob
        return True


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository at one commit."""

    repository: str
    commit: str
    files: tuple[RemoteFile, ...]


def endpoint() -> str:
    """The hub's address: HF_ENDPOINT, or the public hub."""
    import huggingface_hub.constants as constants

    return (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")


def look_up(repository: str, revision: str) -> Remote:
    """What a repository holds at a branch, tag or commit. Raises `DepotError`."""
    from huggingface_hub import HfApi

    with _as_depot_errors(repository, revision):
        info = HfApi(endpoint=endpoint()).model_info(repository, revision=revision, files_metadata=True)
    files = (
        RemoteFile(file.rfilename, file.size or 0, file.lfs.sha256 if file.lfs else None, file.blob_id)
        for file in info.siblings or ()
    )
    return Remote(repository, info.sha or revision, tuple(files))


def fetch(remote: Remote, file: RemoteFile, folder: Path, received: Received) -> Path:
    """Load a file into a folder, going on where an earlier attempt was cut off, and check its hash.

    Raises `DepotError` when the hub cannot be reached, refuses, or sends something else than it announced.
    """
    target = folder / file.path
    if file.is_content_of(target):
        received(file.size)
        return target
    part = folder / f".{file.key}.part"
    with _as_depot_errors(remote.repository, remote.commit):
        _continue(remote, file, part, received)
    if not file.is_content_of(part):
        part.unlink()
        raise DepotError(f"{file.path} of {remote.repository} came with the wrong checksum; pull again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    return target


def _continue(remote: Remote, file: RemoteFile, part: Path, received: Received) -> None:
    """Append to a half-loaded file what it lacks; a broken connection is taken up again a few times."""
    import httpx2

    address, headers = _address(remote, file)
    if part.exists() and part.stat().st_size > file.size:
        part.unlink()
    received(part.stat().st_size if part.exists() else 0)
    attempts = _ATTEMPTS
    while not part.exists() or part.stat().st_size < file.size:
        before = part.stat().st_size if part.exists() else 0
        try:
            _append(address, headers, part, received)
            broken = None
        except (httpx2.TransportError, httpx2.StreamError) as error:
            broken = error
        if part.stat().st_size > before:
            attempts = _ATTEMPTS
        elif attempts <= 1:
            raise broken or ConnectionError("it sends nothing")
        attempts -= 1
        if broken:
            time.sleep(_PAUSE)


def _address(remote: Remote, file: RemoteFile) -> tuple[str, dict[str, str]]:
    """Where the content of a file lies now, and the headers to ask for it."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url, utils

    url = hf_hub_url(remote.repository, file.path, revision=remote.commit, endpoint=endpoint())
    metadata = get_hf_file_metadata(url, endpoint=endpoint(), retry_on_errors=True)
    hub: Any = utils
    headers: dict[str, str] = hub.build_hf_headers()
    headers["Accept-Encoding"] = "identity"  # a range of compressed bytes would be of no use
    if urlsplit(metadata.location).netloc != urlsplit(url).netloc:
        headers.pop("authorization", None)  # a signed address of a storage host; the token is the hub's alone
    return metadata.location, headers


def _append(address: str, headers: dict[str, str], part: Path, received: Received) -> None:
    """One request: all bytes from the end of the half-loaded file on."""
    from huggingface_hub import get_session, utils

    hub: Any = utils

    have = part.stat().st_size if part.exists() else 0
    asked = headers | ({"Range": f"bytes={have}-"} if have else {})
    with get_session().stream("GET", address, headers=asked, timeout=_TIMEOUT) as response:
        hub.hf_raise_for_status(response)
        if have and response.status_code == 200:  # the server does not do ranges: from the start
            part.unlink()
            received(-have)
        with part.open("ab", buffering=0) as out:  # unbuffered: what came in survives a kill
            for chunk in response.iter_bytes(_CHUNK):
                out.write(chunk)
                received(len(chunk))


@contextmanager
def _as_depot_errors(repository: str, revision: str) -> Iterator[None]:
    """Everything that the network or the hub can do to us, as `DepotError` with what to do next."""
    import httpx2
    from huggingface_hub import errors

    where = f"{repository} at {endpoint()}"
    try:
        yield
    except errors.GatedRepoError as error:
        raise DepotError(f"{where} is gated: accept its terms on its page, set HF_TOKEN, and pull again.") from error
    except errors.RevisionNotFoundError as error:
        raise DepotError(f"{where} has no revision {revision!r}; look at its page for branches and tags.") from error
    except errors.RepositoryNotFoundError as error:
        raise DepotError(f"There is no {where}, or it is private; check the name, or set HF_TOKEN.") from error
    except errors.EntryNotFoundError as error:
        raise DepotError(f"{where} lost a file while it was being pulled ({_line(error)}); pull again.") from error
    except errors.OfflineModeIsEnabled as error:
        raise DepotError("HF_HUB_OFFLINE is set, so nothing can be pulled; unset it and pull again.") from error
    except errors.HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else "an error"
        raise DepotError(f"{where} answered {status}; what came so far is kept, pull again later.") from error
    except (httpx2.HTTPError, ConnectionError, TimeoutError) as error:
        raise DepotError(
            f"{where} cannot be reached or broke off ({_line(error)}); what came so far is kept, pull again."
        ) from error
    except errors.HFValidationError as error:
        raise DepotError(f"{repository!r} is not a name that the hub allows: {_line(error)}") from error


def _line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
