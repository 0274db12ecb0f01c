"""Word alignments of the training pairs, piece by piece, for guided attention.

IBM model 1 with a preference for the diagonal (Dyer, Chahuneau and Smith 2013, fast_align), target given source, over
the shared pieces. Its table of piece × piece probabilities fits into memory, so no counting by keys is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.batches import Indices, draw
from training.packed import Packed
from training.recipe import Alignment, RecipeError
from training.vocabulary import EOS

ALIGNMENT_NAME = "alignment.npy"
UNALIGNED = 255  # a target piece without a source piece; also why positions stop at 254
_BLOCK_LINKS = 1_000_000  # source × target cells handled at once: some 30 MB of temporary arrays

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Block:
    """Pairs of similar size: padded pieces of shape (pairs, length), and their real lengths of shape (pairs,)."""

    pairs: Indices
    source: npt.NDArray[np.int64]
    source_lengths: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    target_lengths: npt.NDArray[np.int64]


def blocks(packed: Packed, pairs: Indices, pad: int) -> Iterator[Block]:
    """Cuts pairs, sorted by size, into blocks; `pad` fills rows, and the end mark of a source stands for "none"."""
    lengths = packed.source_lengths(), packed.target_lengths()
    order = pairs[np.argsort(lengths[0][pairs] * 1000 + lengths[1][pairs], kind="stable")]
    start = 0
    while start < len(order):
        size = max(1, _BLOCK_LINKS // int((lengths[0][order[start]] + 2) * (lengths[1][order[start]] + 2)))
        taken = order[start : start + size]
        sides = []
        for side in (0, 1):
            filled = np.full((len(taken), int(lengths[side][taken].max()) + (side == 0)), pad, np.int64)
            for row, pair in enumerate(taken):
                pieces = packed.pair(int(pair))[side]
                filled[row, : len(pieces)] = pieces
                if side == 0:
                    filled[row, len(pieces)] = EOS
            sides.append(filled)
        yield Block(taken, sides[0], lengths[0][taken], sides[1], lengths[1][taken])
        start += size


def posteriors(block: Block, table: Floats, options: Alignment) -> Floats:
    """Probability of each source position for each target position, shape (pairs, source + 1, target).

    The position behind a source's last is "none". Padding has probability zero.
    """
    rows, columns = np.arange(block.source.shape[1]), np.arange(block.target.shape[1])
    down = (rows[None, :] + 0.5) / block.source_lengths[:, None]
    along = (columns[None, :] + 0.5) / block.target_lengths[:, None]
    prior = np.exp(-options.tension * np.abs(down[:, :, None] - along[:, None, :])).astype(np.float32)
    prior[rows[None, :] > block.source_lengths[:, None]] = 0
    prior[np.arange(len(block.pairs)), block.source_lengths] = options.none
    prior *= table[block.source[:, :, None], block.target[:, None, :]]
    prior *= (columns[None, :] < block.target_lengths[:, None])[:, None, :]
    total = prior.sum(1, keepdims=True)
    np.divide(prior, total, out=prior, where=total > 0)
    return prior


def estimate(packed: Packed, pairs: Indices, pieces: int, options: Alignment) -> Floats:
    """Learns p(target piece | source piece) by expectation-maximisation, shape (pieces + 1, pieces + 1)."""
    table = np.ones((pieces + 1, pieces + 1), np.float32)
    for _ in range(options.iterations):
        counts = np.zeros((pieces + 1) * (pieces + 1), np.float32)
        for block in blocks(packed, pairs, pieces):
            found = posteriors(block, table, options)
            cells = block.source[:, :, None] * (pieces + 1) + block.target[:, None, :]
            np.add.at(counts, cells.ravel(), found.ravel())
        table = counts.reshape(table.shape)
        table /= np.maximum(table.sum(1, keepdims=True), 1e-9)
    return table


def align(
    packed: Packed, weights: Sequence[float], pieces: int, options: Alignment, seed: int
) -> npt.NDArray[np.uint8]:
    """Aligns every target piece with a source position of its pair, or with `UNALIGNED`.

    Args:
        packed: the pairs.
        weights: one a group; pairs of groups under 1 are drawn by lot for the estimation.
        pieces: size of the vocabulary.
        options: from the recipe.
        seed: of the lot.

    Returns:
        one number a target piece, parallel to `packed.target`.
    """
    rng = np.random.default_rng(seed)
    drawn = draw(packed.group, [min(1.0, weight) for weight in weights], rng)
    table = estimate(packed, rng.permutation(drawn)[: options.pairs], pieces, options)
    result = np.full(len(packed.target), UNALIGNED, np.uint8)
    for block in blocks(packed, np.arange(len(packed)), pieces):
        found = posteriors(block, table, options)
        best, sure = found.argmax(1), found.max(1)
        none = (best == block.source_lengths[:, None]) | (sure < options.least)
        best = np.where(none, UNALIGNED, best)
        for row, pair in enumerate(block.pairs):
            start = packed.target_offsets[pair]
            result[start : start + block.target_lengths[row]] = best[row, : block.target_lengths[row]]
    return result


def save_alignment(alignment: npt.NDArray[np.uint8], folder: Path) -> None:
    """Writes the alignment beside the packed pairs."""
    np.save(folder / ALIGNMENT_NAME, alignment)


def load_alignment(folder: Path, packed: Packed) -> npt.NDArray[np.uint8] | None:
    """The alignment of the packed pairs under `folder`, or None where `align` has not been run.

    Raises:
        RecipeError: when it is of other pairs.
    """
    path = folder / ALIGNMENT_NAME
    if not path.exists():
        return None
    alignment: npt.NDArray[np.uint8] = np.load(path, mmap_mode="r")
    if len(alignment) != len(packed.target):
        raise RecipeError(f"{ALIGNMENT_NAME} is of other pairs than the packed ones; run `align` again")
    return alignment
