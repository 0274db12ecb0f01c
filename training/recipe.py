"""The recipe: `recipe.toml` read into frozen dataclasses, unknown keys refused."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RECIPE_PATH = Path(__file__).with_name("recipe.toml")


class RecipeError(ValueError):
    """A recipe or its data cannot be used; the message says which value and what to change."""


@dataclass(frozen=True)
class Prepare:
    """How pairs are cleaned and which are generated."""

    seed: int
    max_words: int
    max_length_ratio: float
    min_letters: float
    names_pairs: int
    copied_names: int


@dataclass(frozen=True)
class Vocabulary:
    """The shared SentencePiece vocabulary, and how pairs are cut with it.

    A pair of an augmented group is there `1 + segmentations` times: once in the likeliest pieces, and else in pieces
    drawn by lot, with `smoothness` as the exponent of a segmentation's probability.
    """

    size: int
    character_coverage: float
    sentences: int
    max_pieces: int
    segmentations: int
    smoothness: float


@dataclass(frozen=True)
class Group:
    """Sources that are mixed alike.

    `pretrain` and `finish` are how often one pair is seen in an epoch of that stage. `tag` is a piece of the vocabulary
    that stands before the source of each pair, so that what is odd in them is learnt as theirs (tagged
    back-translation, Caswell and others 2019); what users translate has none.
    """

    sources: tuple[str, ...]
    pretrain: float
    finish: float
    augment: bool = False
    tag: str = ""


@dataclass(frozen=True)
class Augment:
    """Shares of a group's pairs that get a joined, an all-caps, an unpunctuated variant."""

    join: float
    upper: float
    unpunctuated: float


@dataclass(frozen=True)
class Model:
    """Shape of the MarianMT model (post-norm, ReLU, fixed sinusoids, one tied embedding)."""

    d_model: int
    ffn: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    dropout: float
    piece_dropout: float
    max_positions: int


@dataclass(frozen=True)
class Phase:
    """One stretch of the stable run, up to `until_tokens` target tokens (0: no end).

    `max_pieces` bounds the longer side of a pair, `batch_tokens` the target tokens (padding included) of one step.
    """

    until_tokens: int
    max_pieces: int
    batch_tokens: int


@dataclass(frozen=True)
class Optimizer:
    """AdamW for embeddings and vectors, Muon for the hidden matrices."""

    adamw_rate: float
    muon_rate: float
    muon_momentum: float
    muon_steps: int
    warmup_tokens: int
    clip: float
    label_smoothing: float


@dataclass(frozen=True)
class Alignment:
    """How pieces are aligned, and how much one attention head is drawn to the alignment.

    `pairs` bounds those that the estimation reads, `none` is the prior of "no source piece", `least` the probability
    below which a piece counts as unaligned, `weight` that of the head's cross-entropy beside the words'.
    """

    pairs: int
    iterations: int
    tension: float
    none: float
    least: float
    weight: float


@dataclass(frozen=True)
class Train:
    """Everything about the loop that is not a learning rate.

    Where `sampled_pieces` is not 0, the softmax of the stable run is estimated over the `frequent_pieces` most frequent
    pieces, those of the step, and about so many others.
    """

    seed: int
    precision: str
    checkpoint_seconds: int
    log_seconds: int
    keep: int
    dev_pairs: int
    chunk_pairs: int
    phases: tuple[Phase, ...]
    decay_batch_tokens: int
    frequent_pieces: int
    sampled_pieces: int


@dataclass(frozen=True)
class Recipe:
    """The whole of `recipe.toml`."""

    prepare: Prepare
    vocabulary: Vocabulary
    groups: dict[str, Group]
    augment: Augment
    alignment: Alignment
    model: Model
    optimizer: Optimizer
    train: Train

    def copies(self, group: str) -> int:
        """How often each pair of a group is packed, each time in other pieces."""
        return 1 + self.vocabulary.segmentations if self.groups[group].augment else 1


def _build(kind: type[Any], table: dict[str, Any], where: str) -> Any:
    """Makes one dataclass from one table; an unknown or a missing key is an error with its name."""
    known = {field.name for field in dataclasses.fields(kind)}
    needed = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}
    if unknown := sorted(set(table) - known):
        raise RecipeError(f"[{where}] has unknown keys {unknown}; known are {sorted(known)}")
    if missing := sorted(needed - set(table)):
        raise RecipeError(f"[{where}] lacks {missing}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return kind(**values)


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Returns `base` with `over` laid on it, tables key by key, everything else replaced."""
    merged = dict(base)
    for key, value in over.items():
        merged[key] = _merge(merged.get(key, {}), value) if isinstance(value, dict) else value
    return merged


def load(path: Path = RECIPE_PATH, profile: str | None = None) -> Recipe:
    """Reads a recipe.

    Args:
        path: the TOML file.
        profile: the name of a `[profiles.NAME]` table whose values replace those of the main tables.

    Raises:
        RecipeError: for an unknown profile, an unknown key or a missing one.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    profiles = tables.pop("profiles", {})
    if profile is not None:
        if profile not in profiles:
            raise RecipeError(f"no profile {profile!r} in {path.name}; there are {sorted(profiles)}")
        tables = _merge(tables, profiles[profile])
    train = dict(tables["train"])
    train["phases"] = [_build(Phase, phase, "train.phases") for phase in train["phases"]]
    return Recipe(
        prepare=_build(Prepare, tables["prepare"], "prepare"),
        vocabulary=_build(Vocabulary, tables["vocabulary"], "vocabulary"),
        groups={name: _build(Group, table, f"groups.{name}") for name, table in tables["groups"].items()},
        augment=_build(Augment, tables["augment"], "augment"),
        alignment=_build(Alignment, tables["alignment"], "alignment"),
        model=_build(Model, tables["model"], "model"),
        optimizer=_build(Optimizer, tables["optimizer"], "optimizer"),
        train=_build(Train, train, "train"),
    )
