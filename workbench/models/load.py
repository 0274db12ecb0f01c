"""From a name to a loaded model: a catalogue name, a hub id, a folder, or "auto" for the best one present.

A chat model may also be named by the address of its server, and any prompted model with the prompt that tells it what
to do: ``NAME::PROMPT``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import catalogue, depot
from workbench.address import is_address, read_address
from workbench.catalogue import Entry
from workbench.errors import DamagedModel, ModelMissing, UnknownModel, UsageError
from workbench.models.base import Summariser, Translator
from workbench.models.cache import ModelCache

if TYPE_CHECKING:
    from workbench.models.chat import Chat
    from workbench.models.seq2seq import Engine, Tongue
    from workbench.prompts import Prompt

AUTO = "auto"
# The table of runtimes: a new one is one file, one line here and its name in catalogue.RUNTIMES. The contract tests run
# over every line by themselves.
ENGINES = {"ct2": "workbench.models.ct2:open_ct2", "hub": "workbench.models.hub:open_hub"}
CHATS = {"causal": "workbench.models.causal:open_causal", "endpoint": "workbench.models.endpoint:open_endpoint"}
SUMMARISERS = {
    "extractive": "workbench.models.extractive:ExtractiveSummariser",
    "lead": "workbench.models.lead:LeadSummariser",
}
CACHED = 3  # models kept in memory: a translator, a summariser and one to compare with
_WITH_PROMPT = re.compile(r"(.+)::([\w.-]+)")
PROMPTS = {"translate": "translate", "summarise": "summarise"}  # what a chat model is told where nothing else is said
_cache: ModelCache[Translator | Summariser] = ModelCache(CACHED)
_chats: ModelCache[Chat] = ModelCache(2)  # one that translates and summarises is loaded once


def load_translator(
    name: str = AUTO, *, device: str = "cpu", runtime: str | None = None, threads: int | None = None
) -> Translator:
    """The translator of a name, kept in a cache that threads share.

    `runtime` overrules the catalogue's ("ct2" or "hub"). Raises `UnknownModel`, `ModelMissing`, `DamagedModel`,
    and `UsageError` for a device that this machine does not have.
    """
    entry = resolve(name, "translate", runtime)
    key = (entry, "translate", device, threads, _changed(entry))
    model = _cache.get(key, lambda: _open_translator(entry, device, threads))
    assert isinstance(model, Translator)
    return model


def load_summariser(
    name: str = AUTO, *, device: str = "cpu", runtime: str | None = None, threads: int | None = None
) -> Summariser:
    """The summariser of a name; everything else as in `load_translator`."""
    entry = resolve(name, "summarise", runtime)
    key = (entry, "summarise", device, threads, _changed(entry))
    model = _cache.get(key, lambda: _open_summariser(entry, device, threads))
    assert isinstance(model, Summariser)
    return model


def load_chat(name: str, *, device: str = "cpu", threads: int | None = None) -> Chat:
    """The chat of a name, for those who ask it themselves. Raises what `load_translator` raises."""
    entry = resolve(name, "translate")
    if entry.task != catalogue.CHAT:
        raise UsageError(f"{entry.name} is no chat model; `workbench models list` shows which are.")
    return _shared_chat(entry, device, threads)


def in_memory(entry: Entry, task: str, *, device: str = "cpu", threads: int | None = None) -> bool:
    """Whether `load_translator` or `load_summariser`, as the task says, would find the model of an entry in memory."""
    return _cache.holds((entry, task, device, threads, _changed(entry)))


def release(model: Translator | Summariser) -> None:
    """Take a model out of the cache; its memory is free as soon as nobody uses it any more."""
    _cache.forget(model)


def resolve(name: str, task: str, runtime: str | None = None) -> Entry:
    """The entry that a name stands for, sure to be on this machine."""
    name, prompt = split_name(name)
    entry = choose(task) if name == AUTO else _named(name, task)
    if prompt:
        entry = _told(entry, prompt)
    if not depot.present(entry):
        raise ModelMissing(
            f"The model {name} is not on this machine; get it with `workbench models pull {entry.name}`."
        )
    return entry if runtime is None else replace(entry, runtime=runtime)


def split_name(name: str) -> tuple[str, str | None]:
    """The name of a model, and that of the prompt behind it where there is one: ``NAME::PROMPT``."""
    match = _WITH_PROMPT.fullmatch(name)
    return (match[1], match[2]) if match else (name, None)


def _told(entry: Entry, prompt: str) -> Entry:
    if entry.runtime in SUMMARISERS:
        raise UsageError(f"{entry.name} takes no prompt, so {prompt!r} would change nothing; leave out ::{prompt}.")
    return replace(entry, prompt=prompt)


def choose(task: str) -> Entry:
    """What "auto" stands for now: the present model of the highest rank."""
    return max((e for e in _ranked(task) if depot.present(e)), key=lambda e: e.rank)


def better(task: str) -> Entry | None:
    """The best model that can be pulled and ranks above what "auto" stands for now; None when there is none."""
    now = choose(task)
    absent = [e for e in _ranked(task) if e.on_hub and not depot.present(e) and e.rank > now.rank]
    return max(absent, key=lambda e: e.rank, default=None)


def _ranked(task: str) -> list[Entry]:
    wanted = {"translate": "de-en", "summarise": "en"}[task]
    every = (entry for entry in catalogue.entries() if entry.task == task and entry.rank >= 0)
    return [entry for entry in every if wanted in entry.languages]


def _changed(entry: Entry) -> int:
    """When the files of a model last changed, so that one that was pulled again is not the one in the cache."""
    prompt = _prompt_stamp(entry)
    if not entry.source or entry.remote:
        return prompt
    where = depot.weights(entry)
    return prompt + (where.stat().st_mtime_ns if where.exists() else 0)


def _prompt_stamp(entry: Entry) -> int:
    """When a prompt's file last changed, so that one that was edited is read again."""
    from workbench import prompts

    names = [entry.prompt] if entry.prompt else list(PROMPTS.values()) if entry.task == catalogue.CHAT else []
    return sum(prompts.where(name).stat().st_mtime_ns for name in names)


def _named(name: str, task: str) -> Entry:
    """A catalogue entry, an entry made up for a folder, or one made up for a hub id that was pulled."""
    if is_address(name):
        read_address(name)
        return Entry(name=name, task=catalogue.CHAT, runtime="endpoint", source=name)
    try:
        return catalogue.find(name, task)
    except UnknownModel:
        path = Path(name).expanduser()
        if path.is_dir():
            return _folder_entry(path, name, task)
        if catalogue.is_hub_id(name):
            return _hub_entry(name, task)
        raise


def _folder_entry(path: Path, name: str, task: str) -> Entry:
    """CTranslate2 when there is a model.bin in it or in its ct2/, transformers when there is only a config.json."""
    entry = Entry(name=name, task=task, runtime="ct2", source=str(path.resolve()))
    if (path / "model.bin").exists() or (path / "ct2").is_dir():
        return entry
    if depot.is_chat(path):
        return replace(entry, task=catalogue.CHAT, runtime="causal")
    if (path / "config.json").exists():
        return replace(entry, runtime="hub")
    raise DamagedModel(
        f"The folder {path} holds no model: neither model.bin (CTranslate2) nor config.json (transformers); "
        "give the folder of a converted or a saved model."
    )


def _hub_entry(name: str, task: str) -> Entry:
    """A hub id without a catalogue entry; the pull converted it where CTranslate2 could."""
    entry = Entry(name=name, task=task, runtime="ct2", source=name)
    if depot.is_chat(depot.folder(entry)):
        return replace(entry, task=catalogue.CHAT, runtime="causal")
    return replace(entry, runtime="ct2" if (depot.folder(entry) / "ct2").is_dir() else "hub")


def _open_translator(entry: Entry, device: str, threads: int | None) -> Translator:
    if entry.task == catalogue.CHAT:
        from workbench.models.prompted_translator import PromptedTranslator

        return PromptedTranslator(_shared_chat(entry, device, threads), _prompt(entry, "translate"))
    from workbench.models.seq2seq import Seq2SeqTranslator

    prompt = _prefix(entry, "translate")
    return Seq2SeqTranslator(open_engine(entry, device=device, threads=threads), entry.window, prompt)


def _shared_chat(entry: Entry, device: str, threads: int | None) -> Chat:
    """The chat of an entry, whatever it is told: the same weights are loaded once."""
    untold = replace(entry, prompt=None, search={})
    return _chats.get(
        (untold, device, threads, _changed(untold)), lambda: open_chat(entry, device=device, threads=threads)
    )


def open_chat(entry: Entry, *, device: str = "cpu", threads: int | None = None) -> Chat:
    """Load a chat model, without the cache. Raises what `load_translator` raises."""
    if entry.runtime not in CHATS or not entry.source:
        raise UsageError(f"{entry.name} is no chat model for {entry.runtime!r}; use {' or '.join(CHATS)}.")
    chat: Chat
    if entry.remote:
        chat = _named_object(CHATS[entry.runtime])(
            entry.source, entry.name, key=entry.key, timeout=entry.timeout, window=entry.window
        )
    else:
        chat = _named_object(CHATS[entry.runtime])(
            depot.weights(entry), entry.name, device=device, threads=threads, window=entry.window
        )
    return chat


def _prompt(entry: Entry, task: str) -> Prompt:
    from workbench import prompts

    return prompts.load(entry.prompt or PROMPTS[task])


def _prefix(entry: Entry, task: str) -> Prompt | None:
    """The prefix of a model that is no chat model and needs one."""
    if not entry.prompt:
        return None
    prompt = _prompt(entry, task)
    if prompt.form != "prefix" or prompt.task != task:
        raise UsageError(f"{entry.name} takes only a prefix to {task} as its prompt, and {prompt.name} is none.")
    return prompt


def _open_summariser(entry: Entry, device: str, threads: int | None) -> Summariser:
    if entry.runtime in SUMMARISERS:
        summariser: Summariser = _named_object(SUMMARISERS[entry.runtime])()
        return summariser
    if entry.task == catalogue.CHAT:
        from workbench.models.prompted_summariser import PromptedSummariser

        return PromptedSummariser(_shared_chat(entry, device, threads), _prompt(entry, "summarise"), entry.search)
    from workbench.models.abstractive import AbstractiveSummariser
    from workbench.models.seq2seq import Search

    return AbstractiveSummariser(
        open_engine(entry, device=device, threads=threads),
        window=entry.window,
        language=entry.languages[0] if entry.languages else "en",
        search=Search(**entry.search),  # type: ignore[arg-type]  # the catalogue has checked names and types
        prompt=_prefix(entry, "summarise"),
    )


def open_engine(entry: Entry, *, device: str = "cpu", threads: int | None = None) -> Engine:
    """Load the weights of an entry, without the cache. Raises what `load_translator` raises."""
    from workbench.models.seq2seq import Tongue

    if entry.runtime not in ENGINES or not entry.source:
        raise UsageError(f"{entry.name} has no weights to run with {entry.runtime!r}; use {' or '.join(ENGINES)}.")
    tongue = Tongue(entry.source_token, entry.target_token)
    _check_tongue(entry, tongue)
    engine: Engine = _named_object(ENGINES[entry.runtime])(
        depot.weights(entry), entry.name, device=device, threads=threads, tongue=tongue
    )
    return engine


def _named_object(path: str) -> Any:
    module, name = path.split(":")
    return getattr(import_module(module), name)


def _check_tongue(entry: Entry, tongue: Tongue) -> None:
    """A many-language model without a target language writes in any language it likes."""
    config = depot.folder(entry) / "config.json"
    if tongue.target or not config.is_file():
        return
    from workbench.models.tokens import read_json

    if read_json(config).get("model_type") in ("m2m_100", "mbart"):
        raise UsageError(
            f"{entry.name} translates between many languages; give it a catalogue entry with source_token and "
            "target_token (docs/adding-a-model.md)."
        )
