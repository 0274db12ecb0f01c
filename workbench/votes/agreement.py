"""How far voters agree beyond chance: Krippendorff's alpha for all, Cohen's kappa for each two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workbench.votes.vote import Vote


@dataclass(frozen=True, slots=True)
class Agreement:
    """1: always the same; 0: as often as chance; below: less. Exactly one of `value` and `reason` is there."""

    who: str
    value: float | None
    items: int  # that count: those with at least two votes
    reason: str | None = None


def voters_agree(votes: Iterable[Vote]) -> list[Agreement]:
    """Alpha over all voters first, then kappa of each two. Of two votes of one voter on one item the later counts."""
    by_item: dict[str, dict[str, str]] = {}
    for vote in votes:
        by_item.setdefault(vote.item, {})[vote.voter] = vote.choice
    voters = list(dict.fromkeys(voter for choices in by_item.values() for voter in choices))
    found = [alpha([list(choices.values()) for choices in by_item.values()])]
    if len(voters) > 2:
        found += [_kappa(one, other, by_item) for one, other in combinations(voters, 2)]
    elif len(voters) == 2:
        found.append(_kappa(voters[0], voters[1], by_item))
    return found


def alpha(units: Sequence[Sequence[str]]) -> Agreement:
    """Krippendorff's alpha for names (2011), with any number of voters and with gaps."""
    who = "all voters (Krippendorff's alpha)"
    paired = [unit for unit in units if len(unit) > 1]
    if not paired:
        return Agreement(who, None, 0, "no item has two votes")
    counts = Counter(choice for unit in paired for choice in unit)
    n = sum(counts.values())
    expected = (n * n - sum(c * c for c in counts.values())) / (n - 1)
    if not expected:
        return Agreement(who, None, len(paired), "everybody always chose the same, so chance cannot be told apart")
    observed = sum((len(unit) ** 2 - sum(c * c for c in Counter(unit).values())) / (len(unit) - 1) for unit in paired)
    return Agreement(who, 1 - observed / expected, len(paired))


def kappa(pairs: Sequence[tuple[str, str]], who: str = "") -> Agreement:
    """Cohen's (1960) kappa of two voters over the items that both voted on."""
    if not pairs:
        return Agreement(who, None, 0, "they voted on no item together")
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[choice] * second[choice] for choice in first) / n**2
    if expected == 1:
        return Agreement(who, None, n, "both always chose the same, so chance cannot be told apart")
    return Agreement(who, (observed - expected) / (1 - expected), n)


def _kappa(one: str, other: str, by_item: Mapping[str, Mapping[str, str]]) -> Agreement:
    pairs = [(c[one], c[other]) for c in by_item.values() if one in c and other in c]
    return kappa(pairs, f"{one} and {other} (Cohen's kappa)")
