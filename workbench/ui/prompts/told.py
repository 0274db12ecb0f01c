"""What can be chosen: the prompts there are, and the chat models that can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from workbench import catalogue, prompts
from workbench.errors import UsageError, WorkbenchError
from workbench.ui import messages, shelf
from workbench.ui.escape import shown

_FIRST = "qwen2.5-1.5b-instruct"  # the smallest chat model of the catalogue that follows instructions well


@dataclass(frozen=True, slots=True)
class Models:
    """The chat models of a list, the one that is chosen, and what is to be said about it."""

    choices: list[tuple[str, str]]
    value: str | None
    notice: str  # HTML


def choices() -> list[tuple[str, str]]:
    """Label and name of each prompt; its task, whose it is, and whether it has a mistake."""
    return [(_label(name), name) for name in prompts.names()]


def _label(name: str) -> str:
    own = ", yours" if prompts.own(name) else ""
    try:
        return f"{name} — {prompts.load(name).task}s{own}"
    except UsageError:
        return f"{name} — has a mistake in it{own}"


def models(wanted: str | None) -> Models:
    """The chat models of this machine and of models.toml; `wanted` stays chosen as long as it is there."""
    try:
        found = shelf.chats()
    except WorkbenchError as error:  # a mistake in models.toml
        return Models([], None, messages.error(str(error)))
    if not found:
        return Models([], None, _none())
    names = [name for _, name in found]
    value = wanted if wanted in names else names[0]
    return Models(found, value, about(value))


def about(name: str) -> str:
    """Where the text goes; nothing for a model on this machine."""
    host = shelf.host_of(name)
    if host is None:
        return ""
    return messages.notice(f"“Try it” sends all that is told above, with your values in it, to {host}.")


def _none() -> str:
    size = f" ({shelf.size_in_words(catalogue.find(_FIRST).size)})"
    return (
        '<p class="wb-notice">There is no chat model on this machine to try a prompt on. Get one with '
        f"<code>workbench models pull {_FIRST}</code>{size}, or name a server of models in "
        f"<code>{shown(catalogue.user_file().name)}</code> (docs/adding-a-model.md); then come back to this tab.</p>"
    )
