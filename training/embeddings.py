"""First embeddings in which a German piece lies near the English pieces that translate it.

With random embeddings a model first has to learn which piece is which; until then attention has nothing to point at.
The alignment of the pairs knows it already. Half of a piece's vector is a random projection of its English meaning (the
distribution of the pieces it is aligned with; an English piece means itself), which keeps pieces apart; the other half
is the leading part of the same meaning in the contexts of the English side (positive pointwise mutual information of
neighbouring pieces, Levy and Goldberg 2014), which puts similar ones together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from training.align import UNALIGNED
from training.batches import Indices, draw
from training.packed import Packed

_REACH = 2  # neighbours on either side that count as context

Floats = npt.NDArray[np.float32]


def _count(rows: Indices, columns: Indices, pieces: int) -> Floats:
    """How often each row number meets each column number, shape (pieces, pieces)."""
    return np.bincount(rows * pieces + columns, minlength=pieces * pieces).reshape(pieces, pieces).astype(np.float32)


def _positions(offsets: Indices, pairs: Indices) -> Indices:
    """Flat positions of all pieces of `pairs` on one side."""
    lengths = offsets[pairs + 1] - offsets[pairs]
    ends = np.cumsum(lengths)
    return np.repeat(offsets[pairs] - (ends - lengths), lengths) + np.arange(ends[-1])


def meanings(packed: Packed, alignment: npt.NDArray[np.uint8], pairs: Indices, pieces: int) -> Floats:
    """English meaning of each piece: a distribution over English pieces a row, shape (pieces, pieces).

    Rows of pieces that never occur are zero.
    """
    where = _positions(packed.target_offsets, pairs)
    target, link = packed.target[where].astype(np.int64), alignment[where].astype(np.int64)
    lengths = packed.target_offsets[pairs + 1] - packed.target_offsets[pairs]
    starts = np.repeat(packed.source_offsets[pairs], lengths)
    known = link != UNALIGNED
    source = packed.source[starts[known] + link[known]].astype(np.int64)
    counts = _count(source, target[known], pieces)
    counts[np.diag_indices(pieces)] += np.bincount(target, minlength=pieces)
    counts /= np.maximum(counts.sum(1, keepdims=True), 1.0)
    return counts


def contexts(packed: Packed, pairs: Indices, pieces: int) -> Floats:
    """Positive pointwise mutual information of English neighbours, shape (pieces, pieces)."""
    where = _positions(packed.target_offsets, pairs)
    target = packed.target[where].astype(np.int64)
    owner = np.repeat(np.arange(len(pairs)), packed.target_offsets[pairs + 1] - packed.target_offsets[pairs])
    counts = np.zeros((pieces, pieces), np.float32)
    for reach in range(1, _REACH + 1):
        same = owner[reach:] == owner[:-reach]
        counts += _count(target[:-reach][same], target[reach:][same], pieces)
    counts += counts.T
    total = counts.sum(0)
    smooth = total**0.75 / max((total**0.75).sum(), 1.0)  # rare contexts weigh less
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(counts / (total[:, None] * smooth[None, :]))
    positive: Floats = np.maximum(np.nan_to_num(information, neginf=0.0, posinf=0.0), 0.0)
    return positive


def _unit(rows: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(rows, eps=1e-9)


def first_embeddings(
    packed: Packed,
    alignment: npt.NDArray[np.uint8],
    weights: Sequence[float],
    pieces: int,
    size: int,
    seed: int,
) -> Floats:
    """Makes the embeddings.

    Args:
        packed: the pairs.
        alignment: of `align`, parallel to `packed.target`.
        weights: one a group; how much of each group is counted, at most all of it once.
        pieces: size of the vocabulary.
        size: length of a vector.
        seed: of the lot, of the projection and of pieces that never occur.

    Returns:
        rows of length 1, shape (pieces, size).
    """
    rng = np.random.default_rng(seed)
    pairs = draw(packed.group, [min(1.0, weight) for weight in weights], rng)
    meaning = torch.from_numpy(meanings(packed, alignment, pairs, pieces)).sqrt_()
    generator = torch.Generator().manual_seed(seed)
    half = size // 2
    apart = _unit(meaning @ torch.randn(pieces, size - half, generator=generator))
    context = _unit(torch.from_numpy(contexts(packed, pairs, pieces)))
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        left, values, _ = torch.svd_lowrank(context, q=half + 16, niter=2)
    leading = _unit(left[:, :half] * values[:half].sqrt())
    together = _unit(meaning.square() @ leading)
    found = torch.cat([apart, together], 1)
    lost = found.norm(dim=1) < 0.5
    found[lost] = torch.randn(int(lost.sum()), size, generator=generator)
    return _unit(found).numpy()
