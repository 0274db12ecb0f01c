"""Which models can be compared: those of the catalogue that are on this machine. The others say how to get them."""

from __future__ import annotations

from workbench import catalogue, depot, models
from workbench.catalogue import Entry
from workbench.grid import Route
from workbench.grid.members import BASELINES
from workbench.ui import shelf
from workbench.ui.escape import shown

NATURAL = "natural"
ROUTES: dict[str, tuple[str, tuple[Route, ...]]] = {
    NATURAL: ("what the language of each summariser allows", ()),
    Route.TRANSLATE_FIRST: ("translate, then summarise the English", (Route.TRANSLATE_FIRST,)),
    Route.SUMMARISE_FIRST: ("summarise the German, then translate that", (Route.SUMMARISE_FIRST,)),
    "both": ("both, wherever a summariser can", tuple(Route)),
}
"""What the page calls the routes, and what the grid is told."""


def offered(task: str) -> list[tuple[str, str]]:
    """Label and name of each model that can be chosen; the baselines are always in and not among them."""
    here = {entry.name for entry in _entries(task) if depot.present(entry)}
    return [(label, name) for label, name in shelf.choices(task) if name in here]


def first(task: str) -> list[str]:
    """What is ticked at the start: the best translator, and no summariser, because the baselines are always in."""
    return [models.choose(task).name] if task == "translate" else []


def still(task: str, chosen: list[str]) -> list[str]:
    """Of what was chosen, what can still be chosen."""
    names = {name for _, name in offered(task)}
    return [name for name in chosen if name in names]


def elsewhere(task: str) -> str:
    """As HTML: what is not on this machine, and how to get it. "" when all of the catalogue is here."""
    away = [entry for entry in _entries(task) if not depot.present(entry)]
    if not away:
        return ""
    named = ", ".join(_sized(entry) for entry in away)
    return (
        f'<details class="wb-c-away"><summary>{len(away)} more not on this machine</summary><p>{named}</p>'
        f"<p>Get one with <code>workbench models pull {shown(_best(task, away).name)}</code>, or choose it in the "
        "Translate tab and press Download there; then it stands here.</p></details>"
    )


def alone(translators: list[str]) -> str:
    """As HTML: what a comparison of one translator says, and how to get a second. "" when there are several here."""
    if len(translators) != 1 or len(offered("translate")) > 1:
        return ""
    away = [entry for entry in _entries("translate") if not depot.present(entry)]
    pull = (
        f" Get another one: <code>workbench models pull {shown(_best('translate', away).name)}</code>" if away else ""
    )
    return (
        '<p class="wb-notice">Only one translator is on this machine, so there is nothing to hold its sentences '
        "against unless you give references. You get its speed, its doubts, and the summaries side by side: the first "
        f"sentences, the extractive one and every summariser that you tick.{pull}</p>"
    )


def _entries(task: str) -> list[Entry]:
    return [entry for entry in catalogue.entries() if entry.can(task) and entry.name not in BASELINES]


def _best(task: str, away: list[Entry]) -> Entry:
    """The one to suggest: what the Translate tab offers, or the one that ranks highest."""
    return models.better(task) or max(away, key=lambda entry: entry.rank)


def _sized(entry: Entry) -> str:
    size = f" ({shelf.size_in_words(entry.size)})" if entry.size else ""
    return shown(entry.name) + size
