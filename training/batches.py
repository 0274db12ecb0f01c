"""Which pairs a step sees: a pure function of seed, stage, phase and epoch, so that a run resumes exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from training.packed import Offsets, Packed
from training.vocabulary import EOS, UNK

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """One rank's part of a step: token ids of shape (pairs, width), padded with `pad`."""

    source: torch.Tensor
    decoder: torch.Tensor
    labels: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on another device."""
        return Batch(self.source.to(device), self.decoder.to(device), self.labels.to(device))


def draw(group: npt.NDArray[np.uint8], weights: Sequence[float], rng: np.random.Generator) -> Indices:
    """Indices of an epoch: every pair as often as its group's weight says, a fractional rest by lot."""
    weight = np.asarray(weights, np.float64)[group]
    times = np.floor(weight).astype(np.int64)
    times += rng.random(len(group)) < weight - times
    return np.repeat(np.arange(len(group)), times)


def plan_epoch(
    packed: Packed,
    weights: Sequence[float],
    *,
    seed: Sequence[int],
    max_pieces: int,
    batch_tokens: int,
    chunk_pairs: int,
) -> list[Indices]:
    """Plans the batches of one epoch.

    Args:
        packed: the pairs.
        weights: one a group, see `draw`.
        seed: numbers that name the epoch; equal numbers give equal plans.
        max_pieces: pairs with a longer side are left out.
        batch_tokens: bound of pairs × (longest side + 1) in a batch; one pair always fits.
        chunk_pairs: pairs that are sorted by length together; between chunks the order is random.

    Returns:
        the pair indices of each batch.
    """
    rng = np.random.default_rng(list(seed))
    longest = np.maximum(packed.source_lengths(), packed.target_lengths())
    order = draw(packed.group, weights, rng)
    order = rng.permutation(order[longest[order] <= max_pieces])
    batches: list[Indices] = []
    for start in range(0, len(order), chunk_pairs):
        chunk = order[start : start + chunk_pairs]
        chunk = chunk[np.argsort(longest[chunk] + rng.random(len(chunk)))]
        cut = _cut(chunk, longest, batch_tokens)
        batches.extend(cut[i] for i in rng.permutation(len(cut)))
    return batches


def _cut(chunk: Indices, longest: Offsets, batch_tokens: int) -> list[Indices]:
    """Cuts a chunk, sorted by length, into batches of at most `batch_tokens` padded tokens."""
    batches, start = [], 0
    for end in range(1, len(chunk) + 1):
        if end == len(chunk) or (end + 1 - start) * (int(longest[chunk[end]]) + 1) > batch_tokens:
            batches.append(chunk[start:end])
            start = end
    return batches


def target_tokens(packed: Packed, batch: Indices) -> int:
    """Target pieces of a batch with their end marks, padding not counted."""
    return int((packed.target_offsets[batch + 1] - packed.target_offsets[batch]).sum()) + len(batch)


def collate(packed: Packed, batch: Indices, pad: int) -> Batch:
    """Pads the pairs of a batch; the decoder's input is the target shifted right behind one pad token."""
    pairs = [packed.pair(int(index)) for index in batch]
    source = np.full((len(pairs), max(len(s) for s, _ in pairs) + 1), pad, np.int64)
    labels = np.full((len(pairs), max(len(t) for _, t in pairs) + 1), pad, np.int64)
    for row, (s, t) in enumerate(pairs):
        source[row, : len(s)], source[row, len(s)] = s, EOS
        labels[row, : len(t)], labels[row, len(t)] = t, EOS
    decoder = np.concatenate([np.full((len(pairs), 1), pad, np.int64), labels[:, :-1]], axis=1)
    return Batch(torch.from_numpy(source), torch.from_numpy(decoder), torch.from_numpy(labels))


def without_pieces(batch: Batch, share: float) -> Batch:
    """The same batch with `share` of the pieces that the model reads, source and target, replaced by the unknown one.

    Ends and padding stay, and so do the labels: the model learns to write what its neighbours alone suggest. The lot
    comes from torch's own generator.
    """
    pad = batch.decoder[0, 0]  # what every decoder starts with
    lost = [
        ids.where((torch.rand(ids.shape) >= share) | (ids == EOS) | (ids == pad), UNK)
        for ids in (batch.source, batch.decoder)
    ]
    return Batch(lost[0], lost[1], batch.labels)
