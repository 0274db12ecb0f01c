"""Muon with its orthogonalisation shared out among processes, and the pair of optimizers a run steps.

torch.optim.Muon orthogonalises in bfloat16 in every process. A CPU without bf16 instructions is faster in float32, so
the dtype is the run's, and each process need only do its share of the matrices.
"""

from __future__ import annotations

import torch
import torch.distributed as dist

from training.exchange import SharedSum
from training.model import Split
from training.recipe import Optimizer

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # Keller Jordan's quintic, as in torch.optim.Muon


def orthogonalise(gradient: torch.Tensor, steps: int) -> torch.Tensor:
    """The nearest semi-orthogonal matrix, roughly: Newton-Schulz iterations in the dtype of `gradient`, 2-d."""
    a, b, c = _COEFFICIENTS
    tall = gradient.shape[0] > gradient.shape[1]
    x = gradient.T if tall else gradient
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised; every process keeps all momenta and orthogonalises its share of the matrices."""

    def __init__(
        self, matrices: list[torch.nn.Parameter], rate: float, momentum: float, steps: int, dtype: torch.dtype
    ) -> None:
        super().__init__(matrices, {"lr": rate, "momentum": momentum, "steps": steps})
        self._matrices, self._dtype = matrices, dtype
        for matrix in matrices:
            self.state[matrix]["momentum_buffer"] = torch.zeros_like(matrix)
        self._owner = self._share_out(dist.get_world_size() if dist.is_initialized() else 1)
        self._sum = SharedSum(sum(m.numel() for m in matrices))

    def _share_out(self, ranks: int) -> list[int]:
        """Gives each matrix to the rank with the least work so far, the dearest matrices first."""
        work, owner = [0] * ranks, [0] * len(self._matrices)
        costs = [m.numel() * min(m.shape) for m in self._matrices]
        for index in sorted(range(len(costs)), key=lambda i: -costs[i]):
            owner[index] = work.index(min(work))
            work[owner[index]] += costs[index]
        return owner

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # no closures here
        """Steps all matrices; every process must call it, with the same gradients."""
        group = self.param_groups[0]
        rank = dist.get_rank() if dist.is_initialized() else 0
        flat = torch.zeros(sum(m.numel() for m in self._matrices), device=self._matrices[0].device)
        start = 0
        for matrix, owner in zip(self._matrices, self._owner, strict=True):
            assert matrix.grad is not None
            buffer = self.state[matrix]["momentum_buffer"]
            buffer.lerp_(matrix.grad, 1 - group["momentum"])
            if owner == rank:
                ahead = matrix.grad.lerp(buffer, group["momentum"])  # Nesterov
                update = orthogonalise(ahead.to(self._dtype), group["steps"])
                flat[start : start + matrix.numel()] = update.flatten()
            start += matrix.numel()
        self._sum.sum_(flat)
        start = 0
        for matrix in self._matrices:
            update = flat[start : start + matrix.numel()].view_as(matrix)
            matrix.add_(update, alpha=-group["lr"] * max(1.0, matrix.shape[0] / matrix.shape[1]) ** 0.5)
            start += matrix.numel()


class Optimizers:
    """AdamW and Muon as one: one step, one factor on both rates, one state."""

    def __init__(self, parameters: Split, options: Optimizer, dtype: torch.dtype = torch.float32) -> None:
        self._options = options
        self.muon = Muon(parameters.matrices, options.muon_rate, options.muon_momentum, options.muon_steps, dtype)
        self.adamw = torch.optim.AdamW(
            parameters.others, lr=options.adamw_rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True
        )

    def step(self, factor: float) -> None:
        """Steps both with their recipe's rates times `factor`."""
        self.muon.param_groups[0]["lr"] = self._options.muon_rate * factor
        self.adamw.param_groups[0]["lr"] = self._options.adamw_rate * factor
        self.muon.step()
        self.adamw.step()

    def state_dict(self) -> dict[str, object]:
        """The state of both."""
        return {"muon": self.muon.state_dict(), "adamw": self.adamw.state_dict()}

    def load_state_dict(self, state: dict[str, dict[str, object]]) -> None:
        """Takes back what `state_dict` gave."""
        self.muon.load_state_dict(state["muon"])
        self.adamw.load_state_dict(state["adamw"])
