"""`workbench votes`: export outputs to be voted on, import what people said, rate the systems."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import streams
from workbench.errors import SchemaError, UsageError

if TYPE_CHECKING:
    from workbench.votes import Agreement, Rating, Sheet, Unit, Vote

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


class Form(StrEnum):
    """What votes and outputs are written as and read from."""

    BALLOT = "ballot"
    PEARMUT = "pearmut"
    SUMMVIS = "summvis"
    LINES = "lines"


class UnitName(StrEnum):
    """What is voted on."""

    SENTENCE = "sentence"
    TEXT = "text"
    SUMMARY = "summary"


AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_UNITS = {"sentence": "sentences", "text": "texts", "summary": "summaries", "row": "rows"}
Target = Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="A file; for lines, a folder.")]


@app.command("export")
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What 'compare --format json' or 'votes import' wrote.")],
    output: Target,
    form: Annotated[Form, typer.Option("--as", help="Which form.")] = Form.BALLOT,
    unit: Annotated[UnitName, typer.Option("--unit", help="What is voted on.")] = UnitName.SENTENCE,
    systems: Annotated[str, typer.Option("--systems", metavar="A,B", help="Only these systems.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="Another number, another order.")] = 0,
    users: Annotated[int, typer.Option("--users", min=1, max=1000, help="How many will vote (Pearmut).")] = 1,
) -> int:
    """Write outputs for voters: a blind ballot (CSV) with its key, a Pearmut campaign, SummVis, or lines."""
    from workbench.votes import ballot, lines, pearmut, summvis
    from workbench.votes.sheet import Unit

    sheet = _sheet(file, Unit(unit), form)
    if systems:
        sheet = sheet.only([name.strip() for name in systems.split(",") if name.strip()])
    if form is Form.LINES:
        for name, text in lines.dump(sheet).items():
            streams.write_whole(output / name, text)
    elif form is Form.PEARMUT:
        streams.write_whole(output, pearmut.dump_campaign(sheet, output.stem, users))
    elif form is Form.SUMMVIS:
        streams.write_whole(output, summvis.dump(sheet))
    else:
        made = ballot.blind(sheet, seed)
        streams.write_whole(output, ballot.dump_ballot(made))
        streams.write_whole(_key_beside(output), ballot.dump_key(made))
        if made.same:
            print(f"workbench: {len(made.same)} rows are not in it, because all wrote the same.", file=sys.stderr)
    return 0


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of that form; for lines, a folder.")],
    output: Target,
    form: Annotated[Form, typer.Option("--from", help="Which form.")] = Form.BALLOT,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The key of a ballot; else the one beside it.")
    ] = None,
    voter: Annotated[str, typer.Option("--voter", metavar="NAME", help="Who filled a ballot; else its name.")] = "",
) -> int:
    """Read a filled ballot or Pearmut's annotations into votes (JSONL), anything else into a sheet (JSON)."""
    from workbench.ingest import read_text
    from workbench.votes import ballot, dump_votes, lines, pearmut, summvis
    from workbench.votes.sheet import dump_sheet

    if form is Form.LINES:
        streams.write_whole(output, dump_sheet(lines.load(file)))
        return 0
    text = read_text(file)
    if form is Form.BALLOT:
        votes, left = ballot.read_ballot(text, ballot.load_key(_key_text(file, key)), voter or file.stem)
        streams.write_whole(output, dump_votes(votes))
        print(f"workbench: {len(votes)} votes; {left} items were left open.", file=sys.stderr)
    elif form is Form.PEARMUT and pearmut.is_annotations(text):
        streams.write_whole(output, dump_votes(pearmut.load_annotations(text)))
    else:
        sheet = summvis.load(text, file.stem) if form is Form.SUMMVIS else pearmut.load_campaign(text)
        streams.write_whole(output, dump_sheet(sheet))
    return 0


@app.command("ratings")
def ratings(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[VOTES...]", help="Files that 'votes import' or the page wrote.")
    ] = None,
    number: Annotated[
        int | None,
        typer.Option(
            "--from-memory", metavar="NUMBER", help="Of a ballot or of what was voted on: its closed ballots count too."
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Rate the systems (Bradley-Terry, 95 % intervals), and say how far the voters agree."""
    from workbench.ingest import read_text
    from workbench.votes import load_votes, rate, voters_agree

    votes = [vote for file in files or () for vote in load_votes(read_text(file))]
    if number is not None:
        votes += _remembered(number)
    if not votes:
        raise UsageError("There is no vote to count; give files, or --from-memory NUMBER with closed ballots.")
    rated, agreed = rate(votes), voters_agree(votes)
    if as_json:
        data = {"votes": len(votes), "ratings": [asdict(r) for r in rated], "agreement": [asdict(a) for a in agreed]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print("\n".join([f"{len(votes)} votes", "", *_rating_lines(rated), "", *_agreement_lines(agreed)]))
    return 0


@app.command("list")
def list_ballots(as_json: AsJson = False) -> None:
    """Show the ballots in the memory, newest first: number, what they are on, voter, how far, what is voted on."""
    from workbench.store import open_store

    with open_store() as store:
        entries = store.ballots.newest()
        if as_json:
            print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
            return
        for entry in entries:
            facts = entry.facts
            state = "closed" if facts["closed"] else "open"
            print(
                f"{entry.id:>4}  on {entry.about}  {facts['voted']} of {facts['items']} {_UNITS[facts['unit']]}", end=""
            )
            print(f"  {state:6}  {entry.title}")
        if not entries:
            print(f"workbench: no ballot in {store.path}; the Vote tab of the page makes them.", file=sys.stderr)


def _remembered(number: int) -> list[Vote]:
    """The votes of the closed ballots; how many are still open is said on stderr."""
    from workbench.store import open_store
    from workbench.votes.paper import counted

    with open_store() as store:
        papers = [ballot.paper for ballot in store.ballots.on(number)]
    left = [paper for paper in papers if not paper.closed]
    for paper in left:
        said = f"{paper.voter}'s ballot ({len(paper.votes)} of {paper.items}) does not count before its reveal"
        print(f"workbench: {said}.", file=sys.stderr)
    return counted(papers)


def _sheet(file: str, unit: Unit, form: Form) -> Sheet:
    from workbench.comparison.schema import SCHEMA, load_comparison
    from workbench.ingest import read_text
    from workbench.votes.sheet import by_translation, from_comparison, load_sheet

    text = read_text(streams.read_bytes(file))
    if f'"{SCHEMA}"' not in text[:200]:
        return load_sheet(text)
    comparison = load_comparison(text)
    return by_translation(comparison) if form is Form.SUMMVIS else from_comparison(comparison, unit)


def _key_beside(ballot: Path) -> Path:
    return ballot.with_name(f"{ballot.stem}.key.json")


def _key_text(ballot: Path, key: Path | None) -> str:
    path = key or _key_beside(ballot)
    if not path.is_file():
        raise SchemaError(f"The key {path} is not there; name it with --key.")
    return path.read_text("utf-8")


def _rating_lines(rated: Sequence[Rating]) -> list[str]:
    width = max(len(r.system) for r in rated)
    lines = [f"{'system'.ljust(width)}   wins  of  strength (95 % interval)"]
    for r in rated:
        if r.strength is None or r.low is None or r.high is None:
            said = f"not computable, because {r.reason}"
        else:
            said = f"{r.strength:+.2f} ({r.low:+.2f} to {r.high:+.2f})"
        lines.append(f"{r.system.ljust(width)}  {r.wins:5g}  {r.played:2}  {said}")
    return lines


def _agreement_lines(agreed: Sequence[Agreement]) -> list[str]:
    return [
        f"{a.who}: "
        + (f"not computable, because {a.reason}" if a.value is None else f"{a.value:.2f}")
        + f", {a.items} items"
        for a in agreed
    ]
