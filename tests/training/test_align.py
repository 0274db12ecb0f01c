"""Alignment finds which piece is which."""

from __future__ import annotations

import numpy as np

from training.align import UNALIGNED, align
from training.packed import pack
from training.recipe import Alignment

OPTIONS = Alignment(pairs=1000, iterations=6, tension=1.0, none=0.05, least=0.3, weight=0.2)


def test_pieces_that_always_go_together_are_aligned_whatever_their_order() -> None:
    """Piece n is translated as n + 20, and the order is turned round."""
    rng = np.random.default_rng(1)
    sources = [rng.choice(np.arange(2, 20), size=rng.integers(3, 8), replace=False).tolist() for _ in range(300)]
    targets = [[piece + 20 for piece in reversed(source)] for source in sources]
    packed = pack(sources, targets, [0] * len(sources), {"news": 1})
    found = align(packed, [1.0], 40, OPTIONS, seed=1)
    wanted = np.concatenate([np.arange(len(source))[::-1] for source in sources])
    assert (found == wanted).mean() > 0.98


def test_one_number_a_target_piece_within_its_source() -> None:
    packed = pack([[5, 6], [7], [5]], [[8], [9, 10, 11], [8]], [0, 0, 0], {"news": 1})
    found = align(packed, [1.0], 20, OPTIONS, seed=1)
    assert len(found) == 5
    limits = np.array([2, 1, 1, 1, 1])
    assert ((found < limits) | (found == UNALIGNED)).all()
