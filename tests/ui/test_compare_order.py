"""An order of the Compare tab from start to end, with fake models and without a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench import open_store, read_article
from workbench.comparison import References
from workbench.errors import UnknownModel
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Failure, Run, Translated
from workbench.ui.compare.order import Order, Screen, perform
from workbench.ui.compare.reading import Ticket
from workbench.ui.compare.sources import Sources
from workbench.ui.compare.views.board import board
from workbench.ui.kept import Kept
from workbench.ui.shelf import Shelf
from workbench.ui.work import Bench

TEXT = "\n\n".join(f"Das ist der Absatz Nummer {n} über die Bundesregierung in Berlin." for n in range(6))
SOURCES = Sources().adding(read_article(TEXT.encode()), "a.txt")
NOTHING = Kept(None, "Nothing is remembered here.")


class Slow(FakeTranslator):
    """One sentence per batch, and some time for it."""

    def translate_batch(self, texts, decoding: Decoding):
        time.sleep(0.05)
        return super().translate_batch(texts, decoding)


class Elsewhere(FakeTranslator):
    """A model on another machine, which answers when it is let go, however slow this machine is."""

    local = False

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.let_go = threading.Event()

    def translate_batch(self, texts, decoding: Decoding):
        assert self.let_go.wait(timeout=60)
        return super().translate_batch(texts, decoding)


class Broken(FakeTranslator):
    """Fails on everything."""

    def translate_batch(self, texts, decoding: Decoding) -> list[Translated]:
        raise RuntimeError("out of memory")


MODELS = {
    "slow": Slow("slow"),
    "elsewhere": Elsewhere("elsewhere"),
    "quick": FakeTranslator("quick"),
    "broken": Broken("broken"),
    "own": FakeSummariser("own"),
}


def member(name: str, task: str):
    if name not in MODELS:
        raise UnknownModel(f"No model is called {name!r}.")
    return MODELS[name]


SHELF = Shelf(member=member)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def do(order: Order, bench: Bench, ticket: Ticket | None = None, kept: Kept = NOTHING) -> Iterator[Screen]:
    return perform(order, SHELF, bench, ticket or Ticket(active=True), kept)


def test_results_come_as_they_are_made_and_the_quick_one_does_not_wait(bench: Bench) -> None:
    """On some screen the quick translator's cells are filled, while the other is still held back."""
    order = Order(SOURCES, ("elsewhere", "quick"), ("own",), decoding=Decoding(batch_tokens=1))
    states = []
    for screen in do(order, bench):
        last = screen
        states.append([row.translated is not None for row in screen.rows or ()])
        if states[-1] == [False, True]:
            MODELS["elsewhere"].let_go.set()
    assert states[0] == [False, False]
    assert [False, True] in states
    assert last.finished
    assert last.comparison is not None
    assert [system.label for system in last.comparison.systems] == ["elsewhere", "quick"]
    assert "own" in {system.summariser for system in last.comparison.summary_systems}
    assert last.status.words.startswith("1 text compared in")
    assert last.status.words.endswith(NOTHING.why_not)


def test_one_that_fails_is_a_cell_with_its_reason(bench: Bench) -> None:
    *_, last = do(Order(SOURCES, ("quick", "broken")), bench)
    assert last.rows is not None
    assert [{type(square.outcome) for square in row.squares} for row in last.rows] == [{Run}, {Failure}]
    html = board(last.rows, finished=True)
    assert "RuntimeError: out of memory" in html
    assert html.count("✗ failed") == 3
    assert "open" in html.partition(">")[0], "failures are never folded away"


def test_cancelling_ends_it_soon_and_keeps_what_is_done(bench: Bench) -> None:
    """The quick translator's results are there and not remembered; the slow one stops within a batch or two."""
    text = "\n\n".join(f"Das ist der Satz Nummer {n} über die Regierung." for n in range(60))
    sources = Sources().adding(read_article(text.encode()), "long.txt")
    references = References("r", lines=tuple("x" for _ in range(60)))
    ticket, cancelled = Ticket(active=True), 0
    order = Order(sources, ("slow", "quick"), decoding=Decoding(batch_tokens=1), references=references)
    for screen in do(order, bench, ticket):
        if not ticket.stopped and any(row.translated for row in screen.rows or ()):
            ticket.stopped, cancelled = True, len(MODELS["slow"].batches)
    assert len(MODELS["slow"].batches) <= cancelled + 2
    assert screen.finished
    assert screen.comparison is not None
    assert [(s.label, s.texts) for s in screen.comparison.systems] == [("quick", 1)]
    assert screen.status.words.startswith("Cancelled: 2 of 4 results are kept, and not remembered. There are no scores")


def test_cancelling_before_it_began_leaves_nothing(bench: Bench) -> None:
    *_, last = do(Order(SOURCES, ("quick",)), bench, Ticket(stopped=True))
    assert last.comparison is None
    assert last.status.words == "Cancelled before any result."


def test_a_finished_comparison_is_remembered(bench: Bench, tmp_path: Path) -> None:
    with open_store(tmp_path / "memory.sqlite") as store:
        *_, last = do(Order(SOURCES, ("quick",)), bench, kept=Kept(store))
        assert "Remembered as 1." in last.status.words
        assert store.comparison(1) == last.comparison


def test_a_memory_that_cannot_be_written_is_a_warning(bench: Bench, tmp_path: Path) -> None:
    """The comparison is there all the same."""
    store = open_store(tmp_path / "memory.sqlite")
    store.close()
    *_, last = do(Order(SOURCES, ("quick",)), bench, kept=Kept(store))
    assert last.comparison is not None
    assert last.error is None
    assert last.warnings[0].startswith("The comparison is not remembered.")


def test_references_give_scores_and_what_is_missing_says_why(bench: Bench) -> None:
    lines = tuple(TEXT.upper().split("\n\n"))
    *_, last = do(Order(SOURCES, ("quick",), references=References("r", lines=lines)), bench)
    assert last.comparison is not None
    assert last.comparison.quality is not None
    scores = {found.metric: found.scores["quick"] for found in last.comparison.quality.translation}
    assert scores["BLEU"].value == pytest.approx(100)
    assert scores["COMET"].reason


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(Sources(), ("quick",)), "There is no text to compare"),
        (Order(SOURCES, ()), "No translator is ticked"),
        (Order(SOURCES, ("quick",), base="slow"), "The base slow is not ticked"),
        (Order(SOURCES, ("../../etc",)), "No model is called"),
        (
            Order(SOURCES, ("quick",), references=References("r.txt", lines=("x",))),
            "has 1 lines for 6 sentences",
        ),
    ],
)
def test_what_cannot_be_is_said_before_any_model_works(order: Order, said: str, bench: Bench) -> None:
    before = len(MODELS["quick"].batches)
    (screen,) = do(order, bench)
    assert screen.error is not None
    assert said in screen.error
    assert len(MODELS["quick"].batches) == before


def test_another_language_is_refused_until_the_visitor_insists(bench: Bench) -> None:
    english = "The government announced on Monday that it would raise taxes for the first time. People were angry."
    sources = Sources().adding(read_article(english.encode()), "english.txt")
    (screen,) = do(Order(sources, ("quick",)), bench)
    assert screen.wrong_language
    assert "english.txt looks like “en”" in (screen.error or "")
    *_, last = do(Order(sources, ("quick",), any_language=True), bench)
    assert last.comparison is not None
    assert "not German" in last.comparison.texts[0].warnings[0]


def test_the_shelf_opens_no_folder_of_the_machine() -> None:
    """From the page, only names of the catalogue reach the grid."""
    with pytest.raises(UnknownModel):
        Shelf().member("/etc", "translate")
    assert Shelf().member("marian-de-en", "translate") == "marian-de-en"


@pytest.mark.model
def test_the_embedded_translator_alone_still_gives_speed_doubts_and_summaries(seed_path: Path) -> None:
    """The usual first case: one translator, the two baselines."""
    sources = Sources().adding(read_article(seed_path))
    *_, last = perform(Order(sources, ("marian-de-en",)), Shelf(), Bench(), Ticket(active=True), NOTHING)
    assert last.comparison is not None
    (system,) = last.comparison.systems
    assert (system.tokens_per_second or 0) > 0
    assert (system.memory is not None) or system.memory_reason
    assert [s.summariser for s in last.comparison.summary_systems] == ["lead", "extractive"]
    assert len(last.comparison.sentences) == len(sources.texts[0].article.segments)
