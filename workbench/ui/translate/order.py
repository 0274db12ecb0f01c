"""One order of a visitor, from the text area to the finished run, as a series of screens. Knows nothing of gradio."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter

from workbench import ingest, pipeline
from workbench.errors import Cancelled, EmptySource, NotGerman, UnreadableSource, UsageError, WorkbenchError
from workbench.glossary import Glossary
from workbench.models.base import Summariser, Translator
from workbench.translating import translation_signature
from workbench.types import Article, Decoding, Progress, Run, Stage, Step, Translated
from workbench.ui.kept import Kept
from workbench.ui.messages import Status
from workbench.ui.shelf import Shelf
from workbench.ui.translate.changes import changed
from workbench.ui.translate.keeping import from_cache, keep, sentences_for
from workbench.ui.translate.memory import VisitCache
from workbench.ui.translate.terms.mine import Terms
from workbench.ui.translate.terms.report import term_report
from workbench.ui.translate.view import View, view_of
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.work import Bench, Pace

LONGEST = 20_000_000  # characters; four times the largest text that the page was tried with
_NO_MEMORY = Kept()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor asked for."""

    text: str
    translator: str = "auto"
    summariser: str = "auto"
    sentences: int = 3
    decoding: Decoding = field(default_factory=Decoding)
    any_language: bool = False
    terms: Terms = field(default_factory=Terms)
    remember: bool = True  # whether anything of it may be written down, where there is a memory


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show now. None means: leave that part as it is."""

    visit: Visit
    view: View | None = None
    status: Status | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()
    wrong_language: bool = False  # offer to translate all the same
    run: Run | None = None  # set on the screen that shows the result of an order that ended well


def read_typed(text: str, keep: str = "") -> Article:
    """A text area's content as an article. Never taken for the name of a file, whatever it says."""
    if len(text) > LONGEST:
        raise UsageError(
            f"The text has {len(text):,} characters and the page takes up to {LONGEST:,}; "
            "split it, or use `workbench run` on the file."
        )
    if not text.strip():
        raise EmptySource("There is no text to translate; paste a German article or drop a file.")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableSource(
            f"The text holds half a character (U+{ord(text[error.start]):04X}) at position {error.start}; "
            "paste it again."
        ) from error
    article = ingest.read_article(data, encoding="utf-8", keep=keep)
    return replace(article, metadata={k: v for k, v in article.metadata.items() if k != "encoding"})


def perform(
    visit: Visit, order: Order, shelf: Shelf, bench: Bench, ticket: Ticket, kept: Kept = _NO_MEMORY
) -> Iterator[Screen]:
    """The screens of an order. Errors become screens too; what was shown before stays when nothing could begin."""
    before = visit  # what the panes show, until this order has panes of its own
    try:
        visit = _reading(visit, order, ticket)
        if ticket.change and not visit.begun():  # nothing was translated yet, so there is only something to show
            yield Screen(visit, view_of(visit), Status(""))
            return
        warning = _language(_article(visit), order.any_language)
        if not _article(visit).segments:
            yield _nothing_left(visit)
            return
        yield Screen(before, status=Status("Loading the models …"))
        translator, summariser = bench.do(
            lambda: (shelf.translator(order.translator), shelf.summariser(order.summariser))
        )
    except WorkbenchError as error:
        yield Screen(before, status=Status(""), error=str(error), wrong_language=isinstance(error, NotGerman))
    except Exception as error:
        yield Screen(before, status=Status(""), error=fault(error))
    else:
        work = _Work(order, translator, summariser, kept, warning, order.terms.glossary())
        yield from _work(visit, work, bench, ticket)


def _article(visit: Visit) -> Article:
    assert visit.article is not None
    return visit.article


def _reading(visit: Visit, order: Order, ticket: Ticket) -> Visit:
    """The visit with the article that the order is about, and its blocks as the order wants them."""
    if ticket.change is not None:
        return changed(visit, ticket.change)
    return visit if visit.holds(order.text) else visit.reading(read_typed(order.text))


def _language(article: Article, any_language: bool) -> str | None:
    try:
        return pipeline.check_language(article, any_language)
    except NotGerman as error:
        probability = article.metadata.get("language_probability", "?")
        raise NotGerman(
            f"This text looks like “{article.language}”, not German (probability {probability}). To translate it all "
            "the same, tick “Translate although it is not German” and press Translate again."
        ) from error


def _nothing_left(visit: Visit) -> Screen:
    words = "Every block of this text was removed, so there is nothing to translate. Restore one in the German pane."
    return Screen(visit, view_of(visit.unfinished()), status=Status(""), error=words)


def fault(error: Exception) -> str:
    """An error that nobody foresaw: the log gets all of it, the visitor one line."""
    _log.error("A fault of the program", exc_info=error)
    return (
        f"A fault of the program: {type(error).__name__}. The log on the server's terminal says more; please report it."
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """An order whose models are loaded."""

    order: Order
    translator: Translator
    summariser: Summariser
    kept: Kept
    warning: str | None  # what is to be said before anything is translated
    glossary: Glossary

    def signature(self, article: Article) -> str:
        return translation_signature(self.translator, self.order.decoding, self.glossary, article)

    def run(self, article: Article, cache: VisitCache, report: Progress) -> Run:
        return pipeline.run(
            article,
            translator=self.translator,
            summariser=self.summariser,
            sentences=self.order.sentences,
            decoding=self.order.decoding,
            glossary=self.glossary,
            any_language=True,  # asked and answered before the work began
            cache=cache,
            progress=report,
        )


def _work(visit: Visit, work: _Work, bench: Bench, ticket: Ticket) -> Iterator[Screen]:
    article, begun, order = _article(visit), perf_counter(), work.order
    view = replace(view_of(visit.unfinished()), working=True, translation_signature=work.signature(article))
    known = sentences_for(work.kept, order.remember)
    cache = VisitCache(visit.memory, known)

    def run(report: Progress) -> Run:
        return work.run(article, cache, report)

    job = bench.start(run, ticket)
    progress = _Progress(len(article.segments))
    warnings = (work.warning,) if work.warning else ()
    try:
        for steps in job:
            for step in steps:
                progress.take(step)
            if progress.due():
                yield Screen(visit, progress.view(view), progress.status(), warnings=warnings)
        made = job.result()
    except Exception as error:
        visit = visit.remembering(progress.finished, work.translator.signature(order.decoding))
        yield _broken_off(visit.unfinished(), view, progress, error)
    else:
        visit = visit.remembering(progress.finished, work.translator.signature(order.decoding))
        words = _joined(f"{len(article.segments)} sentences in {perf_counter() - begun:.1f} s", from_cache(made))
        faults = (known.fault,) if known is not None and known.fault is not None else ()
        yield from _finished(visit, work, made, ticket.change is not None, words, faults)
    finally:
        job.abandon()


def _finished(
    visit: Visit, work: _Work, made: Run, change: bool, words: str, faults: tuple[str, ...]
) -> Iterator[Screen]:
    """The result; and then, because another program may keep the memory waiting, what became of it there."""
    before = visit.last_run()
    visit = visit.finished(made, term_report(made.article, work.order.terms) if work.glossary.terms else None)
    warnings = (*made.warnings, *faults)
    yield Screen(visit, view_of(visit), Status(words), warnings=warnings, run=visit.run)
    stored = keep(work.kept, visit, before, remember=work.order.remember, change=change)
    if stored.words or stored.warnings:
        yield Screen(stored.visit, None, Status(_joined(words, stored.words)), warnings=(*warnings, *stored.warnings))


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _broken_off(visit: Visit, view: View, progress: _Progress, error: Exception) -> Screen:
    """What was done before the work was cancelled or failed."""
    done = f"{len(progress.finished)} of {progress.total} sentences"
    left = replace(view, translated=dict(progress.finished), working=False)
    if isinstance(error, Cancelled):
        words = f"Cancelled: {done} are translated and kept. Press Translate to go on."
        return Screen(visit, left, Status(words, len(progress.finished), progress.total))
    message = str(error) if isinstance(error, WorkbenchError) else fault(error)
    return Screen(visit, left, Status(f"Stopped at {done}"), error=message)


class _Progress:
    """Sentences as they come; says when the panes are worth drawing again."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.finished: dict[int, Translated] = {}
        self._stage = Stage.LOAD
        self._begun = perf_counter()
        self._at_begin = 0
        # Drawing costs the browser time in proportion to the article, about a second for 5000 sentences; most of the
        # time should be left to the reader. Even a new status line makes it compare the panes with themselves.
        self._drawing = Pace(max(0.3, total / 1500))
        self._telling = Pace(max(0.1, total / 15000))

    def take(self, step: Step) -> None:
        begins = step.stage is Stage.TRANSLATE and self._stage is not Stage.TRANSLATE
        if begins:
            self._begun, self._at_begin = perf_counter(), len(step.finished)
        self._stage = step.stage
        self.finished.update(step.finished)
        self._telling.add()
        if begins or step.finished:
            self._drawing.add()

    def due(self) -> bool:
        """Whether there is anything to say, and the last screen is old enough for it."""
        return self._telling.tell(now=self._stage is Stage.SUMMARISE) or self._drawing.due

    def view(self, view: View) -> View | None:
        """The view as it is now; None while nothing is new, or the last one is too fresh."""
        return replace(view, translated=dict(self.finished)) if self._drawing.tell() else None

    def status(self) -> Status:
        done = len(self.finished)
        if self._stage is Stage.SUMMARISE:
            return Status("Summarising …", done, self.total)
        return Status(f"{done} of {self.total} sentences{self._left(done)}", done, self.total)

    def _left(self, done: int) -> str:
        """How long the rest takes at the pace so far, once it is long enough to matter and known well enough to say."""
        fresh, took = done - self._at_begin, perf_counter() - self._begun
        if took < 3 or fresh < 1:
            return ""
        seconds = (self.total - done) * took / fresh
        return f", about {round(seconds / 60)} min left" if seconds >= 90 else f", about {round(seconds)} s left"
