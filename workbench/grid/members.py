"""The models of a grid before they are loaded: their labels, what they need, and how to open them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from workbench import prompts
from workbench.catalogue import CHAT, Entry
from workbench.errors import UsageError
from workbench.grid.cells import Route
from workbench.grid.memory import likely_need
from workbench.models.base import Summariser, Translator
from workbench.models.load import AUTO, PROMPTS, choose, in_memory, load_summariser, load_translator, resolve
from workbench.types import Stage

Model = Translator | Summariser
Named = Sequence[str | Model] | Mapping[str, str | Model]
"""Names and loaded models, in order; a mapping gives them labels of the caller's own."""

BASELINES = ("lead", "extractive")
_READ_ANYTHING = frozenset(BASELINES)  # runtimes that pick sentences whatever their language


@dataclass(frozen=True, slots=True)
class Member:
    """One translator or summariser of the grid."""

    label: str
    stage: Stage
    what: str | Model
    device: str
    need: int  # bytes, an estimate; 0 for what is in memory already or has no weights
    loaded: bool  # in memory before the grid began, so that its cost cannot be measured and it is not released
    routes: tuple[Route, ...] = ()  # the routes that a summariser can take, its natural one first
    baseline: bool = False

    def open(self) -> Model:
        """The model; raises what `load_translator` and `load_summariser` raise."""
        if not isinstance(self.what, str):
            return self.what
        load = load_translator if self.stage is Stage.TRANSLATE else load_summariser
        return load(self.what, device=self.device)


def translators(named: Named, device: str) -> list[Member]:
    """The translators, each under a label of its own. Raises `UnknownModel` and `ModelMissing`."""
    return [_member(label, what, Stage.TRANSLATE, device) for label, what in _labelled(named, Stage.TRANSLATE)]


def summarisers(named: Named, device: str) -> list[Member]:
    """The baselines, then the summarisers; one that is named and a baseline stands there once, as the baseline."""
    own = [_member(label, what, Stage.SUMMARISE, device) for label, what in _labelled(named, Stage.SUMMARISE)]
    standing = [_member(name, name, Stage.SUMMARISE, device) for name in BASELINES]
    taken = {member.what for member in standing}
    others = [member for member in own if member.what not in taken]
    clash = {member.label for member in others} & taken
    if clash:
        raise UsageError(f"{clash.pop()!r} is the name of a baseline; give that summariser another label.")
    return standing + others


def _labelled(named: Named, stage: Stage) -> list[tuple[str, str | Model]]:
    if isinstance(named, Mapping):
        return list(named.items())
    named = [_known(what, stage) for what in named]
    labels = [_label(what) for what in named]
    whole = [what if isinstance(what, str) else what.name for what in named]
    # Two folders of the same name are told apart by their paths.
    labels = [full if labels.count(label) > 1 else label for label, full in zip(labels, whole, strict=True)]
    doubled = sorted({label for label in labels if labels.count(label) > 1})
    if doubled:
        raise UsageError(f"{doubled[0]!r} is there twice; leave one out, or label them (a=NAME,b=NAME).")
    return list(zip(labels, named, strict=True))


def _known(what: str | Model, stage: Stage) -> str | Model:
    """What "auto" stands for now, so that the result names a model."""
    return choose(stage.value).name if what == AUTO else what


def _label(what: str | Model) -> str:
    if not isinstance(what, str):
        return what.name
    return Path(what).expanduser().resolve().name if Path(what).expanduser().is_dir() else what


def _member(label: str, what: str | Model, stage: Stage, device: str) -> Member:
    if not isinstance(what, str):
        routes = _routes(cast(Summariser, what).language, what.name) if stage is Stage.SUMMARISE else ()
        return Member(label, stage, what, device, 0, True, routes)
    entry = resolve(what, stage.value)
    loaded = in_memory(entry, stage.value, device=device)
    routes = _routes(_language(entry), entry.runtime) if stage is Stage.SUMMARISE else ()
    need = 0 if loaded or device != "cpu" else likely_need(entry)
    baseline = stage is Stage.SUMMARISE and what in BASELINES
    return Member(label, stage, what, device, need, loaded, routes, baseline)


def _language(entry: Entry) -> str:
    """What a summariser reads; a chat model reads what its prompt says."""
    if entry.task == CHAT:
        return prompts.load(entry.prompt or PROMPTS["summarise"]).languages[0]
    return entry.languages[0] if entry.languages else "en"


def _routes(language: str, runtime: str) -> tuple[Route, ...]:
    if runtime in _READ_ANYTHING:
        return (Route.TRANSLATE_FIRST, Route.SUMMARISE_FIRST)
    return (Route.SUMMARISE_FIRST,) if language == "de" else (Route.TRANSLATE_FIRST,)
