"""A hub on the loopback that speaks the protocol of the real one, and tiny models in its layout."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

GERMAN = [
    "Der Präsident sprach am Freitag in Berlin.",
    "Die Regierung will das Gesetz ändern.",
    "Am 3. Oktober kamen 1.200 Menschen.",
    "Es regnet seit gestern in Hamburg.",
]
ENGLISH = ["The president spoke in Berlin on Friday.", "The government wants to change the law.", "It rains."]


@dataclass
class Repository:
    """What the hub serves under one name; `large` names the files in large-file storage."""

    folder: Path
    commit: str = "a" * 40
    large: tuple[str, ...] = (".safetensors", ".bin", ".spm", ".model")

    def is_large(self, name: str) -> bool:
        return name.endswith(self.large)


@dataclass
class Hub:
    """The server, with the faults that a test may switch on."""

    url: str
    repositories: dict[str, Repository] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)  # answer with this status when the path ends like the key
    cut: dict[str, list[int]] = field(default_factory=dict)  # file → bytes after which the next answers break off
    slow: float = 0.0  # seconds between chunks
    corrupt: set[str] = field(default_factory=set)  # files that arrive with their last byte changed
    requests: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, Range
    closed: threading.Event = field(default_factory=threading.Event)

    def serve(self, name: str, folder: Path, commit: str = "a" * 40) -> None:
        """Serve a folder as a repository."""
        self.repositories[name] = Repository(folder, commit)

    def loaded(self, name: str) -> list[str]:
        """The Range headers of the GET requests for a file's content."""
        return [ranged for method, path, ranged in self.requests if method == "GET" and path.endswith(f"/{name}")]


def _etag(repository: Repository, name: str) -> str:
    content = (repository.folder / name).read_bytes()
    if repository.is_large(name):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class Server(ThreadingHTTPServer):
    """A server that knows its self.hub."""

    daemon_threads = True
    hub: Hub


class Handler(BaseHTTPRequestHandler):
    """The hub's protocol, as far as a pull needs it."""

    protocol_version = "HTTP/1.1"
    server: Server

    @property
    def hub(self) -> Hub:
        return self.server.hub

    def log_message(self, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append((self.command, path, self.headers.get("Range", "")))
        for end, status in self.hub.status.items():
            if path.endswith(end):
                code = {401: "GatedRepo"}.get(status, "")
                return self._send(status, b"{}", {"X-Error-Code": code, "X-Error-Message": "no"})
        parts = path.strip("/").split("/")
        if path.startswith("/api/models/"):
            return self._info("/".join(parts[2:4]), parts[-1])
        if parts[0] == "storage":
            return self._content("/".join(parts[1:3]), "/".join(parts[3:]))
        return self._resolve("/".join(parts[:2]), parts[3], "/".join(parts[4:]))

    def _missing(self, code: str) -> None:
        self._send(404, b"{}", {"X-Error-Code": code, "X-Error-Message": "not found"})

    def _info(self, name: str, revision: str) -> None:
        repository = self.hub.repositories.get(name)
        if repository is None:
            self._missing("RepoNotFound")
            return
        if revision not in ("main", repository.commit):
            self._missing("RevisionNotFound")
            return
        siblings = []
        for path in sorted(p for p in repository.folder.iterdir() if p.is_file()):
            size, tag = path.stat().st_size, _etag(repository, path.name)
            sibling: dict[str, Any] = {"rfilename": path.name, "size": size, "blobId": tag[:40]}
            if repository.is_large(path.name):
                sibling["lfs"] = {"size": size, "sha256": tag, "pointerSize": 134}
            siblings.append(sibling)
        body = {"_id": "1", "id": name, "modelId": name, "sha": repository.commit, "siblings": siblings, "tags": []}
        self._send(200, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _resolve(self, name: str, revision: str, file: str) -> None:
        repository = self.hub.repositories[name]
        if not (repository.folder / file).is_file():
            return self._missing("EntryNotFound")
        tag, size = _etag(repository, file), (repository.folder / file).stat().st_size
        headers = {"X-Repo-Commit": repository.commit, "ETag": f'"{tag}"'}
        if repository.is_large(file):  # as the real hub: the content lies elsewhere
            headers |= {"X-Linked-Size": str(size), "X-Linked-Etag": f'"{tag}"'}
            headers["Location"] = f"{self.hub.url}/storage/{name}/{file}"
            return self._send(302, b"", headers)
        return self._content(name, file, headers)

    def _content(self, name: str, file: str, headers: dict[str, str] | None = None) -> None:
        content = (self.hub.repositories[name].folder / file).read_bytes()
        if file in self.hub.corrupt:
            content = content[:-1] + bytes([content[-1] ^ 1])
        ranged = self.headers.get("Range")
        start = int(ranged.removeprefix("bytes=").rstrip("-")) if ranged else 0
        extra = dict(headers or {}) | {"Accept-Ranges": "bytes"}
        if ranged:
            extra["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        limit = self.hub.cut[file].pop(0) if self.hub.cut.get(file) and self.command == "GET" else None
        self._send(206 if ranged else 200, content[start:], extra, limit)

    def _send(self, status: int, body: bytes, headers: dict[str, str], limit: int | None = None) -> None:
        self.send_response(status)
        for key, value in headers.items():
            if value:
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        whole = body if limit is None else body[:limit]
        for at in range(0, len(whole), 65536):
            self.wfile.write(whole[at : at + 65536])
            self.wfile.flush()
            if self.hub.slow and self.hub.closed.wait(self.hub.slow):
                break
        if limit is not None:
            self.close_connection = True


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub without repositories, which HF_ENDPOINT points to; stopped when the test ends."""
    served = Hub("")
    server = Server(("127.0.0.1", 0), Handler)
    server.hub = served
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", served.url)
    monkeypatch.setenv("HF_TOKEN", "hf_test")  # no test reads the user's own token
    try:
        yield served
    finally:
        served.closed.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def make_spm(path: Path, pieces: int = 120, **options: Any) -> Any:
    """A sentencepiece model trained on a few sentences."""
    import io

    import sentencepiece

    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter((GERMAN + ENGLISH) * 20),
        model_writer=made,
        vocab_size=pieces,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    path.write_bytes(made.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())


def make_marian(folder: Path, *, pickled: bool = False, seed: int = 0) -> Path:
    """A MarianMT model with random weights in the hub's layout."""
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    spm = make_spm(folder / "source.spm", bos_id=-1, eos_id=0, unk_id=1)
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    size = spm.get_piece_size()
    vocabulary = {spm.id_to_piece(i): i for i in range(size)} | {"<pad>": size}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    settings = {"source_lang": "de", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\nA tiny model.\n", encoding="utf-8")
    torch.manual_seed(seed)
    ids = {"pad_token_id": size, "eos_token_id": 0, "bos_token_id": 0, "decoder_start_token_id": size}
    config = MarianConfig(
        vocab_size=size + 1,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=64,
        forced_eos_token_id=0,
        scale_embedding=True,
        init_std=0.6,
        **ids,
    )
    model = MarianMTModel(config)
    model.generation_config = GenerationConfig(bad_words_ids=[[size]], **ids)
    model.save_pretrained(folder)
    if pickled:
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
    return folder


@pytest.fixture(scope="session")
def tiny_marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny MarianMT repository with safetensors."""
    return make_marian(tmp_path_factory.mktemp("hub") / "marian")


@pytest.fixture(scope="session")
def tiny_pickle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a pytorch_model.bin only."""
    return make_marian(tmp_path_factory.mktemp("hub") / "pickled", pickled=True)


@pytest.fixture(scope="session")
def spm_maker() -> Callable[..., Any]:
    """`make_spm`, for the tests of other families."""
    return make_spm
