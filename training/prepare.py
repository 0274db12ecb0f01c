"""Step 1: public sentence pairs → a vocabulary and packed arrays."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from training.augment import variants
from training.ding import read_ding
from training.locale_names import read_locale_names
from training.names import generate, load_names, unchanged_names
from training.packed import load_packed, pack, save_packed
from training.pairs import Pair, clean_source, clean_target, comes_from, keep_usable, read_lines, read_tsv
from training.recipe import Group, Recipe, RecipeError
from training.vocabulary import UNK, load_vocabulary, train_vocabulary

VOCABULARY_NAME = "vocabulary.spm"


@dataclass(frozen=True)
class Inputs:
    """The files that `prepare` reads: three-column pairs, the development set, the Ding dictionary (or none)."""

    pairs: tuple[Path, ...]
    dev_source: Path
    dev_target: Path
    ding: Path | None = None


def group_of(origin: str, recipe: Recipe) -> str:
    """The first group one of whose patterns matches `origin`.

    Raises:
        RecipeError: when none does; data that nobody weighed is not mixed in silently.
    """
    for name, group in recipe.groups.items():
        if comes_from(origin, group.sources):
            return name
    raise RecipeError(f"source {origin!r} is in no group of the recipe; add it to the `sources` of one")


def grouped(pairs: Iterable[Pair], recipe: Recipe) -> dict[str, list[Pair]]:
    """Sorts pairs into the recipe's groups; every group is there, if empty."""
    groups: dict[str, list[Pair]] = {name: [] for name in recipe.groups}
    cache: dict[str, str] = {}
    for pair in pairs:
        if pair.origin not in cache:
            cache[pair.origin] = group_of(pair.origin, recipe)
        groups[cache[pair.origin]].append(pair)
    return groups


def _raw_pairs(inputs: Inputs) -> Iterator[Pair]:
    for path in inputs.pairs:
        yield from read_tsv(path)
    if inputs.ding is not None:
        yield from read_ding(inputs.ding)


def collect(inputs: Inputs, recipe: Recipe) -> dict[str, list[Pair]]:
    """Reads, cleans and filters all pairs, adds generated ones and variants; none holds a development sentence."""
    sides = map(clean_source, read_lines(inputs.dev_source)), map(clean_target, read_lines(inputs.dev_target))
    forbidden = frozenset(sentence for side in sides for sentence in side)
    groups = grouped(keep_usable(_raw_pairs(inputs), recipe.prepare, forbidden), recipe)
    for pair in read_locale_names():
        groups[group_of(pair.origin, recipe)].append(pair)
    news = [pair for name, group in recipe.groups.items() if group.augment for pair in groups[name]]
    copied = unchanged_names(news, recipe.prepare.copied_names)
    for pair in generate(load_names(), copied, recipe.prepare.names_pairs, recipe.prepare.seed):
        groups[group_of(pair.origin, recipe)].append(pair)
    rng = random.Random(recipe.prepare.seed)  # noqa: S311  # chance, not secrecy
    for name, group in recipe.groups.items():
        if group.augment:
            groups[name].extend(list(variants(groups[name], recipe.augment, rng)))
    return groups


def vocabulary_sentences(groups: dict[str, list[Pair]], recipe: Recipe) -> Iterator[str]:
    """Draws pairs by the pretraining weights until there are as many lines as the recipe wants; yields both sides."""
    rng = random.Random(recipe.prepare.seed)  # noqa: S311  # chance, not secrecy
    total = sum(recipe.groups[name].pretrain * len(pairs) for name, pairs in groups.items())
    scale = min(1.0, recipe.vocabulary.sentences / 2 / max(total, 1.0))
    for name, pairs in groups.items():
        share = recipe.groups[name].pretrain * scale
        for pair in pairs:
            for _ in range(int(share) + (rng.random() < share % 1)):
                yield pair.source
                yield pair.target


def encoded(
    vocabulary: sentencepiece.SentencePieceProcessor, lines: list[str], copy: int, recipe: Recipe, threads: int
) -> list[list[int]]:
    """Lines in pieces: the likeliest for copy 0, for others by lot; the lot's seed serves one thread only."""
    if not copy:
        likeliest: list[list[int]] = vocabulary.encode(lines, num_threads=threads)
        return likeliest
    sentencepiece.set_random_generator_seed(recipe.prepare.seed + copy)
    drawn: list[list[int]] = vocabulary.encode(
        lines, enable_sampling=True, nbest_size=-1, alpha=recipe.vocabulary.smoothness, num_threads=1
    )
    return drawn


def tag_pieces(vocabulary: sentencepiece.SentencePieceProcessor, group: Group) -> list[int]:
    """What stands before each source of a group.

    Raises:
        RecipeError: when its tag is no piece, or one that text is made of, which would be taken for text.
    """
    if not group.tag:
        return []
    piece = vocabulary.piece_to_id(group.tag)
    if piece == UNK or not vocabulary.is_byte(piece):
        raise RecipeError(f"the tag {group.tag!r} is no byte of the vocabulary; take one that no text has, as <0x0F>")
    return [piece]


def prepare(inputs: Inputs, recipe: Recipe, data: Path, threads: int = 2) -> dict[str, dict[str, int]]:
    """Writes the vocabulary, the packed training pairs and the packed development pairs under `data`.

    A vocabulary that is already there is kept: checkpoints depend on it.

    Returns:
        for each group its pairs and its target pieces, also written to `data/mix.json`.
    """
    data.mkdir(parents=True, exist_ok=True)
    groups = collect(inputs, recipe)
    path = data / VOCABULARY_NAME
    if not path.exists():
        train_vocabulary(vocabulary_sentences(groups, recipe), recipe.vocabulary, path, threads)
    vocabulary = load_vocabulary(path)
    kept: tuple[list[list[int]], list[list[int]], list[int]] = ([], [], [])
    mix, longest = {}, recipe.vocabulary.max_pieces
    for number, (name, pairs) in enumerate(groups.items()):
        sides = [pair.source for pair in pairs], [pair.target for pair in pairs]
        tag, before = tag_pieces(vocabulary, recipe.groups[name]), len(kept[2])
        for copy in range(recipe.copies(name)):
            sources, targets = (encoded(vocabulary, side, copy, recipe, threads) for side in sides)
            for source, target in zip(([*tag, *pieces] for pieces in sources), targets, strict=True):
                if len(tag) < len(source) <= longest and 0 < len(target) <= longest:
                    kept[0].append(source)
                    kept[1].append(target)
                    kept[2].append(number)
        mix[name] = {"pairs": len(kept[2]) - before, "target_pieces": sum(map(len, kept[1][before:]))}
    save_packed(pack(*kept, {name: recipe.copies(name) for name in groups}), data / "train")
    dev = [clean_source(line) for line in read_lines(inputs.dev_source)]
    references = [clean_target(line) for line in read_lines(inputs.dev_target)]
    save_packed(pack(vocabulary.encode(dev), vocabulary.encode(references), [0] * len(dev), {"dev": 1}), data / "dev")
    (data / "mix.json").write_text(json.dumps(mix, indent=1), encoding="utf-8")
    return mix


__all__ = ["VOCABULARY_NAME", "Inputs", "collect", "group_of", "load_packed", "prepare"]
