"""The first embeddings know what the alignment knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch

from tests.training.conftest import World
from training.align import UNALIGNED, align, save_alignment
from training.embeddings import first_embeddings
from training.model import build_model
from training.packed import Packed, pack
from training.recipe import Alignment
from training.runs import Run
from training.trainer import Limits, Trainer

PIECES = 60
OPTIONS = Alignment(pairs=1000, iterations=6, tension=1.0, none=0.05, least=0.3, weight=0.2)


def _dictionary_pairs() -> Packed:
    """Piece n (2 to 19) is translated as n + 20; pieces from 40 on never occur."""
    rng = np.random.default_rng(1)
    sources = [rng.choice(np.arange(2, 20), size=rng.integers(3, 8), replace=False).tolist() for _ in range(400)]
    return pack(sources, [[piece + 20 for piece in source] for source in sources], [0] * 400, {"news": 1})


def _embeddings(seed: int = 1) -> np.ndarray:
    packed = _dictionary_pairs()
    alignment = align(packed, [1.0], PIECES, OPTIONS, seed=1)
    return first_embeddings(packed, alignment, [1.0], PIECES, 32, seed)


def test_nearest_other_piece_is_the_translation() -> None:
    found = _embeddings()
    near = found @ found.T
    np.fill_diagonal(near, -1)
    german = np.arange(2, 20)
    assert (near[german].argmax(1) == german + 20).mean() > 0.9


def test_rows_are_of_length_one_and_equal_each_time() -> None:
    found = _embeddings()
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(found, _embeddings())
    assert not np.array_equal(found, _embeddings(seed=2))


def test_last_decoder_layer_passes_on_what_it_attends_to(world: World) -> None:
    rng = np.random.default_rng(1)
    embeddings = rng.normal(size=(100, world.recipe.model.d_model)).astype(np.float32)
    model = build_model(world.recipe.model, 100, seed=1, embeddings=embeddings)
    attention = model.model.decoder.layers[-1].encoder_attn
    size = world.recipe.model.d_model
    torch.testing.assert_close(attention.out_proj.weight @ attention.v_proj.weight, torch.eye(size), atol=1e-5, rtol=0)
    np.testing.assert_array_equal(model.model.shared.weight[:100].detach().numpy(), embeddings)
    assert not model.model.shared.weight[100].any()


def test_run_on_aligned_pairs_begins_with_them_and_then_keeps_its_own(world: World, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(world.data, data)
    plain = Trainer(world.recipe, Run("plain"), data, tmp_path)
    alignment = align(plain.packed, [1.0] * 4, plain.pad, world.recipe.alignment, seed=1)
    assert (alignment != UNALIGNED).any()
    save_alignment(alignment, data / "train")
    trainer = Trainer(world.recipe, Run("aligned"), data, tmp_path)
    assert not torch.equal(trainer.model.model.shared.weight, plain.model.model.shared.weight)
    trainer.train(Limits(steps=1))
    again = Trainer(world.recipe, Run("aligned"), data, tmp_path)
    assert torch.equal(again.model.model.shared.weight, trainer.model.model.shared.weight)
