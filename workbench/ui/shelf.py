"""What the page can choose from: the models of the catalogue, which of them are here, and how to get the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench import catalogue, depot, models
from workbench.address import read_address
from workbench.catalogue import CHAT, Entry
from workbench.errors import UsageError, WorkbenchError
from workbench.models.base import Summariser, Translator
from workbench.models.chat import Chat
from workbench.models.load import load_chat

AUTO = "auto"


def _load_translator(name: str) -> Translator:
    _known(name, "translate")
    return models.load_translator(name)


def _load_summariser(name: str) -> Summariser:
    _known(name, "summarise")
    return models.load_summariser(name)


def _load_chat(name: str) -> Chat:
    return load_chat(chat_entry(name).name)


def chat_entry(name: str) -> Entry:
    """The chat model of that name in the catalogue; `UsageError` where it is another kind of model, or none."""
    entry = catalogue.find(name)
    if entry.task != CHAT:
        raise UsageError(f"{entry.name} is no chat model; choose one of the list.")
    return entry


def _known(name: str, task: str) -> None:
    """Only names of the catalogue: a visitor of the page may not open folders of the machine that it runs on."""
    if name != AUTO:
        catalogue.find(name, task)


def _name(name: str, task: str) -> str | Translator | Summariser:
    _known(name, task)
    return name


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the page gets its models from; tests put their own in."""

    translator: Callable[[str], Translator] = _load_translator
    summariser: Callable[[str], Summariser] = _load_summariser
    chat: Callable[[str], Chat] = _load_chat
    # What a grid is given for a name and a task: the name again, so that it loads and releases the model itself.
    member: Callable[[str, str], str | Translator | Summariser] = _name


def choices(task: str) -> list[tuple[str, str]]:
    """Label and name of every model for a task, "auto" first; what is not on this machine says so."""
    found = [(f"auto — {models.choose(task).name}", AUTO)]
    return found + [(_label(entry), entry.name) for entry in catalogue.entries() if entry.can(task)]


def chats() -> list[tuple[str, str]]:
    """Label and name of every chat model that can be asked now: those on this machine, and servers of models.toml."""
    return [(_label(e), e.name) for e in catalogue.entries() if e.task == CHAT and depot.present(e)]


def host_of(name: str) -> str | None:
    """Where the text goes that a chat model is given; None where it stays on this machine."""
    entry = chat_entry(name)
    return read_address(entry.source).host if entry.remote else None


def _label(entry: Entry) -> str:
    if entry.remote:
        return f"{entry.name} — sends the text to {read_address(entry.source).host}"
    if depot.present(entry):
        return f"{entry.name} — embedded" if entry.embedded else entry.name
    size = f", {size_in_words(entry.size)}" if entry.size else ""
    return f"{entry.name} — not on this machine{size}"


def size_in_words(size: int) -> str:
    """Bytes in the unit that suits them."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def wanted(name: str, task: str) -> Entry | None:
    """The model that one click should get: the chosen one when it is missing, or a better one than "auto" has now."""
    if name == AUTO:
        return models.better(task)
    entry = catalogue.find(name, task)
    return None if depot.present(entry) or not entry.on_hub else entry


def embedded_notice(name: str) -> str | None:
    """What to say while the embedded model translates; None for any other."""
    entry = models.choose("translate") if name == AUTO else catalogue.find(name, "translate")
    if not entry.embedded or not depot.present(entry):
        return None
    figures = ", ".join(f"{metric} {value}" for metric, value in entry.figures.items())
    measured = f" Measured: {figures}." if figures else ""
    return f"Embedded model {entry.name}: expect errors, and check what matters in the German.{measured}"


def safe(question: Callable[[], str | None]) -> str | None:
    """The answer, or the reason in words when the catalogue itself has a mistake in it."""
    try:
        return question()
    except WorkbenchError as error:
        return str(error)
