"""Which cells a grid has: known before anything is loaded, so that a table of them can be shown while they fill."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from workbench.errors import UsageError
from workbench.grid.cells import Cell, Route
from workbench.grid.members import Member, Named, summarisers, translators
from workbench.types import Failure, Run


@dataclass(frozen=True, slots=True)
class Planned:
    """A cell that is still empty; the `Cell` that fills it has the same `place`."""

    text: str
    translator: str
    summariser: str
    route: Route
    baseline: bool
    place: int


@dataclass(frozen=True, slots=True)
class Key:
    """Which cell a job fills."""

    text: str
    translator: Member
    summariser: Member
    route: Route
    place: int

    def cell(self, outcome: Run | Failure) -> Cell:
        """The cell with what came of it."""
        baseline = self.summariser.baseline
        return Cell(self.text, self.translator.label, self.summariser.label, self.route, baseline, outcome, self.place)


@dataclass(frozen=True, slots=True)
class Plan:
    """The models of a grid, and the routes that each summariser takes."""

    translators: tuple[Member, ...]
    summarisers: tuple[tuple[Member, Route], ...]

    def keys(self, names: Sequence[str]) -> dict[str, list[Key]]:
        """The cells of each text, numbered through in the order of the grid."""
        places = count()
        return {
            name: [Key(name, t, s, route, next(places)) for t in self.translators for s, route in self.summarisers]
            for name in names
        }


def make_plan(translating: Named, summarising: Named, routes: Collection[Route | str], device: str) -> Plan:
    """Raises `UsageError` for models or routes that cannot be; nothing is loaded."""
    found = translators(translating, device), summarisers(summarising, device)
    if not found[0]:
        raise UsageError("There is no translator to compare; name at least one.")
    return Plan(tuple(found[0]), tuple(_wanted(found[1], [Route(route) for route in routes])))


def plan_grid(
    names: Sequence[str],
    translators: Named = ("auto",),
    summarisers: Named = (),
    *,
    routes: Collection[Route | str] = (),
    device: str = "cpu",
) -> list[Planned]:
    """The cells that `run_grid` will fill for texts of these names, in the order of the grid. Raises what it raises."""
    keys = make_plan(translators, summarisers, routes, device).keys(names)
    return [
        Planned(k.text, k.translator.label, k.summariser.label, k.route, k.summariser.baseline, k.place)
        for cells in keys.values()
        for k in cells
    ]


def _wanted(members: Sequence[Member], routes: Sequence[Route]) -> list[tuple[Member, Route]]:
    """Each summariser with the routes it takes: of those asked for, or its natural one."""
    wanted: list[tuple[Member, Route]] = []
    for member in members:
        taken = [route for route in member.routes if route in routes] if routes else list(member.routes[:1])
        if not taken:
            raise UsageError(
                f"{member.label} can only take the route {member.routes[0]}, because of the language that it reads; "
                "add that route or leave the model out."
            )
        wanted += [(member, route) for route in taken]
    return wanted
