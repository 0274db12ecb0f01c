"""The training loop of one process, resumable at every checkpoint; `processes.py` starts as many as there are cores."""

from __future__ import annotations

import dataclasses
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.distributed as dist

from training.align import load_alignment
from training.batches import Indices, collate, plan_epoch, target_tokens, without_pieces
from training.checkpoint import Position, list_checkpoints, load_checkpoint, save_checkpoint
from training.embeddings import first_embeddings
from training.exchange import SharedSum
from training.guide import Guide
from training.loss import draw_candidates, projected_cross_entropy
from training.model import build_model, decoder_states, split_parameters
from training.optim import Optimizers
from training.packed import Packed, load_packed
from training.prepare import VOCABULARY_NAME
from training.recipe import Recipe
from training.runs import Run, run_folder
from training.schedule import phase_at, rate_factor
from training.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Limits:
    """When this call stops before the end of a decay: after so many steps, at so many target tokens of the run, after
    so many seconds; 0 for never."""

    steps: int = 0
    tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Place:
    """The device of this process and the dtype of its matrix products."""

    device: torch.device
    dtype: torch.dtype
    rank: int
    ranks: int


def find_place(precision: str) -> Place:
    """CUDA when there is one, else the CPU; `auto` takes bfloat16 on CUDA and on CPUs with instructions for it."""
    distributed = dist.is_initialized()
    rank, ranks = (dist.get_rank(), dist.get_world_size()) if distributed else (0, 1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if precision == "auto":
        narrow = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    else:
        narrow = precision == "bfloat16"
    return Place(device, torch.bfloat16 if narrow else torch.float32, rank, ranks)


class Trainer:
    """One process of a run. All processes hold the same weights and take the same steps."""

    def __init__(self, recipe: Recipe, run: Run, data: Path, state: Path, parent: int | None = None) -> None:
        self.recipe, self.run, self.place = recipe, run, find_place(recipe.train.precision)
        self.folder = run_folder(state, run.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.packed, self.dev = load_packed(data / "train"), load_packed(data / "dev")
        self.pad = load_vocabulary(data / VOCABULARY_NAME).get_piece_size()
        alignment = load_alignment(data / "train", self.packed)
        self.model = build_model(recipe.model, self.pad, recipe.train.seed, self._first_embeddings(alignment))
        self.guide = None
        if alignment is not None and recipe.alignment.weight > 0:
            self.guide = Guide(alignment, self.packed, self.model)
        torch.nn.Module.to(self.model, self.place.device)  # transformers' own `to` is typed too narrowly
        self.model.train(True)
        parameters = split_parameters(self.model)
        self.optimizers = Optimizers(parameters, recipe.optimizer, self.place.dtype)
        self._trained = parameters.matrices + parameters.others
        # One buffer holds all gradients and, behind them, what the processes tell each other: the loss and a wish to
        # stop or to write a checkpoint. So a step has one exchange (and Muon's).
        size = sum(p.numel() for p in self._trained)
        self._exchange = torch.zeros(size + 3, device=self.place.device)
        start = 0
        for parameter in self._trained:
            parameter.grad = self._exchange[start : start + parameter.numel()].view_as(parameter)
            start += parameter.numel()
        self._said = self._exchange[size:]
        self._sum = SharedSum(size + 3)
        self._frequent = self._frequent_pieces()
        self.position = Position()
        self._restore()
        self.stopping = False
        self._parent = parent

    def _beginning(self) -> Path | None:
        """The newest checkpoint of the run, or the one that it branched from, or None for a new run."""
        found = list_checkpoints(self.folder / "checkpoints")
        return found[-1] if found else Path(self.run.origin) if self.run.origin else None

    def _first_embeddings(self, alignment: npt.NDArray[np.uint8] | None) -> npt.NDArray[np.float32] | None:
        """The embeddings that a new run begins with; every process makes the same."""
        if alignment is None or self._beginning() is not None:
            return None
        recipe = self.recipe
        return first_embeddings(
            self.packed, alignment, self._weights(), self.pad, recipe.model.d_model, recipe.train.seed
        )

    def _restore(self) -> None:
        """Takes up the checkpoint that the run goes on from, if there is one."""
        path = self._beginning()
        if path is None:
            return
        position, model, optimizers = load_checkpoint(path)
        self.model.load_state_dict(model)
        self.optimizers.load_state_dict(optimizers)
        if str(path) == self.run.origin:
            phases = self.recipe.train.phases
            phase = len(phases) if self.run.decay else phase_at(position.tokens, phases)
            position = Position(position.step, position.tokens, phase)
        self.position = position

    def loss(self, packed: Packed, batch: Indices, smoothing: float) -> torch.Tensor:
        """Summed cross-entropy of a batch's target tokens."""
        made = collate(packed, batch, self.pad)
        if self.model.training and self.recipe.model.piece_dropout:
            made = without_pieces(made, self.recipe.model.piece_dropout)
        made = made.to(self.place.device)
        with torch.autocast(self.place.device.type, self.place.dtype, enabled=self.place.dtype != torch.float32):
            states, labels = decoder_states(self.model, made, self.pad)
        weight = self.model.model.shared.weight[: self.pad]  # the pad token is never written
        candidates = None
        if self.model.training and self._frequent is not None:
            candidates = draw_candidates(labels, self._frequent, self.pad, self.recipe.train.sampled_pieces)
        return projected_cross_entropy(states, weight, labels, smoothing, self.place.dtype, candidates)

    def _frequent_pieces(self) -> torch.Tensor | None:
        """The pieces that are candidates in every step, or None where all pieces are: without sampling, and in a decay,
        whose model is to be exact."""
        options = self.recipe.train
        if not options.sampled_pieces or self.run.decay is not None:
            return None
        counts = torch.bincount(torch.from_numpy(self.packed.target.astype(np.int64)), minlength=self.pad)
        return counts.topk(min(options.frequent_pieces, self.pad)).indices

    def _weights(self) -> list[float]:
        groups, packed = self.recipe.groups, self.packed
        return packed.shares(
            [groups[name].finish if self.run.decay else groups[name].pretrain for name in packed.groups]
        )

    def plan(self) -> list[Indices]:
        """The batches of the position's epoch; a decay run has a phase of its own behind the stable ones."""
        options, at = self.recipe.train, self.position
        decaying = at.phase >= len(options.phases)
        phase = options.phases[-1] if decaying else options.phases[at.phase]
        # The run's name is in the seed, so that a run that goes on from another one draws its pairs anew.
        seed = (options.seed, zlib.crc32(self.run.name.encode()), at.phase, at.epoch)
        return plan_epoch(
            self.packed, self._weights(), seed=seed, max_pieces=phase.max_pieces, chunk_pairs=options.chunk_pairs,
            batch_tokens=options.decay_batch_tokens if decaying else phase.batch_tokens,
        )  # fmt: skip

    def _batches(self) -> Iterator[Indices]:
        """Endless batches from the position on; moves the position to the next phase or epoch when it is due."""
        plan = self.plan()
        while True:
            at = self.position
            if at.phase < len(self.recipe.train.phases):
                phase = phase_at(at.tokens, self.recipe.train.phases)
                if phase != at.phase:
                    self.position = dataclasses.replace(at, phase=phase, epoch=0, batch=0)
                    plan = self.plan()
                    continue
            if at.batch >= len(plan):
                self.position = dataclasses.replace(at, epoch=at.epoch + 1, batch=0)
                plan = self.plan()
                continue
            yield plan[at.batch]

    def step(self, batch: Indices, wish: bool) -> tuple[float, bool, bool]:
        """Takes one step.

        Args:
            batch: of all processes together; each takes its share.
            wish: whether this process wants a checkpoint.

        Returns:
            the loss a target token, whether any process wants to stop, whether any wants a checkpoint.
        """
        self._exchange.zero_()
        torch.manual_seed(self.recipe.train.seed + 1000003 * self.position.step + self.place.rank)  # dropout's
        part = batch[self.place.rank :: self.place.ranks]
        total = target_tokens(self.packed, batch)
        if len(part):
            loss = self.loss(self.packed, part, self.recipe.optimizer.label_smoothing)
            self._said[0] = loss.detach() / total
            if self.guide is not None:
                loss = loss + self.recipe.alignment.weight * self.guide.loss(part)
            torch.autograd.backward(loss / total)
        orphaned = self._parent is not None and os.getppid() != self._parent
        self._said[1], self._said[2] = float(self.stopping or orphaned), float(wish)
        self._sum.sum_(self._exchange)
        heard = [float(value) for value in self._said]
        shared = self.model.model.shared.weight
        assert shared.grad is not None
        shared.grad[self.pad].zero_()  # AdamW then leaves the pad embedding at zero
        torch.nn.utils.clip_grad_norm_(self._trained, self.recipe.optimizer.clip)
        options = self.recipe.optimizer
        self.optimizers.step(rate_factor(self.position.tokens, options.warmup_tokens, self.run.decay))
        at = self.position
        self.position = dataclasses.replace(at, step=at.step + 1, tokens=at.tokens + total, batch=at.batch + 1)
        return heard[0], heard[1] > 0, heard[2] > 0

    @torch.no_grad()
    def dev_loss(self) -> float:
        """Cross-entropy a target token on the first development pairs, without smoothing; by all processes together."""
        self.model.train(False)
        count = min(self.recipe.train.dev_pairs, len(self.dev))
        order = torch.arange(count).numpy()[self.place.rank :: self.place.ranks]
        order = order[self.dev.target_lengths()[order].argsort()]
        sums = torch.zeros(2, dtype=torch.float64)
        for start in range(0, len(order), 16):
            part = order[start : start + 16]
            sums += torch.tensor([float(self.loss(self.dev, part, 0.0)), target_tokens(self.dev, part)])
        if self.place.ranks > 1:
            dist.all_reduce(sums)
        self.model.train(True)
        return float(sums[0] / sums[1])

    def save(self) -> None:
        """Writes a checkpoint; the first process does."""
        if self.place.rank == 0:
            state = self.optimizers.state_dict()
            save_checkpoint(
                self.folder / "checkpoints", self.position, self.model.state_dict(), state, self.recipe.train.keep
            )

    def log(self, **fields: Any) -> None:
        """Adds a line of `name=value` to train.log; the first process does."""
        if self.place.rank == 0:
            line = " ".join(
                [time.strftime("%Y-%m-%dT%H:%M:%S"), *(f"{name}={value}" for name, value in fields.items())]
            )
            with (self.folder / "train.log").open("a", encoding="utf-8") as out:
                out.write(line + "\n")

    def _is_done(self, limits: Limits, first: int) -> bool:
        at, decay = self.position, self.run.decay
        if decay is not None and at.tokens >= decay.start + decay.tokens:
            return True
        if limits.tokens and at.tokens >= limits.tokens:
            return True
        return bool(limits.steps) and at.step - first >= limits.steps

    def train(self, limits: Limits) -> Position:
        """Trains until a limit, the end of the decay, or a signal; leaves a checkpoint of the last step."""
        options, first = self.recipe.train, self.position.step
        began = saved = logged = time.monotonic()
        tokens, mean = self.position.tokens, 0.0
        self.log(
            event="start",
            step=first,
            tokens=tokens,
            ranks=self.place.ranks,
            guided=self.guide is not None,
            dtype=str(self.place.dtype)[6:],
        )
        for batch in self._batches():
            if self._is_done(limits, first):
                break
            loss, stop, checkpoint = self.step(batch, time.monotonic() - saved > options.checkpoint_seconds)
            mean = loss if not mean else 0.98 * mean + 0.02 * loss
            now = time.monotonic()
            self.stopping |= bool(limits.seconds) and now - began > limits.seconds
            if now - logged > options.log_seconds:
                at = self.position
                speed = (at.tokens - tokens) / (now - logged)
                self.log(step=at.step, tokens=at.tokens, loss=f"{mean:.4f}", tokens_per_second=f"{speed:.0f}",
                         phase=at.phase, epoch=at.epoch, batch=at.batch)  # fmt: skip
                logged, tokens = now, at.tokens
            if stop:
                break
            if checkpoint:
                self.save()
                self.log(event="checkpoint", step=self.position.step, dev_loss=f"{self.dev_loss():.4f}")
                saved = logged = time.monotonic()
                tokens = self.position.tokens
        self.save()
        self.log(event="end", step=self.position.step, tokens=self.position.tokens, dev_loss=f"{self.dev_loss():.4f}")
        return self.position
