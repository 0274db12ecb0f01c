"""A run can be killed, resumed and finished, and the parts of a step compute what they say."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.conftest import World
from training.average import average_states
from training.batches import target_tokens
from training.checkpoint import list_checkpoints, load_checkpoint
from training.fit import group_losses
from training.loss import Candidates, draw_candidates, projected_cross_entropy
from training.model import build_model, split_parameters
from training.optim import Muon, orthogonalise
from training.processes import Job, train
from training.recipe import Phase, RecipeError
from training.runs import Run, decay_run, open_run, run_folder
from training.schedule import Decay, phase_at, rate_factor
from training.trainer import Limits, Trainer

ROOT = Path(__file__).parents[2]


def _final(state: Path, name: str = "stable") -> dict[str, torch.Tensor]:
    return load_checkpoint(list_checkpoints(run_folder(state, name) / "checkpoints")[-1])[1]


def _equal(left: dict[str, torch.Tensor], right: dict[str, torch.Tensor]) -> bool:
    return left.keys() == right.keys() and all(torch.equal(left[name], right[name]) for name in left)


def test_resumed_run_is_bit_equal_to_an_unbroken_one(world: World, tmp_path: Path) -> None:
    """Also across the border between two phases, and with dropout."""
    for pieces in ([12], [5, 7]):
        for steps in pieces:
            job = Job(world.recipe, Run("stable"), world.data, tmp_path / str(len(pieces)), Limits(steps=steps))
            train(job, processes=1)
    position, unbroken, _ = load_checkpoint(list_checkpoints(run_folder(tmp_path / "1", "stable") / "checkpoints")[-1])
    assert (position.step, position.phase) == (12, 1)
    assert _equal(unbroken, _final(tmp_path / "2"))


def test_killed_run_goes_on_bit_equal(world: World, tmp_path: Path) -> None:
    """One process: each one more imports torch anew, and `ranks` changes nothing about what a checkpoint holds."""
    recipe = tmp_path / "recipe.toml"
    text = world.recipe_path.read_text(encoding="utf-8").replace("checkpoint_seconds = 3600", "checkpoint_seconds = 0")
    recipe.write_text(text, encoding="utf-8")

    def start(state: str) -> subprocess.Popen[bytes]:
        options = ["--data", str(world.data), "--state", str(tmp_path / state), "--recipe", str(recipe)]
        command = [sys.executable, "-m", "training", "train", *options, "--tokens", "1500", "--processes", "1"]
        return subprocess.Popen(command, cwd=ROOT, start_new_session=True)

    assert start("unbroken").wait(120) == 0
    killed = start("killed")
    checkpoints = run_folder(tmp_path / "killed", "stable") / "checkpoints"
    while len(list_checkpoints(checkpoints)) < 3 and killed.poll() is None:
        time.sleep(0.005)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not _equal(_final(tmp_path / "unbroken"), _final(tmp_path / "killed")), "killed before its end"
    assert start("killed").wait(120) == 0
    assert _equal(_final(tmp_path / "unbroken"), _final(tmp_path / "killed"))


def test_second_call_cannot_train_the_same_run(world: World, tmp_path: Path) -> None:
    import fcntl

    folder = run_folder(tmp_path, "stable")
    folder.mkdir(parents=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RecipeError, match="being trained"):
            train(Job(world.recipe, Run("stable"), world.data, tmp_path, Limits(steps=1)), processes=1)


def test_decay_branches_and_leaves_the_stable_run_alone(world: World, tmp_path: Path) -> None:
    train(Job(world.recipe, Run("stable"), world.data, tmp_path, Limits(steps=4)), processes=1)
    checkpoint = list_checkpoints(run_folder(tmp_path, "stable") / "checkpoints")[-1]
    before = checkpoint.read_bytes()
    run = open_run(tmp_path, decay_run("finish", checkpoint, 1500, None))
    train(Job(world.recipe, run, world.data, tmp_path, Limits()), processes=1)
    assert checkpoint.read_bytes() == before
    assert len(list_checkpoints(checkpoint.parent)) == 1
    end, _, _ = load_checkpoint(list_checkpoints(run_folder(tmp_path, "finish") / "checkpoints")[-1])
    start, _, _ = load_checkpoint(checkpoint)
    assert end.tokens >= start.tokens + 1500
    assert open_run(tmp_path, Run("finish")) == run, "a later call without --decay-from goes on with it"


def test_a_stable_run_can_begin_with_another_runs_checkpoint(world: World, tmp_path: Path) -> None:
    """It takes over weights and counts, leaves the other run alone, and keeps the full rate and the stable mix."""
    train(Job(world.recipe, Run("stable"), world.data, tmp_path, Limits(steps=4)), processes=1)
    checkpoint = list_checkpoints(run_folder(tmp_path, "stable") / "checkpoints")[-1]
    start, weights, _ = load_checkpoint(checkpoint)
    run = open_run(tmp_path, Run("again", start_from=str(checkpoint)))
    trainer = Trainer(world.recipe, run, world.data, tmp_path)
    assert (trainer.position.step, trainer.position.tokens) == (start.step, start.tokens)
    first = Trainer(world.recipe, Run("stable"), world.data, tmp_path)
    assert [b.tolist() for b in trainer.plan()] != [b.tolist() for b in first.plan()], "pairs are drawn anew"
    assert torch.equal(trainer.model.state_dict()["model.shared.weight"], weights["model.shared.weight"])
    assert run.decay is None
    train(Job(world.recipe, run, world.data, tmp_path, Limits(steps=2)), processes=1)
    end, _, _ = load_checkpoint(list_checkpoints(run_folder(tmp_path, "again") / "checkpoints")[-1])
    assert end.step == start.step + 2
    assert len(list_checkpoints(checkpoint.parent)) == 1
    assert open_run(tmp_path, Run("again")) == run, "a later call without --start-from goes on with it"


def test_decay_run_sees_only_the_finishing_mix(world: World, tmp_path: Path) -> None:
    train(Job(world.recipe, Run("stable"), world.data, tmp_path, Limits(steps=1)), processes=1)
    checkpoint = list_checkpoints(run_folder(tmp_path, "stable") / "checkpoints")[-1]
    trainer = Trainer(world.recipe, decay_run("finish", checkpoint, 500, None), world.data, tmp_path)
    seen = {trainer.packed.groups[trainer.packed.group[pair]] for batch in trainer.plan() for pair in batch}
    assert seen == {"news", "names"}


def test_copies_share_the_weight_of_their_pair(world: World, tmp_path: Path) -> None:
    """An epoch shows each news sentence twice, as its group says, although it is packed three times."""
    trainer = Trainer(world.recipe, Run("stable"), world.data, tmp_path)
    trainer.recipe = dataclasses.replace(
        world.recipe, train=dataclasses.replace(world.recipe.train, phases=(Phase(0, 10_000, 10_000),))
    )
    group = trainer.packed.group[[pair for batch in trainer.plan() for pair in batch]]
    news = trainer.packed.groups.index("news")
    sentences = int((trainer.packed.group == news).sum()) / 3
    assert abs(int((group == news).sum()) / sentences - 2) < 0.2


def test_pad_embedding_stays_zero(world: World, tmp_path: Path) -> None:
    trainer = Trainer(world.recipe, Run("stable"), world.data, tmp_path)
    weight = trainer.model.model.shared.weight
    first = weight.detach().clone()
    trainer.train(Limits(steps=3))
    assert not weight[trainer.pad].any()
    assert not torch.equal(weight[: trainer.pad], first[: trainer.pad])


def test_training_lowers_the_loss(world: World, tmp_path: Path) -> None:
    trainer = Trainer(world.recipe, Run("stable"), world.data, tmp_path)
    before = trainer.dev_loss()
    trainer.train(Limits(steps=25))
    assert trainer.dev_loss() < before - 0.3


def test_losses_of_groups_are_those_of_their_pairs(world: World, tmp_path: Path) -> None:
    """As the trainer itself counts them, when every pair is drawn."""
    dull = dataclasses.replace(world.recipe, model=dataclasses.replace(world.recipe.model, dropout=0.0))
    trainer = Trainer(dull, Run("stable"), world.data, tmp_path)
    trainer.train(Limits(steps=5))
    losses = group_losses(dull, list_checkpoints(run_folder(tmp_path, "stable") / "checkpoints")[-1], world.data, 999)
    assert losses["dev"] == pytest.approx(trainer.dev_loss(), abs=0.001)
    assert losses.keys() == {"dev", *world.recipe.groups}
    trainer.model.train(False)
    packed = trainer.packed
    of_group = packed.group == packed.groups.index("software")
    pairs = np.flatnonzero(of_group & (packed.target_lengths() >= 9))
    with torch.no_grad():
        total = float(trainer.loss(packed, pairs, 0.0))
    assert losses["software"] == pytest.approx(total / target_tokens(packed, pairs), abs=0.001)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_fused_loss_and_its_gradients_are_torchs(smoothing: float) -> None:
    torch.manual_seed(0)
    hidden, weight = torch.randn(1100, 8, requires_grad=True), torch.randn(30, 8, requires_grad=True)
    labels = torch.randint(30, (1100,))
    logits = hidden @ weight.T
    plain = torch.nn.functional.cross_entropy(logits, labels, label_smoothing=smoothing, reduction="sum")
    fused = projected_cross_entropy(hidden, weight, labels, smoothing, torch.float32)
    torch.testing.assert_close(fused, plain)
    wanted = torch.autograd.grad(plain / 7, (hidden, weight))
    torch.testing.assert_close(torch.autograd.grad(fused / 7, (hidden, weight)), wanted)


def test_all_pieces_as_candidates_give_the_whole_softmax() -> None:
    torch.manual_seed(0)
    hidden, weight = torch.randn(50, 8, requires_grad=True), torch.randn(30, 8, requires_grad=True)
    labels = torch.randint(30, (50,))
    candidates = draw_candidates(labels, torch.arange(5), 30, sampled=30)
    assert candidates.pieces.tolist() == list(range(30))
    whole = projected_cross_entropy(hidden, weight, labels, 0.1, torch.float32)
    drawn = projected_cross_entropy(hidden, weight, labels, 0.1, torch.float32, candidates)
    torch.testing.assert_close(drawn, whole)
    wanted = torch.autograd.grad(whole, (hidden, weight))
    torch.testing.assert_close(torch.autograd.grad(drawn, (hidden, weight)), wanted)


def test_drawn_candidates_estimate_the_whole_softmax() -> None:
    """On the mean of many draws, to one per cent; leaving out what they stand for would be far off."""
    torch.manual_seed(0)
    hidden, weight, labels = torch.randn(20, 4), 0.3 * torch.randn(400, 4), torch.randint(400, (20,))
    whole = projected_cross_entropy(hidden, weight, labels, 0.1, torch.float32)
    draws = [draw_candidates(labels, torch.arange(50), 400, sampled=60) for _ in range(200)]
    losses = [projected_cross_entropy(hidden, weight, labels, 0.1, torch.float32, each) for each in draws]
    assert 100 < sum(len(each.pieces) for each in draws) / 200 < 150
    assert abs(torch.stack(losses).mean() / whole - 1) < 0.01
    blind = [Candidates(each.pieces, torch.zeros_like(each.bias)) for each in draws]
    losses = [projected_cross_entropy(hidden, weight, labels, 0.1, torch.float32, each) for each in blind]
    assert torch.stack(losses).mean() / whole < 0.9


def test_muon_steps_as_torchs_does() -> None:
    """torch.optim.Muon works in bfloat16, so the steps agree to some per cent."""
    torch.manual_seed(0)
    ours, theirs = torch.nn.Parameter(torch.randn(24, 16)), torch.nn.Parameter(torch.zeros(24, 16))
    theirs.data.copy_(ours.data)
    mine = Muon([ours], rate=0.02, momentum=0.95, steps=5, dtype=torch.float32)
    reference = torch.optim.Muon([theirs], lr=0.02, momentum=0.95, weight_decay=0.0)
    for _ in range(4):
        ours.grad = torch.randn(24, 16)
        theirs.grad = ours.grad.clone()
        mine.step()
        reference.step()
    torch.testing.assert_close(ours, theirs, atol=0.005, rtol=0.0)


def test_orthogonalised_matrix_has_singular_values_near_one() -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(12, 30), 5))
    assert 0.5 < values.min() <= values.max() < 1.3


def test_matrices_go_to_muon_and_the_embedding_to_adamw(world: World) -> None:
    model = build_model(world.recipe.model, 100, seed=1)
    parameters = split_parameters(model)
    assert all(p.dim() == 2 and p is not model.model.shared.weight for p in parameters.matrices)
    assert any(p is model.model.shared.weight for p in parameters.others)
    assert not model.model.shared.weight[100].any()


def test_rate_warms_up_holds_and_decays_to_zero() -> None:
    assert rate_factor(49, 100, None) == 0.5
    assert rate_factor(10**9, 100, None) == 1.0
    decay = Decay(start=1000, tokens=400)
    assert rate_factor(1000, 100, decay) == 1.0
    assert rate_factor(1100, 100, decay) == 0.5
    assert rate_factor(1400, 100, decay) == 0.0


def test_phases_follow_the_tokens() -> None:
    phases = (Phase(100, 14, 10), Phase(0, 90, 20))
    assert [phase_at(tokens, phases) for tokens in (0, 99, 100, 10**9)] == [0, 0, 1, 1]


def test_average_is_the_mean_and_refuses_other_shapes() -> None:
    states = [{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 6.0])}]
    assert average_states(states)["a"].tolist() == [2.0, 4.0]
    assert average_states(states, [3.0, 1.0])["a"].tolist() == [1.5, 3.0]
    with pytest.raises(RecipeError, match="different models"):
        average_states([states[0], {"a": torch.zeros(3)}])
    for weights in ([1.0], [1.0, 0.0], [1.0, 1.0, 1.0]):
        with pytest.raises(RecipeError, match="2 checkpoints need as many positive weights"):
            average_states(states, weights)


def test_run_made_otherwise_is_not_changed(tmp_path: Path) -> None:
    run = Run("finish", None, "a/step-1.pt", 10, 100)
    open_run(tmp_path, run)
    with pytest.raises(RecipeError, match="made otherwise"):
        open_run(tmp_path, dataclasses.replace(run, decay_tokens=200))
