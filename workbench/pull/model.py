"""Pull a model from the hub: download, convert, try out, and only then put it in its place.

Everything happens in a folder ``.partial-NAME`` beside the final one, which is renamed in one step at the end. A killed
pull leaves only that folder, which counts for nothing and which the next pull goes on from.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.catalogue import CHAT, Entry
from workbench.depot import manifest, places
from workbench.depot.disk import disk_errors
from workbench.depot.manifest import Manifest
from workbench.depot.places import is_chat
from workbench.errors import DepotError, ModelError, UsageError
from workbench.pull import fetch

if TYPE_CHECKING:
    from workbench.models.chat import Chat
    from workbench.models.seq2seq import Search

# What tokenizers and configurations of the known families consist of; everything else in a repository is for others.
_NEEDED = (
    "config.json generation_config.json tokenizer.json tokenizer_config.json special_tokens_map.json added_tokens.json "
    "vocab.json merges.txt vocab-src.json vocab-tgt.json target_vocab.json source.spm target.spm spiece.model "
    "sentencepiece.bpe.model tokenizer.model chat_template.jinja chat_template.json README.md LICENSE"
).split()
# Free space asked for beyond the download: int8 takes a quarter of float32 and half of float16 weights, and the rest
# is for tokenizers and for not filling a disk to the last byte.
_CONVERSION_SHARE = 0.6
_SPARE = 50_000_000
_TRIAL = "Das ist ein kurzer Satz."


@dataclass(frozen=True, slots=True)
class PullStep:
    """One report of a pull."""

    stage: str  # "download", "convert" or "verify"
    done: int  # bytes of `total`, for "download"; 0 or 1 otherwise
    total: int
    file: str = ""


Report = Callable[[PullStep], None]


def _silent(step: PullStep) -> None:
    """The report of those who do not want any."""


def pull(entry: Entry, revision: str | None = None, report: Report | None = None) -> Manifest:
    """Put a model of the hub into the depot; one that is there is replaced only when the new one is whole.

    Raises `UsageError` for a model that has nothing to pull and `DepotError` for everything that the network, the hub
    or the disk may do, with what to do next.
    """
    if not entry.on_hub:
        what = "ships with the workbench" if entry.embedded else "is a server" if entry.remote else "is a folder"
        raise UsageError(f"{entry.name} {what}; nothing to pull.")
    final = places.folder(entry)
    report = report or _silent
    with disk_errors(final.parent), _alone(final) as stage:
        _put_back(final)
        remote = fetch.look_up(entry.source, revision or entry.revision)
        files = wanted(remote)
        _check_space(stage, files)
        _download(remote, files, stage, report)
        _tidy(stage, files)
        entry = _as_chat(entry, stage)
        report(PullStep("convert", 0, 1))
        converted = _convert(entry, stage)
        report(PullStep("verify", 0, 1))
        _try_out(entry, stage)
        _drop_weights(stage, keep_safetensors=converted is None)
        made = manifest.seal(stage, entry.source, remote.commit, converted)
        _into_place(stage, final)
        report(PullStep("verify", 1, 1))
    return made


def wanted(remote: fetch.Remote) -> list[fetch.RemoteFile]:
    """The files that a model needs: configuration, tokenizer, and weights as safetensors where there are any."""
    # Files at the top only: that is where models lie, and a path of the hub's making must not lead out of the folder.
    by_path = {file.path: file for file in remote.files if "/" not in file.path and "\\" not in file.path}
    if "config.json" not in by_path:
        raise DepotError(f"{remote.repository} has no config.json, so it is no model in transformers format.")
    kinds = (r"model", ".safetensors"), (r"pytorch_model", ".bin")
    for stem, suffix in kinds:
        weights = [
            f for p, f in by_path.items() if p == f"{stem}{suffix}" or (p.startswith(f"{stem}-") and p.endswith(suffix))
        ]
        if weights:
            index = [by_path[name] for name in (f"{stem}{suffix}.index.json",) if name in by_path]
            return [by_path[name] for name in _NEEDED if name in by_path] + index + weights
    raise DepotError(f"{remote.repository} has no weights as model.safetensors or pytorch_model.bin; choose another.")


def _download(remote: fetch.Remote, files: list[fetch.RemoteFile], stage: Path, report: Report) -> None:
    total = sum(file.size for file in files)
    done = 0
    for file in files:

        def received(count: int, name: str = file.path) -> None:
            nonlocal done
            done += count
            report(PullStep("download", done, total, name))

        fetch.fetch(remote, file, stage, received)


def _convert(entry: Entry, stage: Path) -> str | None:
    """The form that the runtime loads. Returns how it was converted, None when it stays in transformers format."""
    from workbench.pull.convert import convert, pickle_to_safetensors, write_tokenizer_file

    pickle_to_safetensors(stage)
    if entry.runtime in ("hub", "causal"):
        return None
    form = convert(stage, stage / "ct2")
    write_tokenizer_file(stage, entry.source_token)
    return form


def _try_out(entry: Entry, stage: Path) -> None:
    """Load what was made and let it write a few words. Raises `DepotError` when it cannot."""
    from workbench.models.load import open_chat, open_engine
    from workbench.models.seq2seq import Search

    search = Search(beam_size=1, max_length=24)
    staged = replace(entry, source=str(stage))
    try:
        if entry.task == CHAT:
            _talk(open_chat(staged), search)
        else:
            open_engine(staged).generate([_TRIAL], search)
    except ModelError as error:
        raise DepotError(f"{entry.name} was pulled but does not work here: {error}") from error


def _talk(chat: Chat, search: Search) -> None:
    from workbench.models.chat import Asked
    from workbench.prompts import Message

    chat.answer([(Message("user", _TRIAL),)], Asked(search))


def _as_chat(entry: Entry, stage: Path) -> Entry:
    """The entry, as that of a chat model where a hub id without a catalogue entry turns out to be one."""
    if entry.task != CHAT and entry.name == entry.source and is_chat(stage):
        return replace(entry, task=CHAT, runtime="causal")
    return entry


def _tidy(stage: Path, files: list[fetch.RemoteFile]) -> None:
    """Take out what an earlier attempt left: half-loaded files, conversions, files of another revision."""
    known = {file.path for file in files}
    for path in stage.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in known:
            path.unlink()


def _drop_weights(stage: Path, keep_safetensors: bool) -> None:
    """Delete the weights in the form that the runtime does not load.

    Last, so that a pull that is killed before need not load them again.
    """
    patterns = ["pytorch_model*.bin", "pytorch_model.bin.index.json"]
    if not keep_safetensors:
        patterns += ["model*.safetensors", "model.safetensors.index.json"]
    for path in (path for pattern in patterns for path in stage.glob(pattern)):
        path.unlink()


def _check_space(stage: Path, files: list[fetch.RemoteFile]) -> None:
    total = sum(file.size for file in files)
    have = sum(path.stat().st_size for path in stage.rglob("*") if path.is_file())
    needed = max(0, total - have) + int(_CONVERSION_SHARE * total) + _SPARE
    free = shutil.disk_usage(stage).free
    if free < needed:
        raise DepotError(
            f"{stage.parent} has {free:,} bytes free and {needed:,} are needed; free some space, or set WORKBENCH_HOME."
        )


def _into_place(stage: Path, final: Path) -> None:
    if final.exists():
        final.rename(places.replaced(final))
    stage.rename(final)
    shutil.rmtree(places.replaced(final), ignore_errors=True)


def _put_back(final: Path) -> None:
    """Undo the half of `_into_place` that a kill may have left."""
    if places.replaced(final).exists() and not final.exists():
        places.replaced(final).rename(final)


@contextmanager
def _alone(final: Path) -> Iterator[Path]:
    """The staging folder, for one pull at a time on this machine."""
    from filelock import FileLock, Timeout

    stage = places.staging(final)
    stage.mkdir(parents=True, exist_ok=True)
    lock = FileLock(final.with_name(f".lock-{final.name}"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DepotError(f"{final.name} is being pulled by another process; wait for it to end.") from error
    try:
        yield stage
    finally:
        lock.release()
