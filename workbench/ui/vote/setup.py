"""What happens before and after the voting: something is chosen, a ballot is begun, gone on with, or left."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from workbench.comparison.types import Comparison
from workbench.errors import UnknownEntry, UnreadableSource
from workbench.ui import messages
from workbench.ui.shared import Shared
from workbench.ui.vote import screen
from workbench.ui.vote.booth import Booth, new_paper, noting
from workbench.ui.vote.keeper import InBrowser, InMemory, keeper_of
from workbench.ui.vote.parts import Parts
from workbench.ui.vote.source import FILE, LAST, UNITS, Chosen, Source, choices, number_of, source_of
from workbench.ui.vote.voting import VOTES, text
from workbench.ui.wiring import PRIVATE, Update, lent_folder, number
from workbench.votes.ballot import MOST
from workbench.votes.outputs import read_outputs

_SEEDS = 10_000


def connect_setup(shared: Shared, parts: Parts, tab: gr.Tab) -> None:
    """Give the settings their events, and the way back to them."""
    _connect_looking(shared, parts, tab)
    _connect_choosing(shared, parts)
    _connect_entering(shared, parts)


def _connect_looking(shared: Shared, parts: Parts, tab: gr.Tab) -> None:
    """The tab is opened or a ballot is left: what there is to vote on now, and which ballots there are."""

    def look(booth: Booth | None, chosen: Chosen, last: Comparison | None, voter: str, browser: Any) -> Update:
        if booth is not None:  # the names of the systems are to stay away from its voter
            return {parts.chosen: chosen}
        return screen.guarded(parts, lambda: _looked(shared, parts, chosen, last, voter, browser))

    def leave(booth: Booth | None, chosen: Chosen, browser: Any, event: gr.EventData) -> Update:
        def deed() -> Update:
            keeper = keeper_of(shared.kept, browser)
            changes: Update = {parts.booth: None, parts.ballot: "", parts.message: ""}
            note = text(event, "note")
            if booth is not None and not booth.paper.closed and note is not None:
                try:
                    keeper.change(booth, noting(booth, number(event, "place"), note))
                except UnknownEntry as error:  # nothing is left to stay for
                    changes[parts.message] = messages.error(str(error))
            changes[parts.chosen] = replace(chosen, drawn=False)
            changes |= {parts.setup: gr.update(visible=True), parts.taking: gr.update(visible=False)}
            changes |= {button: gr.update(value=None) for button in parts.downloads.values()}
            return changes | screen.kept(parts, keeper)

        return screen.guarded(parts, deed)

    def look_again(*given: Any) -> Update:
        changes = look(*given)
        if changes.get(parts.message) == "":
            del changes[parts.message]  # what was said when the ballot was left stays
        return changes

    given = [parts.booth, parts.chosen, shared.comparison, parts.voter, parts.browser]
    seen = [*_settings(parts), parts.what, parts.offers, parts.voter, parts.seed]
    tab.select(look, given, seen, queue=False, api_name="page_vote_look", **PRIVATE)
    left = parts.ballot.leave(
        leave,
        [parts.booth, parts.chosen, parts.browser],
        parts.of_entering(),
        api_name="page_vote_leave",
        **VOTES,
    )
    left.then(look_again, given, seen, api_name="page_vote_look_again", **PRIVATE)


def _connect_choosing(shared: Shared, parts: Parts) -> None:
    store = shared.kept.store

    def choose(value: str | None, chosen: Chosen, last: Comparison | None) -> Update:
        def deed() -> Update:
            return _with(parts, chosen, source_of(value or "", store, last, chosen.opened), value or "")

        return screen.guarded(parts, deed)

    def open_files(paths: list[str] | None, chosen: Chosen, last: Comparison | None) -> Update:
        def deed() -> Update:
            source = Source(read_outputs({Path(path).name: _bytes(Path(path)) for path in paths or ()}))
            changes = _with(parts, replace(chosen, opened=source), source, FILE)
            return changes | {parts.what: gr.update(choices=choices(store, last, chosen.known, source), value=FILE)}

        return screen.guarded(parts, deed)

    def unit(unit: str, chosen: Chosen) -> Update:
        return screen.guarded(
            parts, lambda: _systems(parts, chosen.source, unit) if chosen.source else {parts.message: ""}
        )

    ways: list[tuple[Any, Callable[..., Update], list[Any]]] = [
        (parts.what.input, choose, [parts.what, parts.chosen, shared.comparison]),
        (parts.upload.upload, open_files, [parts.upload, parts.chosen, shared.comparison]),
        (parts.unit.input, unit, [parts.unit, parts.chosen]),
    ]
    for trigger, function, given in ways:
        name = f"page_vote_{function.__name__}"
        trigger(function, given, [*_settings(parts), parts.what], queue=False, api_name=name, **PRIVATE)


def _connect_entering(shared: Shared, parts: Parts) -> None:
    def start(
        chosen: Chosen, unit: str, systems: list[str], voter: str, seed: float | None, browser: Any
    ) -> Iterator[Update]:
        def begin(keeper: InMemory | InBrowser) -> Booth:
            source = chosen.source or source_of("", None, None, None)
            return keeper.begin(source, new_paper(source, unit, systems, voter or "", seed))

        yield from _entered(shared, parts, chosen, browser, begin)

    def resume(chosen: Chosen, browser: Any, event: gr.EventData) -> Iterator[Update]:
        ballot = number(event, "ballot")
        yield from _entered(shared, parts, chosen, browser, lambda keeper: keeper.resume(ballot, chosen.source))

    given = [parts.chosen, parts.unit, parts.systems, parts.voter, parts.seed, parts.browser]
    parts.start.click(start, given, parts.of_entering(), api_name="page_vote_start", **VOTES)
    parts.offers.resume(
        resume, [parts.chosen, parts.browser], parts.of_entering(), api_name="page_vote_resume", **VOTES
    )


def _settings(parts: Parts) -> list[Any]:
    return [parts.chosen, parts.unit, parts.systems, parts.message]


def _looked(
    shared: Shared,
    parts: Parts,
    chosen: Chosen,
    last: Comparison | None,
    voter: str,
    browser: Any,
) -> Update:
    """The last comparison is chosen when it is new; otherwise what was chosen before, if it is still there."""
    store, keeper = shared.kept.store, keeper_of(shared.kept, browser)
    changes = screen.listed(parts, shared.kept, keeper) | _fresh(parts, keeper, voter)
    new = last is not chosen.seen
    known = number_of(store, last) if new or chosen.known is None else chosen.known
    listed = choices(store, last, known, chosen.opened)
    values = [value for _, value in listed]
    latest = str(known) if str(known) in values else LAST
    wanted = latest if new and last is not None else chosen.value
    wanted = wanted if wanted in values else next(iter(values), "")
    changes |= {parts.what: gr.update(choices=listed, value=wanted or None), parts.message: ""}
    now = replace(chosen, seen=last, known=known, drawn=True)
    if not chosen.drawn:
        changes[parts.seed] = secrets.randbelow(_SEEDS)
    if not wanted:
        hidden = {parts.unit: gr.update(visible=False), parts.systems: gr.update(visible=False)}
        return changes | hidden | {parts.chosen: replace(now, source=None, value="")}
    same = wanted == chosen.value and chosen.source is not None
    source = chosen.source if same and chosen.source else source_of(wanted, store, last, chosen.opened)
    return changes | _with(parts, now, source, wanted)


def _entered(
    shared: Shared, parts: Parts, chosen: Chosen, browser: Any, begin: Callable[[InMemory | InBrowser], Booth]
) -> Iterator[Update]:
    with lent_folder() as folder:

        def deed() -> Update:
            keeper = keeper_of(shared.kept, browser)
            booth = begin(keeper)
            changes = screen.entered(parts, booth, keeper, folder)
            return changes | {parts.chosen: chosen.voting_on(booth.source, booth.paper)}

        yield screen.guarded(parts, deed)


def _with(parts: Parts, chosen: Chosen, source: Source, value: str) -> Update:
    """A source that was chosen, with what it can be voted on by. Raises `UsageError` when it cannot."""
    units = source.units()
    if value != chosen.value:
        chosen = replace(chosen, unit="", systems=())
    unit = chosen.unit if chosen.unit in units else units[0]
    changes: Update = {
        parts.chosen: replace(chosen, source=source, value=value),
        parts.unit: gr.update(choices=[(UNITS[name], name) for name in units], value=unit, visible=True),
    }
    return changes | _systems(parts, source, unit, chosen.systems)


def _systems(parts: Parts, source: Source, unit: str, wanted: Sequence[str] = ()) -> Update:
    names = source.sheet(unit).systems
    if wanted:
        return {parts.systems: gr.update(choices=names, value=list(wanted), visible=True), parts.message: ""}
    told = f"There are {len(names)} systems, and {MOST} can stand side by side; the first {MOST} are chosen."
    return {
        parts.systems: gr.update(choices=names, value=names[:MOST], visible=True),
        parts.message: messages.warnings((told,)) if len(names) > MOST else "",
    }


def _fresh(parts: Parts, keeper: InMemory | InBrowser, voter: str) -> Update:
    """The name of who voted last, where the visitor has given none."""
    known = next((offer.voter for offer in keeper.offers()), "")
    return {parts.voter: known} if known and not (voter or "").strip() else {}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"The file {path.name} cannot be read ({error.strerror or error}).") from error
