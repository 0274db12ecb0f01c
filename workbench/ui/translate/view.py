"""What the panes show at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from workbench import ledger
from workbench.ledger import Ledger
from workbench.types import Article, Flag, Segment, Severity, Suggestion, Summary, TermChange, Translated
from workbench.ui.translate.terms.report import TermReport
from workbench.ui.translate.visit import Visit


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag and its number in the run, by which it is dismissed."""

    number: int
    flag: Flag

    @property
    def counts(self) -> bool:
        """Whether it makes its sentence a doubtful one: notes are only hints, and dismissed is dismissed."""
        return not self.flag.dismissed and self.flag.severity is not Severity.NOTE


@dataclass(frozen=True, slots=True)
class View:
    """An article with as much of its translation and summary as there is."""

    article: Article
    translated: Mapping[int, Translated] = field(default_factory=dict)  # by segment index
    summary: Summary | None = None
    restored: frozenset[int] = frozenset()  # blocks that the visitor brought back
    flags: tuple[Flag, ...] = ()
    terms: tuple[TermChange, ...] = ()  # what the glossary changed
    report: TermReport | None = None  # what else is to be said about the glossary; None when none was used
    working: bool = False  # whether sentences that are missing are still to come
    translation_signature: str = ""
    ledger: Ledger | None = None  # what became of every character of the source
    left: frozenset[int] = frozenset()  # suggested places that the visitor left as they are
    undo: str = ""  # what the last change did that can be undone; empty when there is none

    def segments(self) -> dict[int, list[Segment]]:
        """The segments of each block that has any."""
        return {block: list(group) for block, group in groupby(self.article.segments, key=lambda s: s.block)}

    def doubts(self) -> dict[int, list[Doubt]]:
        """The flags of each segment that has any, in the order of the run."""
        found: dict[int, list[Doubt]] = {}
        for number, flag in enumerate(self.flags):
            found.setdefault(flag.segment, []).append(Doubt(number, flag))
        return found

    def suggestions(self) -> dict[int, Suggestion]:
        """The open suggestions by the segment in which they lie."""
        places = [s.at for s in self.article.suggestions if s.at not in self.left]
        if not places:
            return {}
        by_place = {s.at: s for s in self.article.suggestions}
        return {
            segment.index: by_place[at]
            for segment in self.article.segments
            for at in places
            if segment.start < at < segment.end
        }

    def changed(self) -> dict[int, list[TermChange]]:
        """What the glossary changed in each segment where it changed anything."""
        found: dict[int, list[TermChange]] = {}
        for change in self.terms:
            found.setdefault(change.segment, []).append(change)
        return found


def view_of(visit: Visit) -> View:
    """What a visitor has: the article, and the run where there is one."""
    assert visit.article is not None
    undo = visit.past[-1].words if visit.past else ""
    bare = View(visit.article, restored=visit.restored, left=visit.left, undo=undo)
    if visit.run is None:
        return bare
    run = visit.run
    return replace(
        bare,
        translated=dict(enumerate(run.translation.sentences)),
        summary=run.summary,
        flags=run.flags,
        terms=run.translation.terms,
        report=visit.report,
        ledger=ledger.of(run),
        translation_signature=run.translation.signature,
    )
