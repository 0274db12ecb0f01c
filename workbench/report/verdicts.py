"""What a judge said about a sentence, in words that every format uses."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.comparison.types import Comparison, Verdict

Places = Mapping[tuple[str, int], list[str]]
"""Lines by the name of the text and the index of the sentence."""


def verdict_lines(c: Comparison) -> Places:
    """One line for each verdict, under its sentence."""
    found: dict[tuple[str, int], list[str]] = {}
    for verdict in c.judgement.verdicts if c.judgement else ():
        found.setdefault((verdict.text, verdict.index), []).append(_line(verdict, c.base or ""))
    return found


def outcome(verdict: Verdict) -> str:
    """The verdict from the system's side: win, tie, loss, or unread."""
    return {1: "win", 0: "tie", -1: "loss", None: "unread"}[verdict.winner]


def _line(verdict: Verdict, base: str) -> str:
    head = {
        1: f"{verdict.system} is better than {base}",
        0: f"{verdict.system} and {base} tie",
        -1: f"{base} is better than {verdict.system}",
        None: f"no verdict on {verdict.system} and {base}, because {verdict.unread}",
    }[verdict.winner]
    flipped = " (it chose the same place in both orders)" if verdict.flipped else ""
    orders = zip(("first", "second"), verdict.reasons, strict=False)  # none where it could not be read
    return head + flipped + "".join(f" · {verdict.system} as the {place}: {why}" for place, why in orders if why)
