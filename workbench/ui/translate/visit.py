"""What the page keeps of one visitor: in the visitor's own session and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.types import Article, Run, Translated
from workbench.ui import work
from workbench.ui.translate.dismissals import carried
from workbench.ui.translate.memory import Memory
from workbench.ui.translate.terms.report import TermReport

if TYPE_CHECKING:
    from workbench.ui.translate.changes import Change

_STEPS = 50  # changes that can be undone; a run is as large as its article


@dataclass(slots=True)
class Ticket(work.Ticket):
    """An order of this tab: what it changes, if anything."""

    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """How things were before a change."""

    words: str  # what the change did
    article: Article
    restored: frozenset[int]
    run: Run | None
    report: TermReport | None
    left: frozenset[int]
    number: int | None


@dataclass(frozen=True, slots=True)
class Visit:
    """The article in front of the visitor and what was made of it."""

    article: Article | None = None
    restored: frozenset[int] = frozenset()  # blocks brought back by hand
    memory: Memory = field(default_factory=dict)  # of this article only
    run: Run | None = None  # the last one that ended well
    report: TermReport | None = None  # what is to be said about its glossary
    left: frozenset[int] = frozenset()  # suggested places where the visitor will not split, as offsets
    earlier: Run | None = None  # the last run before the present one was begun, for what was dismissed in it
    past: tuple[Before, ...] = ()  # what can be undone, the latest last
    number: int | None = None  # under which the run is remembered on this machine; None when it is not

    def holds(self, text: str) -> bool:
        """Whether a text area's content is this article; a browser makes every line end a line feed."""
        return self.article is not None and _as_typed(self.article.text) == _as_typed(text)

    def reading(self, article: Article) -> Visit:
        """The same visitor with a new article."""
        return Visit(article, earlier=self.last_run())

    def remembering(self, finished: Mapping[int, Translated], signature: str) -> Visit:
        """With the translations of segments of the present article kept for reuse."""
        article = self.article
        if article is None or not signature:
            return self
        fresh = {(article.source(article.segments[i]), signature): done for i, done in finished.items()}
        return replace(self, memory={**self.memory, **fresh})

    def finished(self, run: Run, report: TermReport | None) -> Visit:
        """With a run that ended well. What was dismissed before and is still there stays dismissed."""
        return replace(self, run=carried(self.last_run(), run), report=report, earlier=None)

    def unfinished(self) -> Visit:
        """Without a run, because the one that was begun did not end well."""
        return replace(self, run=None, report=None, earlier=self.last_run())

    def last_run(self) -> Run | None:
        """The present run, or the latest before it."""
        runs = [self.run, self.earlier, *(before.run for before in reversed(self.past))]
        return next((run for run in runs if run is not None), None)

    def begun(self) -> bool:
        """Whether any of the present article was translated, here or in a run that was opened."""
        run = self.last_run()
        text = self.article.text if self.article is not None else None
        return bool(self.memory) or (run is not None and run.article.text == text)

    def saving(self, words: str) -> Visit:
        """With the present state as one that can be gone back to; `words` say what is about to be done."""
        assert self.article is not None
        before = Before(words, self.article, self.restored, self.run, self.report, self.left, self.number)
        return replace(self, past=(*self.past, before)[-_STEPS:])

    def leaving(self, at: int) -> Visit:
        """With a suggested place that is left as it is. Raises `UsageError` when nothing is suggested there."""
        if self.article is None or all(at != suggestion.at for suggestion in self.article.suggestions):
            raise UsageError("Nothing is suggested at this place.")
        return replace(self.saving("left a suggestion"), left=self.left | {at})

    def undone(self) -> Visit:
        """As it was before the last change, save for what was dismissed since. Raises `UsageError` at the first."""
        if not self.past:
            raise UsageError("There is nothing to undo.")
        before = self.past[-1]
        run = None if before.run is None else carried(self.last_run(), before.run)
        return replace(
            self,
            article=before.article,
            restored=before.restored,
            run=run,
            report=before.report,
            earlier=None if run else self.last_run(),
            left=before.left,
            number=before.number,
            past=self.past[:-1],
        )


def _as_typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufffd", "")
