"""The run as plain text for a terminal: the summary, then each German sentence with its English one."""

from __future__ import annotations

from collections.abc import Iterator

from workbench import ledger
from workbench.segment import clean_for_model
from workbench.types import Block, Flag, Run, Severity, Translated


def render(run: Run) -> str:
    """Sentences are numbered from 1; the summary names its evidence by these numbers."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    article = run.article
    if article.title:
        yield article.title + (f"  ({article.date})" if article.date else "")
        yield ""
    for warning in run.warnings:
        yield f"! {warning}"
        yield ""
    yield f"SUMMARY ({run.summary.model})"
    for sentence in run.summary.sentences:
        yield f"  - {sentence.text} {evidence_note(sentence.evidence)}"
    if run.summary.left_out:
        yield f"  (not seen by the summariser: sentences {numbers(run.summary.left_out)})"
    yield ""
    yield f"TRANSLATION ({run.translation.model})"
    for segment, translated in zip(article.segments, run.translation.sentences, strict=True):
        yield f"{segment.index + 1:>4}  {clean_for_model(article.source(segment))}"
        if read_as(translated):
            yield f"      ({read_as(translated)})"
        yield f"      {translated.text}"
        yield from (f"      ! {doubt}" for doubt in doubts(run, segment.index))
        yield from (f"      (dismissed: {doubt})" for doubt in dismissed(run, segment.index))
    removed = [block for block in article.blocks if not block.kept and visible(run, block)]
    if removed:
        yield ""
        yield "NOT TRANSLATED (restore with --keep)"
        for block in removed:
            yield f"  {block.kind}: {visible(run, block)}"
            yield f"      {block.reason}"
    yield ""
    yield accounted(run)
    yield ""
    yield run.signature


def read_as(made: Translated) -> str:
    """What the model was given for a sentence in capitals, for those who read the German; mostly nothing."""
    return "" if made.read_as is None else f"the model read it as: {made.read_as}"


def doubts(run: Run, index: int) -> list[str]:
    """Why a reader should not trust the translation of a sentence; notes are left to the JSON form."""
    return [f.reason for f in _told(run, index) if not f.dismissed]


def dismissed(run: Run, index: int) -> list[str]:
    """What the checks doubted in a sentence and a reader found to be no reason to worry."""
    return [f.reason for f in _told(run, index) if f.dismissed]


def _told(run: Run, index: int) -> list[Flag]:
    return [f for f in run.flags if f.segment == index and f.severity is not Severity.NOTE]


def accounted(run: Run) -> str:
    """The ledger in one line: "Of 5,094 characters: 1,900 translated, 20 kept as they are (white space), …"."""
    account = ledger.of(run)
    told = []
    for fate in ledger.Fate:
        if account.count(fate):
            reasons = ", ".join(map(_reason, account.told(fate)))
            told.append(f"{account.count(fate):,} {_FATES[fate]}" + (f" ({reasons})" if reasons else ""))
    return f"Of {account.total:,} characters: {', '.join(told)}."


def _reason(told: ledger.Told) -> str:
    """A reason in words, with the names of the rules that gave it."""
    return f"{told.words} [{', '.join(told.rules)}]" if told.rules else told.words


_FATES = {
    ledger.Fate.TRANSLATED: "translated",
    ledger.Fate.BEYOND_WINDOW: "translated but beyond the summariser's window",
    ledger.Fate.KEPT: "kept as they are",
    ledger.Fate.REMOVED: "removed",
    ledger.Fate.SKIPPED: "skipped",
}


def visible(run: Run, block: Block) -> str:
    """The text of a block on one line."""
    return clean_for_model(run.article.text[block.start : block.end])


def numbers(indexes: tuple[int, ...]) -> str:
    """Segment indexes as readers count them, from 1."""
    return ", ".join(str(index + 1) for index in indexes)


def evidence_note(indexes: tuple[int, ...]) -> str:
    """Where a summary sentence comes from, e.g. "[3, 7]"."""
    return f"[{numbers(indexes)}]" if indexes else "[no support found]"
