"""What can be taken away after the reveal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.comparison.types import Comparison
from workbench.errors import UsageError
from workbench.ui.vote.booth import Booth
from workbench.votes import Paper, Sheet, Unit, dump_votes, pearmut, summvis
from workbench.votes.ballot import dump_ballot, dump_key
from workbench.votes.paper import counted
from workbench.votes.sheet import by_translation

FORMS = {
    "votes": ("↓ Votes (JSONL)", "votes.jsonl"),
    "ballot": ("↓ Ballot (CSV)", "ballot.csv"),
    "key": ("↓ Key (JSON)", "ballot.key.json"),
    "pearmut": ("↓ Pearmut (JSON)", "pearmut.json"),
    "summvis": ("↓ SummVis (JSONL)", "summvis.jsonl"),
}
"""The label of the button and the name of the file, by form."""


def write(form: str, booth: Booth, papers: Sequence[Paper], folder: Path) -> Path:
    """One file. Raises `UsageError` where a form cannot hold the outputs."""
    path = folder / FORMS[form][1]
    path.write_text(_text(form, booth, papers), encoding="utf-8", newline="\n")
    return path


def _text(form: str, booth: Booth, papers: Sequence[Paper]) -> str:
    if not booth.paper.closed:
        raise UsageError("There is nothing to download before the reveal.")
    if form == "votes":
        return dump_votes(counted(papers))
    if form == "ballot":
        return dump_ballot(booth.ballot, booth.paper.cast())
    if form == "key":
        return dump_key(booth.ballot)
    if form == "pearmut":
        return pearmut.dump_campaign(booth.sheet, "workbench")
    return summvis.dump(_for_summvis(booth))


def _for_summvis(booth: Booth) -> Sheet:
    """Of summaries, with the translation as the document, as `workbench votes export --as summvis` has it."""
    what = booth.source.what
    if isinstance(what, Comparison) and booth.paper.unit == Unit.SUMMARY:
        return by_translation(what).only(list(booth.paper.systems))
    return booth.sheet
