"""Texts × translators × summarisers × routes, with models that need no weights."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from workbench import read_article
from workbench.errors import ModelError, UsageError
from workbench.grid import Cell, Cost, Route, plan_grid, run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Failure, Run, Step, Translated

TEXTS = [
    "Das Wetter war am Montag gut. Am Dienstag hat es in Berlin geregnet. Viele Menschen blieben zu Hause.",
    "Die Regierung hat über den Haushalt beraten. Der Minister sprach von einem guten Tag. Die Opposition nicht.",
]


class Slow(FakeTranslator):
    """Takes its time for every batch."""

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        time.sleep(0.05)
        return super().translate_batch(texts, decoding)


class Broken(FakeTranslator):
    """Fails on texts about the government, in a way that nobody foresaw."""

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        if any("Regierung" in text for text in texts):
            raise RuntimeError("out of\nmemory")
        return super().translate_batch(texts, decoding)


def cells_of(found: Sequence[Cell | Cost]) -> list[Cell]:
    return [one for one in found if isinstance(one, Cell)]


def test_each_translator_runs_once_per_text_however_many_summarisers_follow() -> None:
    one, other = FakeTranslator("one"), FakeTranslator("other")
    summarisers = [FakeSummariser(f"s{n}") for n in range(4)]
    cells = cells_of(list(run_grid(TEXTS, [one, other], summarisers)))
    assert len(cells) == 2 * 2 * (4 + 2), "the four, and the two baselines"
    for translator in (one, other):
        asked = [text for batch in translator.batches for text in batch]
        assert len(asked) == len(set(asked)) == 6
    assert all(isinstance(cell.outcome, Run) for cell in cells)


def test_lead_and_extractive_stand_there_to_be_beaten() -> None:
    cells = cells_of(list(run_grid(TEXTS[:1], [FakeTranslator()], [FakeSummariser(), "lead"])))
    assert {(cell.summariser, cell.baseline) for cell in cells} == {
        ("lead", True),
        ("extractive", True),
        ("fake-summary", False),
    }


def test_the_order_of_the_cells_is_told_by_their_place() -> None:
    cells = cells_of(list(run_grid(TEXTS, [Slow("slow"), FakeTranslator("quick")], [FakeSummariser()])))
    placed = [(cell.text, cell.translator) for cell in sorted(cells, key=lambda cell: cell.place)]
    assert list(dict.fromkeys(placed)) == [(t, s) for t in ("text 1", "text 2") for s in ("slow", "quick")]


def test_the_slowest_does_not_hold_back_the_rest() -> None:
    """Named first, and with much to do; every result of the quick one is there before the slow one's last."""
    found = run_grid(TEXTS, [Slow("slow"), FakeTranslator("quick")], decoding=Decoding(batch_tokens=1))
    order = [cell.translator for cell in cells_of(list(found))]
    assert order.index("slow") >= order.count("quick")


def test_seconds_are_those_of_the_own_turns() -> None:
    """The quick one waits for the slow one's batches, and that is not counted as its own."""
    found = list(run_grid(TEXTS, [Slow("slow"), FakeTranslator("quick")], decoding=Decoding(batch_tokens=1)))
    seconds = {cell.translator: cell.outcome.timings["translate"] for cell in cells_of(found)}  # type: ignore[union-attr]
    assert seconds["slow"] > 0.1
    assert seconds["quick"] < 0.05


def test_one_that_fails_is_a_cell_with_its_reason_and_the_others_go_on() -> None:
    cells = cells_of(list(run_grid(TEXTS, [Broken("broken"), FakeTranslator("sound")])))
    failed = [cell for cell in cells if isinstance(cell.outcome, Failure)]
    assert {(cell.text, cell.translator) for cell in failed} == {("text 2", "broken")}
    failure = failed[0].outcome
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.error, failure.message) == (
        "translate",
        "RuntimeError",
        "RuntimeError: out of memory",
    )
    assert len(cells) == 8


def test_a_summariser_that_fails_leaves_the_translation_to_the_others() -> None:
    class Failing(FakeSummariser):
        def summarise(self, document, budget, progress=None):  # type: ignore[no-untyped-def]
            raise ModelError("The weights are gone.")

    cells = cells_of(list(run_grid(TEXTS[:1], [FakeTranslator()], [Failing("failing")])))
    assert {c.summariser for c in cells if isinstance(c.outcome, Failure)} == {"failing"}
    assert len(cells) == 3


def test_sources_that_cannot_be_read_are_failures(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXTS[0], "utf-8")
    english = "The government said on Monday that it would raise taxes next year, and nobody was surprised by that."
    cells = cells_of(list(run_grid([str(tmp_path / "no.txt"), good, english, ""], [FakeTranslator()])))
    errors = {c.text: c.outcome.error for c in cells if isinstance(c.outcome, Failure)}
    assert errors == {"no.txt": "UnreadableSource", english: "NotGerman", "text 4": "EmptySource"}
    assert {c.text for c in cells if isinstance(c.outcome, Run)} == {"good.txt"}


def test_the_same_name_twice_is_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(TEXTS[0], "utf-8")
    cells = cells_of(list(run_grid([tmp_path / "a/x.txt", tmp_path / "b/x.txt"], [FakeTranslator()])))
    assert {cell.text for cell in cells} == {"x.txt", "x.txt (2)"}


def test_both_routes() -> None:
    """Summarised first: the German is summarised once for all translators, and what was written is translated."""
    german = FakeSummariser("german", language="de")
    counted: list[int] = []

    class Counting(FakeSummariser):
        def summarise(self, document, budget, progress=None):  # type: ignore[no-untyped-def]
            counted.append(1)
            return super().summarise(document, budget)

    translators = [FakeTranslator("one"), FakeTranslator("other")]
    cells = cells_of(list(run_grid(TEXTS[:1], translators, [german, Counting("counting", language="de")], sentences=1)))
    assert counted == [1]
    made = next(c for c in cells if c.summariser == "german")
    assert made.route is Route.SUMMARISE_FIRST
    assert isinstance(made.outcome, Run)
    sentence = made.outcome.summary.sentences[0]
    assert (sentence.original, sentence.text) == (
        "Viele Menschen blieben zu Hause.",
        "VIELE MENSCHEN BLIEBEN ZU HAUSE.",
    )
    assert {c.route for c in cells if c.baseline} == {Route.TRANSLATE_FIRST}


def test_routes_can_be_asked_for() -> None:
    cells = cells_of(list(run_grid(TEXTS[:1], [FakeTranslator()], routes=list(Route), sentences=1)))
    assert {(c.summariser, c.route) for c in cells} == {(s, r) for s in ("lead", "extractive") for r in Route}
    with pytest.raises(UsageError, match="can only take the route translate-first"):
        run_grid(TEXTS, [FakeTranslator()], [FakeSummariser()], routes=[Route.SUMMARISE_FIRST])


def test_a_run_of_the_grid_is_the_run_of_the_pipeline(seed_path: Path) -> None:
    from workbench import run

    article = read_article(seed_path)
    own = FakeSummariser()
    cells = cells_of(list(run_grid([article], [FakeTranslator()], [own])))
    made = next(c.outcome for c in cells if c.summariser == "fake-summary")
    assert isinstance(made, Run)
    expected = run(article, translator=FakeTranslator(), summariser=own)
    assert (made.translation, made.summary, made.flags, made.signature) == (
        expected.translation,
        expected.summary,
        expected.flags,
        expected.signature,
    )
    assert Run.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    ("translators", "said"),
    [([], "no translator"), ([FakeTranslator("a"), FakeTranslator("a")], "'a' is there twice")],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_loaded(
    translators: list[FakeTranslator], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        run_grid(TEXTS, translators)


def test_labels_tell_the_same_model_apart() -> None:
    cells = cells_of(list(run_grid(TEXTS[:1], {"x": FakeTranslator("a"), "y": FakeTranslator("a")})))
    assert {cell.translator for cell in cells} == {"x", "y"}


def test_letting_go_of_the_generator_stops_the_work() -> None:
    slow = Slow("slow")
    found = run_grid(TEXTS * 20, [slow, FakeTranslator("quick")], decoding=Decoding(batch_tokens=1))
    next(found)
    found.close()  # type: ignore[attr-defined]
    done = len(slow.batches)
    assert done < 60
    time.sleep(0.2)
    assert len(slow.batches) == done
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("grid-")]


def test_a_report_may_stop_the_work() -> None:
    class Enough(Exception):
        pass

    def report(model: str, text: str, step: Step) -> None:
        if step.done:
            raise Enough

    found = list(run_grid(TEXTS, [FakeTranslator()], report=report))
    failures = [cell.outcome for cell in cells_of(found) if isinstance(cell.outcome, Failure)]
    assert {failure.error for failure in failures} == {"Enough"}


def test_cancelling_ends_the_whole_grid() -> None:
    from workbench.errors import Cancelled

    def report(model: str, text: str, step: Step) -> None:
        if step.done:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        list(run_grid(TEXTS, [FakeTranslator(), FakeTranslator("b")], report=report))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("grid-")]


def test_the_plan_names_every_cell_that_will_come() -> None:
    """The same texts, models, routes and places, before anything was loaded."""
    models = {"a": FakeTranslator("a"), "b": FakeTranslator("b")}, [FakeSummariser()]
    routes = list(Route)
    planned = plan_grid(["text 1", "text 2"], *models, routes=routes)
    came = sorted(cells_of(list(run_grid(TEXTS, *models, routes=routes))), key=lambda cell: cell.place)
    assert [(c.text, c.translator, c.summariser, c.route, c.baseline, c.place) for c in came] == [
        (p.text, p.translator, p.summariser, p.route, p.baseline, p.place) for p in planned
    ]


def test_a_text_that_was_read_and_refused_keeps_its_name() -> None:
    """Its reason stands under the name that the reader knows."""
    english = "The government announced on Monday that it would raise taxes for the first time. People were angry."
    article = read_article(english.encode())
    article = replace(article, metadata={**article.metadata, "file": "english.txt"})
    failed = [cell for cell in cells_of(list(run_grid([article], [FakeTranslator()]))) if cell.text == "english.txt"]
    assert {type(cell.outcome) for cell in failed} == {Failure}
