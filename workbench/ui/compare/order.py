"""One order of a visitor, from the list of texts to the finished comparison, as screens. No gradio in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from time import perf_counter

from workbench import pipeline
from workbench.comparison import Comparison, References, compare
from workbench.comparison.references import align
from workbench.errors import Cancelled, EmptySource, NotGerman, StoreError, UsageError, WorkbenchError
from workbench.grid import Cell, Cost, Planned, Route, plan_grid, run_grid
from workbench.models.base import Summariser, Translator
from workbench.types import Article, Decoding, Step
from workbench.ui.compare.board import Board, Row, Told
from workbench.ui.compare.reading import Ticket
from workbench.ui.compare.sources import Sources
from workbench.ui.kept import Kept
from workbench.ui.messages import Status
from workbench.ui.shelf import Shelf
from workbench.ui.work import Bench, Pace

ANY_LANGUAGE = "Compare although a text is not German"
_log = logging.getLogger(__name__)
_Models = dict[str, str | Translator | Summariser]


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor asked for."""

    sources: Sources
    translators: tuple[str, ...]
    summarisers: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()  # none: what the language of each summariser allows
    sentences: int = 3
    decoding: Decoding = field(default_factory=Decoding)
    base: str | None = None
    references: References | None = None
    lines: bool = False  # each line of a text is one sentence
    any_language: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show now. None means: leave that part as it is."""

    status: Status
    rows: Sequence[Row] | None = None
    comparison: Comparison | None = None
    finished: bool = False  # nothing more will come: the comparison is for other tabs and for downloads, too
    error: str | None = None
    wrong_language: bool = False  # offer to compare all the same
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scoring:
    """The models are done; what is left is counting."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An order that can be begun."""

    order: Order
    articles: list[Article]
    translators: _Models
    summarisers: _Models
    planned: list[Planned]


_Report = Cell | Cost | Told | _Scoring


def perform(order: Order, shelf: Shelf, bench: Bench, ticket: Ticket, kept: Kept) -> Iterator[Screen]:
    """The screens of an order. What cannot be is said before any model is loaded; faults become screens, too."""
    try:
        ready = _prepare(order, shelf)
    except WorkbenchError as error:
        yield Screen(Status(""), error=str(error), wrong_language=isinstance(error, NotGerman))
    except Exception as error:
        yield Screen(Status(""), error=_fault(error))
    else:
        yield from _work(ready, bench, ticket, kept)


def _prepare(order: Order, shelf: Shelf) -> _Ready:
    """Everything that can be wrong with an order, told before the work. Raises `UsageError`."""
    if not order.sources.texts:
        raise EmptySource(
            "There is no text to compare: take the article from Translate, paste one, or open .txt files."
        )
    if not order.translators:
        raise UsageError("No translator is ticked; tick at least one.")
    if order.base is not None and order.base not in order.translators:
        raise UsageError(f"The base {order.base} is not ticked; tick it, or choose another base.")
    articles = order.sources.articles(order.lines)
    for source, article in zip(order.sources.texts, articles, strict=True):
        _check(source.name, article, order.any_language)
    names = [source.name for source in order.sources.texts]
    if order.references is not None:
        german = ([a.source(s) for s in a.segments] for a in articles)
        align(order.references, dict(zip(names, german, strict=True)))
    translators: _Models = {name: shelf.member(name, "translate") for name in order.translators}
    summarisers: _Models = {name: shelf.member(name, "summarise") for name in order.summarisers}
    planned = plan_grid(names, translators, summarisers, routes=order.routes)
    return _Ready(order, articles, translators, summarisers, planned)


def _check(name: str, article: Article, any_language: bool) -> None:
    if not article.segments:
        raise EmptySource(f"Nothing of {name} is left to translate: all of it was taken for boilerplate. Remove it.")
    try:
        pipeline.check_language(article, any_language)
    except NotGerman as error:
        raise NotGerman(
            f"{name} looks like “{article.language}”, not German. Remove it, or tick “{ANY_LANGUAGE}” and press "
            "Compare again."
        ) from error


def _job(ready: _Ready) -> Callable[[Callable[[_Report], None]], Comparison]:
    """The whole work, for the bench: the grid, then the comparison of all that it gave."""
    order = ready.order

    def job(report: Callable[[_Report], None]) -> Comparison:
        def between(model: str, text: str, step: Step) -> None:
            report(Told(model, text, step))

        everything: list[Cell | Cost] = []
        found = run_grid(
            ready.articles,
            ready.translators,
            ready.summarisers,
            routes=order.routes,
            sentences=order.sentences,
            decoding=order.decoding,
            any_language=True,  # asked and answered before the work began
            report=between,
        )
        with closing(found):
            for one in found:
                everything.append(one)
                report(one)
        report(_Scoring())
        return compare(everything, base=order.base, references=order.references)

    return job


def _work(ready: _Ready, bench: Bench, ticket: Ticket, kept: Kept) -> Iterator[Screen]:
    sizes = {a.metadata["file"]: len(a.segments) for a in ready.articles}
    board, begun, draft = Board(ready.planned, sizes), perf_counter(), _Draft(ready.order.base, len(ready.planned))
    yield Screen(Status("Waiting for the models …"), board.rows())
    job = bench.start(_job(ready), ticket)
    try:
        for reports in job:
            for report in reports:
                draft.pace.add()
                if not isinstance(report, _Scoring):
                    board.take(report)
            if any(isinstance(report, _Scoring) for report in reports):
                yield Screen(Status("Holding everything against each other …", board.done, board.total), board.rows())
            elif draft.pace.tell():
                yield Screen(board.status(), board.rows(), draft.comparison(board))
        made = job.result()
    except Exception as error:
        yield _broken_off(board, ready.order, error)
    else:
        words, warnings = _remembered(made, kept)
        told = f"{_counted(len(made.texts), 'text')} compared in {perf_counter() - begun:.1f} s. {words}"
        yield Screen(Status(told), board.rows(), made, finished=True, warnings=warnings)
    finally:
        job.abandon()


def _broken_off(board: Board, order: Order, error: Exception) -> Screen:
    """What was done before the work was cancelled or failed is kept."""
    made = _so_far(board, order.base)
    done = f"{board.done} of {board.total} results"
    scores = " There are no scores, because those need all of them." if order.references else ""
    if isinstance(error, Cancelled):
        words = f"Cancelled: {done} are kept, and not remembered.{scores}" if made else "Cancelled before any result."
        return Screen(Status(words), board.rows(), made, finished=True)
    message = str(error) if isinstance(error, WorkbenchError) else _fault(error)
    return Screen(Status(f"Stopped at {done}."), board.rows(), made, finished=True, error=message)


def _so_far(board: Board, base: str | None) -> Comparison | None:
    """What can be compared already; against the first translator while the base has nothing."""
    if not board.done:
        return None
    there = any(isinstance(one, Cell) and one.translator == base for one in board.found)
    return compare(board.found, base=base if there else None)


def _remembered(made: Comparison, kept: Kept) -> tuple[str, tuple[str, ...]]:
    """What became of it in the memory, as a word for the status and warnings."""
    if kept.store is None:
        return kept.why_not, ()
    try:
        return f"Remembered as {kept.store.add_comparison(made)}.", ()
    except StoreError as error:
        return "", (f"The comparison is not remembered. {error}",)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def _fault(error: Exception) -> str:
    """An error that nobody foresaw: the log gets all of it, the visitor one line."""
    _log.error("A fault of the program", exc_info=error)
    return (
        f"A fault of the program: {type(error).__name__}. The log on the server's terminal says more; please report it."
    )


class _Draft:
    """The comparison of what there is so far, made again only as often as the models can spare the time."""

    def __init__(self, base: str | None, cells: int) -> None:
        self._base = base
        self.pace = Pace(max(0.3, cells / 300))  # the whole grid is drawn each time
        self._made = float("-inf")
        self._took = 0.0
        self._cells = 0

    def comparison(self, board: Board) -> Comparison | None:
        """None while nothing is new, or the last one is too fresh: a tenth of the time at most goes into it."""
        now = perf_counter()
        if board.done == self._cells or now - self._made < max(1.0, 10 * self._took):
            return None
        made = _so_far(board, self._base)
        self._cells, self._made, self._took = board.done, perf_counter(), perf_counter() - now
        return made
