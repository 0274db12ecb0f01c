"""Ratings from votes: Bradley and Terry (1952), with 95 % intervals from the curvature of the likelihood.

The chance that one system is preferred to another is 1 / (1 + exp(-(strength - strength of the other))). Strengths are
natural logs of odds and sum to zero. They exist only within a group in which everybody has won against somebody and
lost against somebody, in chains that connect them all (Ford 1957); the others have a reason instead of a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.votes.vote import Vote

_NORMAL = 1.959964  # of the standard normal distribution, 2.5 % lie above
_STEPS, _CLOSE = 10_000, 1e-10


@dataclass(frozen=True, slots=True)
class Rating:
    """One system. Exactly one of `strength` and `reason` is there."""

    system: str
    wins: float  # over all pairs of all votes; a tie is half a win
    played: int
    strength: float | None = None
    low: float | None = None  # 95 % interval of the strength
    high: float | None = None
    reason: str | None = None


def rate(votes: Iterable[Vote]) -> list[Rating]:
    """A rating per system, the strongest first; those without a strength come last, by their share of wins."""
    return rate_pairs(pair for vote in votes for pair in vote.pairs())


def rate_pairs(pairs: Iterable[tuple[str, str, float]]) -> list[Rating]:
    """The same from pairs: two systems, and the share of a win (0 to 1) that the first one has."""
    wins: dict[str, dict[str, float]] = {}
    for one, other, share in pairs:
        wins.setdefault(one, {}).setdefault(other, 0.0)
        wins.setdefault(other, {}).setdefault(one, 0.0)
        wins[one][other] += share
        wins[other][one] += 1 - share
    group = max(_groups(wins), key=len, default=[])
    fitted = _fit(group, wins) if len(group) > 1 else {}
    return sorted((_rating(name, wins, fitted, group) for name in wins), key=_order)


def _order(rating: Rating) -> tuple[bool, float, float]:
    return rating.strength is None, -(rating.strength or 0.0), -rating.wins / rating.played


def _rating(
    name: str, wins: Mapping[str, Mapping[str, float]], fitted: Mapping[str, tuple[float, float]], group: Sequence[str]
) -> Rating:
    won = sum(wins[name].values())
    played = round(won + sum(wins[other][name] for other in wins[name]))
    if name in fitted:
        strength, error = fitted[name]
        return Rating(name, won, played, strength, strength - _NORMAL * error, strength + _NORMAL * error)
    return Rating(name, won, played, reason=_reason(won, played, group))


def _reason(won: float, played: int, group: Sequence[str]) -> str:
    if won == played:
        return "it won every vote, so nothing says how strong it is at most"
    if won == 0:
        return "it lost every vote, so nothing says how weak it is at most"
    return f"no chain of wins and losses connects it with {', '.join(group)}" if len(group) > 1 else "too few votes"


def _groups(wins: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """Systems that reach each other over wins: the strongly connected parts of the graph."""
    beaten = {name: [other for other, won in row.items() if won > 0] for name, row in wins.items()}
    reach = {name: _reachable(name, beaten) for name in wins}
    groups: list[list[str]] = []
    for name in wins:
        if not any(name in group for group in groups):
            groups.append([other for other in wins if other in reach[name] and name in reach[other]])
    return groups


def _reachable(start: str, edges: Mapping[str, Sequence[str]]) -> set[str]:
    seen, open_names = {start}, [start]
    while open_names:
        for name in edges[open_names.pop()]:
            if name not in seen:
                seen.add(name)
                open_names.append(name)
    return seen


def _fit(group: Sequence[str], wins: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, float]]:
    """Strength and standard error of each, by Hunter's (2004) minorisation, which always converges here."""
    games = {a: {b: wins[a][b] + wins[b][a] for b in group if b in wins[a]} for a in group}
    total = {a: sum(wins[a][b] for b in games[a]) for a in group}
    odds = dict.fromkeys(group, 1.0)
    for _ in range(_STEPS):
        new = {a: total[a] / sum(n / (odds[a] + odds[b]) for b, n in games[a].items()) for a in group}
        mean = math.exp(sum(map(math.log, new.values())) / len(group))
        new = {a: value / mean for a, value in new.items()}
        moved = max(abs(math.log(new[a] / odds[a])) for a in group)
        odds = new
        if moved < _CLOSE:
            break
    errors = _errors(group, games, odds)
    return {a: (math.log(odds[a]), errors[a]) for a in group}


def _errors(
    group: Sequence[str], games: Mapping[str, Mapping[str, float]], odds: Mapping[str, float]
) -> dict[str, float]:
    """Standard errors of strengths that sum to zero: the diagonal of the pseudo-inverse of the information."""
    import numpy as np

    information = np.zeros((len(group), len(group)))
    for i, a in enumerate(group):
        for j, b in enumerate(group):
            if b in games[a]:
                p = odds[a] / (odds[a] + odds[b])
                information[i, j] -= games[a][b] * p * (1 - p)
                information[i, i] += games[a][b] * p * (1 - p)
    variance = np.diag(np.linalg.pinv(information))
    return {a: math.sqrt(max(0.0, float(v))) for a, v in zip(group, variance, strict=True)}
