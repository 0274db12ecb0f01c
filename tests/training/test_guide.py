"""One attention head follows the alignment that it is given."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.conftest import World
from training.align import UNALIGNED, align, save_alignment
from training.guide import HEAD, Guide
from training.packed import load_packed, pack
from training.prepare import VOCABULARY_NAME
from training.recipe import RecipeError
from training.runs import Run
from training.trainer import Limits, Trainer
from training.vocabulary import load_vocabulary


@pytest.fixture
def aligned_data(world: World, tmp_path: Path) -> Path:
    """A copy of the prepared data with an alignment."""
    shutil.copytree(world.data, tmp_path / "data")
    packed = load_packed(world.data / "train")
    pieces = load_vocabulary(world.data / VOCABULARY_NAME).get_piece_size()
    weights = [1.0] * len(packed.groups)
    save_alignment(align(packed, weights, pieces, world.recipe.alignment, seed=1), tmp_path / "data" / "train")
    return tmp_path / "data"


def test_loss_is_the_cross_entropy_of_the_aligned_pieces(world: World, tmp_path: Path) -> None:
    model = Trainer(world.recipe, Run("stable"), world.data, tmp_path).model
    packed = pack([[5, 6], [7, 8, 9]], [[8, 9], [10]], [0, 0], {"news": 1})
    guide = Guide(np.array([1, UNALIGNED, 2], np.uint8), packed, model)
    attention = torch.rand(2, 2, 3, 4)
    guide._keep(model, None, (torch.zeros(1), attention))
    wanted = -(attention[0, HEAD, 0, 1].log() + attention[1, HEAD, 0, 2].log())
    torch.testing.assert_close(guide.loss(np.array([0, 1])), wanted)


def test_guided_run_draws_its_head_to_the_alignment(world: World, aligned_data: Path, tmp_path: Path) -> None:
    strong = dataclasses.replace(world.recipe, alignment=dataclasses.replace(world.recipe.alignment, weight=5.0))
    trainer = Trainer(strong, Run("stable"), aligned_data, tmp_path)
    assert trainer.guide is not None

    def surprise() -> float:
        assert trainer.guide is not None
        pairs = np.arange(20)
        with torch.no_grad():
            trainer.loss(trainer.packed, pairs, 0.0)
        return float(trainer.guide.loss(pairs))

    before = surprise()
    trainer.train(Limits(steps=40))
    assert surprise() < 0.9 * before


def test_alignment_of_other_pairs_is_refused(world: World, aligned_data: Path, tmp_path: Path) -> None:
    np.save(aligned_data / "train" / "alignment.npy", np.zeros(3, np.uint8))
    with pytest.raises(RecipeError, match="run `align` again"):
        Trainer(world.recipe, Run("stable"), aligned_data, tmp_path)
