"""The reveal as HTML: ratings, what was said, agreement, and whose each output was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.ui.escape import shown
from workbench.ui.vote.booth import Booth
from workbench.ui.vote.source import UNITS
from workbench.votes import Agreement, Item, Paper, Rating, Tally, Verdict, Vote, rate, tally, voters_agree
from workbench.votes.paper import counted

_MANY = 60  # items from which on the browser lays out only those in sight


def render(booth: Booth, papers: Sequence[Paper]) -> str:
    """Everything that the closed papers on these outputs say."""
    votes = counted(papers)
    figures = _ratings(rate(votes), tally(votes)) + _agreement(voters_agree(votes))
    return (
        f'<section class="wb-vote wb-v-results" tabindex="-1" aria-label="Results">{_head(booth, papers)}'
        f"{figures}{_items(booth, votes, papers)}</section>"
    )


def _head(booth: Booth, papers: Sequence[Paper]) -> str:
    said = f"{booth.source.title} · {UNITS[booth.paper.unit].lower()}"
    closed = ", ".join(f"{paper.voter} ({len(paper.votes)} of {paper.items})" for paper in papers if paper.closed)
    still = ", ".join(f"{paper.voter} ({len(paper.votes)} of {paper.items})" for paper in papers if not paper.closed)
    out = f" Not yet: {shown(still)}, before their reveal." if still else ""
    return (
        f'<header class="wb-v-head"><h2>Results</h2><span>{shown(said)}</span>'
        '<button type="button" class="wb-small" data-back>Back to the ballots</button></header>'
        f"<p>{shown(booth.paper.voter)}'s ballot is closed; its votes can no longer be changed. "
        f"Counted: {shown(closed)}.{out}</p>"
    )


def _ratings(rated: Sequence[Rating], tallies: Sequence[Tally]) -> str:
    if not rated:
        return '<p class="wb-v-none">There is no vote to count.</p>'
    said = {line.system: line for line in tallies}
    ends = [end for r in rated for end in (r.low, r.high) if end is not None]
    span = (min(ends), max(ends)) if ends else (-1.0, 1.0)
    rows = "".join(_rating(rating, said[rating.system], span) for rating in rated)
    return (
        '<h3>Ratings</h3><table class="wb-v-ratings"><thead><tr><th scope="col">System</th>'
        '<th scope="col">Strength, 95 % interval</th><th scope="col">Best</th><th scope="col">Tie</th>'
        '<th scope="col">Bad</th><th scope="col">Another best</th><th scope="col">Wins of pairs</th></tr></thead>'
        f'<tbody>{rows}</tbody></table><p class="wb-v-kept">Bradley-Terry: natural logs of odds that sum to zero; 1.1 '
        "above another is preferred 3 times in 4. A tie or all bad is half a win for each.</p>"
    )


def _rating(rating: Rating, line: Tally, span: tuple[float, float]) -> str:
    if rating.strength is None or rating.low is None or rating.high is None:
        strength = f'<span class="wb-v-none">No number, because {shown(rating.reason or "")}.</span>'
    else:
        strength = (
            f"{_bar(rating.low, rating.strength, rating.high, span)}<span>{rating.strength:+.2f} "
            f"({rating.low:+.2f} to {rating.high:+.2f})</span>"
        )
    counts = "".join(
        f'<td data-of="{name}">{value}</td>'
        for name, value in (
            ("best", line.best),
            ("tie", line.ties),
            ("bad", line.bad),
            ("another best", line.beaten),
            ("wins of pairs", f"{rating.wins:g} of {rating.played}"),
        )
    )
    return f'<tr><th scope="row">{shown(rating.system)}</th><td class="wb-v-strength">{strength}</td>{counts}</tr>'


def _bar(low: float, middle: float, high: float, span: tuple[float, float]) -> str:
    """The interval as a line, the strength as a dot on it, zero as a mark; the numbers stand beside it."""
    width = (span[1] - span[0]) or 1.0

    def at(value: float) -> str:
        return f"{100 * (value - span[0]) / width:.1f}%"

    zero = f'<i class="wb-v-zero" style="left:{at(0.0)}"></i>' if span[0] <= 0 <= span[1] else ""
    return (
        f'<span class="wb-v-bar" aria-hidden="true">{zero}<i class="wb-v-interval" style="left:{at(low)};'
        f'width:{100 * (high - low) / width:.1f}%"></i><i class="wb-v-dot" style="left:{at(middle)}"></i></span>'
    )


def _agreement(agreed: Sequence[Agreement]) -> str:
    if not agreed or agreed[0].items == 0:
        return ""
    lines = "".join(
        f"<li>{shown(a.who)}: "
        + (f"no number, because {shown(a.reason or '')}" if a.value is None else f"<strong>{a.value:.2f}</strong>")
        + f", {a.items} item{'s' * (a.items != 1)}</li>"
        for a in agreed
    )
    told = '<p class="wb-v-kept">1: always the same; 0: as by chance.</p>'
    return f"<h3>Agreement between voters</h3><ul>{lines}</ul>{told}"


def _items(booth: Booth, votes: Sequence[Vote], papers: Sequence[Paper]) -> str:
    by_item: dict[str, list[Vote]] = {}
    for vote in votes:
        by_item.setdefault(vote.item, []).append(vote)
    many = " wb-v-many" if len(booth.ballot.items) > _MANY else ""
    notes = {paper.voter: paper.notes for paper in papers if paper.closed}
    items = "".join(
        _item(number, item, booth.ballot.key[item.id], by_item.get(item.id, []), notes)
        for number, item in enumerate(booth.ballot.items, start=1)
    )
    return f'<h3>Whose was what</h3><ol class="wb-v-items{many}">{items}</ol>'


def _item(
    number: int,
    item: Item,
    systems: Sequence[Sequence[str]],
    votes: Sequence[Vote],
    notes: Mapping[str, Mapping[str, str]],
) -> str:
    outputs = "".join(
        _output(place, text, names, [vote.voter for vote in votes if set(vote.winners) == set(names)])
        for place, (text, names) in enumerate(zip(item.options, systems, strict=True), start=1)
    )
    alike = {Verdict.TIE: "a tie", Verdict.BOTH_BAD: "all bad"}
    said = [f"{vote.voter}: {alike[vote.verdict]}" for vote in votes if vote.verdict in alike]
    said += [] if votes else ["no vote"]
    noted = [f"{voter}: {found[item.id]}" for voter, found in notes.items() if item.id in found]
    lines = "".join(f'<p class="wb-v-said">{shown(line)}</p>' for line in (*said, *noted))
    return (
        f'<li><p class="wb-v-german" lang="de"><b>{number}</b> {shown(item.source)}</p><dl>{outputs}</dl>{lines}</li>'
    )


def _output(place: int, text: str, names: Sequence[str], chosen_by: Sequence[str]) -> str:
    won = f' <span class="wb-v-won">best for {shown(", ".join(chosen_by))}</span>' if chosen_by else ""
    return (
        f"<dt{' class=wb-v-best' if chosen_by else ''}><kbd>{place}</kbd> {shown(' = '.join(names))}{won}</dt>"
        f'<dd lang="en">{shown(text)}</dd>'
    )
