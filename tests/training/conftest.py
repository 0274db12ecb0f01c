"""A recipe and data small enough to train on in a second."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from training.checkpoint import list_checkpoints
from training.export import export
from training.prepare import VOCABULARY_NAME, Inputs, prepare
from training.processes import Job, train
from training.recipe import Recipe, load
from training.runs import Run, run_folder
from training.trainer import Limits

RECIPE = """
[prepare]
seed = 1
max_words = 110
max_length_ratio = 2.6
min_letters = 0.5
names_pairs = 60
copied_names = 10

[vocabulary]
size = 560
character_coverage = 0.9998
sentences = 4000
max_pieces = 100
segmentations = 2
smoothness = 0.3

[groups.news]
sources = ["news*"]
pretrain = 2.0
finish = 1.5
augment = true

[groups.software]
sources = ["docs"]
pretrain = 0.5
finish = 0.0

[groups.locale]
sources = ["cldr"]
pretrain = 0.5
finish = 0.0

[groups.names]
sources = ["names"]
pretrain = 1.0
finish = 1.0

[augment]
join = 0.2
upper = 0.05
unpunctuated = 0.1

[alignment]
pairs = 1000
iterations = 4
tension = 4.0
none = 0.05
least = 0.3
weight = 0.5

[model]
d_model = 16
ffn = 32
heads = 2
encoder_layers = 2
decoder_layers = 1
dropout = 0.1
piece_dropout = 0.1
max_positions = 256

[optimizer]
adamw_rate = 1e-3
muon_rate = 1e-2
muon_momentum = 0.95
muon_steps = 5
warmup_tokens = 500
clip = 1.0
label_smoothing = 0.1

[train]
seed = 7
precision = "float32"
checkpoint_seconds = 3600
log_seconds = 3600
keep = 50
dev_pairs = 8
chunk_pairs = 50
decay_batch_tokens = 300
frequent_pieces = 100
sampled_pieces = 150
phases = [
  { until_tokens = 900, max_pieces = 30, batch_tokens = 200 },
  { until_tokens = 0, max_pieces = 100, batch_tokens = 300 },
]

[profiles.wide]
model = { d_model = 32 }
"""

_NOUNS = {"Hund": "dog", "Baum": "tree", "Wagen": "car", "Minister": "minister", "Berg": "mountain", "Brief": "letter"}
_VERBS = {"sieht": "sees", "kennt": "knows", "sucht": "seeks", "findet": "finds"}
DEV_SENTENCE = "Der Hund sieht heute den Brief nicht."


@dataclass(frozen=True)
class World:
    """A recipe file and the data that it prepared."""

    recipe_path: Path
    recipe: Recipe
    inputs: Inputs
    data: Path
    mix: dict[str, dict[str, int]]


def _sentences(count: int, origin: str) -> list[str]:
    rng = random.Random(origin)
    lines = []
    for number in range(count):
        (one, eins), (two, zwei) = rng.choices(list(_NOUNS.items()), k=2)
        verb, does = rng.choice(list(_VERBS.items()))
        lines.append(f"Der {one} {verb} den {two} {number}.\tThe {eins} {does} the {zwei} {number}.\t{origin}\n")
    return lines


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Some two hundred made-up pairs, prepared."""
    folder = tmp_path_factory.mktemp("world")
    recipe_path = folder / "recipe.toml"
    recipe_path.write_text(RECIPE, encoding="utf-8")
    leaked = f"{DEV_SENTENCE}\tThe dog does not see the letter today.\tnews2017\n"
    (folder / "pairs.tsv").write_text("".join([*_sentences(120, "news1"), *_sentences(80, "docs"), leaked]), "utf-8")
    (folder / "dev.de").write_text(f"{DEV_SENTENCE}\nDer Minister kennt den Baum gut.\n", encoding="utf-8")
    (folder / "dev.en").write_text("The dog cannot see it.\nThe minister knows the tree well.\n", encoding="utf-8")
    inputs = Inputs((folder / "pairs.tsv",), folder / "dev.de", folder / "dev.en")
    recipe = load(recipe_path)
    return World(recipe_path, recipe, inputs, folder / "data", prepare(inputs, recipe, folder / "data", threads=1))


@pytest.fixture(scope="session")
def exported(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model, trained for a moment, exported."""
    folder = tmp_path_factory.mktemp("export")
    train(Job(world.recipe, Run("stable"), world.data, folder, Limits(steps=20)), processes=1)
    checkpoint = list_checkpoints(run_folder(folder, "stable") / "checkpoints")[-1]
    export(world.recipe, checkpoint, world.data / VOCABULARY_NAME, folder / "model")
    return folder / "model"
