"""What becomes of a run in the memory of this machine. What goes wrong there is a warning, never a lost result.

A translation that was asked for adds a run. What a reader then does to it (joins and splits sentences, restores and
removes blocks, dismisses doubts, undoes) changes the run that is stored, as long as it is made in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.errors import StoreError, UnknownEntry
from workbench.store import Sentences, Store
from workbench.types import Run
from workbench.ui.kept import Kept
from workbench.ui.translate.visit import Visit

_SPLIT = "split:"  # the part of a signature that tells of boundaries set by hand


@dataclass(frozen=True, slots=True)
class Stored:
    """The visit, which knows its run's number in the memory, and what is to be said about it."""

    visit: Visit
    words: str = ""
    warnings: tuple[str, ...] = ()


def sentences_for(kept: Kept, remember: bool) -> Sentences | None:
    """The sentence cache for one order: read in any case, written only when the visitor wants it."""
    return kept.sentences.for_one(keeps=remember) if kept.sentences is not None else None


def keep(kept: Kept, visit: Visit, before: Run | None, *, remember: bool, change: bool) -> Stored:
    """Remember the run of a visit; `before` is the run that it followed, `change` whether it is that one changed."""
    if kept.store is None:
        return Stored(replace(visit, number=None))
    if not remember:
        return Stored(replace(visit, number=None), "not remembered")
    assert visit.run is not None
    number = visit.number if change and before is not None and _made_alike(before, visit.run) else None
    try:
        number = _write(kept.store, number, visit.run)
    except StoreError as error:
        return Stored(replace(visit, number=None), "", (f"This run is not remembered. {error}",))
    return Stored(replace(visit, number=number), f"remembered as {number}")


def keep_revised(kept: Kept, visit: Visit, *, remember: bool) -> Stored:
    """Remember what was done to a run without a model, if the run itself is remembered."""
    if kept.store is None or not remember or visit.number is None or visit.run is None:
        return Stored(visit)
    try:
        kept.store.replace_run(visit.number, visit.run)
    except UnknownEntry:
        words = f"Run {visit.number} was deleted from the memory meanwhile, so this is not remembered."
        return Stored(replace(visit, number=None), "", (words,))
    except StoreError as error:
        return Stored(visit, "", (f"This is not remembered. {error}",))
    return Stored(visit)


def from_cache(run: Run) -> str:
    """How many sentences did not have to be translated; empty when all had to."""
    cached = sum(sentence.cached for sentence in run.translation.sentences)
    return f"{cached} of {len(run.translation.sentences)} sentences came from the cache" if cached else ""


def _write(store: Store, number: int | None, run: Run) -> int:
    if number is not None:
        try:
            store.replace_run(number, run)
        except UnknownEntry:  # deleted meanwhile: what was made since is a run of its own
            return store.add_run(run)
        return number
    return store.add_run(run)


def _made_alike(one: Run, other: Run) -> bool:
    """Whether two runs were made by the same models in the same way, but for where sentences begin and end."""
    return one.article.text == other.article.text and _making(one) == _making(other)


def _making(run: Run) -> tuple[list[str], str]:
    parts = [part for part in run.translation.signature.split("|") if not part.startswith(_SPLIT)]
    return parts, run.summary.signature
