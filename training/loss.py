"""Label-smoothed cross-entropy fused with the output projection, in slices, over all pieces or over candidates.

The logits of a step (tokens × vocabulary) are its largest tensor by far; making them slice by slice, with their
gradient at once, keeps them in cache and spares a quarter of the step's memory traffic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

_SLICE = {"cpu": 512, "cuda": 8192}  # rows; 512 × 8,000 floats are 16 MB; a GPU wants few and large kernels


@dataclass(frozen=True)
class Candidates:
    """Pieces that stand in for the whole vocabulary in one step.

    `pieces` are ascending piece numbers, shape (candidates,); `bias` is added to their logits: for a piece drawn by
    lot, the logarithm of how many pieces it stands for, so that the sum over candidates estimates that over all.
    """

    pieces: torch.Tensor
    bias: torch.Tensor


def draw_candidates(labels: torch.Tensor, frequent: torch.Tensor, vocabulary: int, sampled: int) -> Candidates:
    """Draws the candidates of a step: its labels, the frequent pieces, and about `sampled` of the others.

    Args:
        labels: piece numbers of the step, shape (tokens,).
        frequent: piece numbers that are always there, shape (frequent,).
        vocabulary: how many pieces there are.
        sampled: how many of the rest are drawn, on average; the draw comes from torch's own generator.
    """
    sure = torch.zeros(vocabulary, dtype=torch.bool)
    sure[frequent] = True
    sure[labels.cpu()] = True
    chance = min(1.0, sampled / max(1, vocabulary - int(sure.sum())))
    drawn = torch.rand(vocabulary) < chance
    pieces = (sure | drawn).nonzero()[:, 0]
    bias = torch.where(sure[pieces], 0.0, -torch.tensor(chance).log())
    return Candidates(pieces.to(labels.device), bias.to(labels.device))


class _ProjectedCrossEntropy(torch.autograd.Function):
    """Sum over rows of log Z - sure × logit of the label, for logits `hidden @ weight.T + bias`.

    Gradients are made in the forward pass.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, labels: torch.Tensor, sure: float,
        dtype: torch.dtype,
    ) -> torch.Tensor:  # fmt: skip
        wanted = ctx.needs_input_grad[0]
        narrow = weight.to(dtype)
        grad_weight = torch.zeros_like(weight) if wanted else None
        grad_hidden = torch.empty_like(hidden) if wanted else None
        total = hidden.new_zeros((), dtype=torch.float32)
        size = _SLICE[hidden.device.type]
        for start in range(0, len(labels), size):
            rows, picked = hidden[start : start + size], labels[start : start + size]
            logits = (rows.to(dtype) @ narrow.T).float().add_(bias)
            peak = logits.amax(1, keepdim=True)
            likely = logits.gather(1, picked[:, None])
            powers = logits.sub_(peak).exp_()
            mass = powers.sum(1, keepdim=True)
            total += (peak + mass.log() - sure * likely).sum()
            if grad_weight is not None and grad_hidden is not None:
                # The slope at a logit is powers / mass, less `sure` at the label; only the first part needs a product.
                powers = powers.to(dtype)
                grad_hidden[start : start + size] = (powers @ narrow) / mass - sure * weight[picked]
                scaled = (rows / mass).to(dtype)
                if dtype == torch.float32:
                    grad_weight.addmm_(powers.T, scaled)
                else:
                    grad_weight += powers.T @ scaled
                grad_weight.index_add_(0, picked, rows, alpha=-sure)
        ctx.save_for_backward(grad_hidden, grad_weight)
        return total

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        grad_hidden, grad_weight = ctx.saved_tensors
        return grad_hidden * grads[0], grad_weight * grads[0], None, None, None, None


def projected_cross_entropy(
    hidden: torch.Tensor,
    weight: torch.Tensor,
    labels: torch.Tensor,
    smoothing: float,
    dtype: torch.dtype,
    candidates: Candidates | None = None,
) -> torch.Tensor:
    """Summed label-smoothed cross-entropy of a linear projection.

    Args:
        hidden: decoder states, shape (tokens, d_model).
        weight: output embeddings, shape (pieces, d_model).
        labels: piece numbers, shape (tokens,).
        smoothing: mass spread evenly over all pieces.
        dtype: of the matrix products; sums stay in float32.
        candidates: pieces over which the normalising sum is estimated; None for all pieces. Each label is one.

    Returns:
        a scalar in nats, the sum over tokens.
    """
    apply: Callable[..., torch.Tensor] = _ProjectedCrossEntropy.apply
    rest = smoothing * (hidden.sum(0) @ weight.mean(0)) if smoothing else hidden.new_zeros(())
    if candidates is None:
        return apply(hidden, weight, hidden.new_zeros(len(weight)), labels, 1 - smoothing, dtype) - rest
    picked = torch.searchsorted(candidates.pieces, labels)
    return apply(hidden, weight[candidates.pieces], candidates.bias, picked, 1 - smoothing, dtype) - rest
