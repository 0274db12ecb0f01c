"""Models are loaded within a budget and released; what they took is measured or there is a reason."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest

from tests.pull.conftest import make_marian
from workbench.grid import Cell, Cost, run_grid
from workbench.grid.memory import Meter, budget, likely_need
from workbench.grid.turns import Turns, Watch
from workbench.models import load as loading
from workbench.models.base import Translator
from workbench.types import Failure, Run, Stage

TEXT = "Das Wetter war am Montag gut. Am Dienstag hat es in Berlin geregnet."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Three small models in transformers form, of different weights."""
    folder = tmp_path_factory.mktemp("models")
    return {name: str(make_marian(folder / name, seed=seed)) for seed, name in enumerate(("one", "two", "three"))}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[weakref.ref[Translator]]:
    """Every translator that was loaded, and how many were alive at once."""
    seen: list[weakref.ref[Translator]] = []
    original = loading._open_translator

    def spy(*arguments: Any) -> Translator:
        model = original(*arguments)
        seen.append(weakref.ref(model))
        return model

    monkeypatch.setattr(loading, "_open_translator", spy)
    return seen


def alive(models: list[weakref.ref[Translator]]) -> int:
    gc.collect()
    return sum(model() is not None for model in models)


@pytest.mark.model
def test_with_room_for_one_model_there_is_never_a_second(models: dict[str, str], opened: list[Any]) -> None:
    """Each is released before the next is loaded, and all are when the grid is done."""
    most = 0
    needs = max(likely_need(loading.resolve(path, "translate")) for path in models.values())
    for found in run_grid([TEXT, TEXT], models, memory=1.2 * needs / 1e9):
        most = max(most, alive(opened))
        assert not isinstance(found, Cell) or isinstance(found.outcome, Run)
    assert len(opened) == 3
    assert most == 1
    assert alive(opened) == 0


@pytest.mark.model
def test_a_model_that_is_too_large_is_a_cell_with_its_reason(models: dict[str, str], opened: list[Any]) -> None:
    found = list(run_grid([TEXT], {"large": models["one"], "embedded": "marian-de-en"}, memory=0.2))
    outcomes = {cell.translator: cell.outcome for cell in found if isinstance(cell, Cell)}
    assert isinstance(outcomes["embedded"], Run)
    failure = outcomes["large"]
    assert isinstance(failure, Failure)
    assert (failure.source, failure.stage, failure.error) == ("text 1", "load", "MemoryBudget")
    assert "large needs about 0.4 GB and the models may take 0.2 GB" in failure.message


@pytest.mark.model
def test_a_model_that_was_in_memory_stays_there_and_is_not_measured(opened: list[Any]) -> None:
    kept = loading.load_translator("marian-de-en")
    costs = {c.model: c for c in run_grid([TEXT], ["marian-de-en"]) if isinstance(c, Cost)}
    assert costs["marian-de-en"].memory is None
    assert costs["marian-de-en"].memory_reason == "the model was in memory before"
    assert loading.load_translator("marian-de-en") is kept


@pytest.mark.model
def test_a_model_that_is_damaged_is_a_cell_with_its_reason(tmp_path: Path) -> None:
    damaged = make_marian(tmp_path / "damaged")
    (damaged / "model.safetensors").write_bytes(b"nothing")
    found = list(run_grid([TEXT], {"damaged": str(damaged), "embedded": "marian-de-en"}))
    outcomes = {cell.translator: cell.outcome for cell in found if isinstance(cell, Cell)}
    assert isinstance(outcomes["embedded"], Run)
    failure = outcomes["damaged"]
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.error) == ("load", "DamagedModel")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells the peak of a stretch of time only on Linux")
def test_the_meter_sees_a_peak_that_is_gone_again() -> None:
    meter = Meter()
    meter.start()
    block = bytearray(60_000_000)
    block[::4096] = b"x" * len(block[::4096])
    del block
    meter.stop()
    assert meter.peak is not None
    assert 50e6 < meter.peak < 120e6


@pytest.mark.skipif(sys.platform != "linux", reason="as above")
def test_the_meter_counts_only_its_own_turns() -> None:
    turns = Turns()
    one, other = Watch(turns), Watch(turns)
    with one:
        pass
    with other:
        held = bytearray(60_000_000)
        held[::4096] = b"x" * len(held[::4096])
    with one:
        pass
    assert one.meter.peak is not None
    assert one.meter.peak < 20e6
    assert len(held) == 60_000_000


def test_the_budget_is_what_was_asked_for_or_most_of_what_is_free() -> None:
    assert budget(1.5) == 1_500_000_000
    free = budget()
    assert free is None or free > 50_000_000


def test_costs_name_their_stage() -> None:
    from workbench.models.fake import FakeTranslator

    costs = [c for c in run_grid([TEXT], [FakeTranslator()]) if isinstance(c, Cost)]
    assert {(c.model, c.stage) for c in costs} == {
        ("fake", Stage.TRANSLATE),
        ("lead", Stage.SUMMARISE),
        ("extractive", Stage.SUMMARISE),
    }
