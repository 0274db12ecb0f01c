"""Variants of pairs: joined, in capitals, without their last full stop."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from training.pairs import Pair
from training.recipe import Augment


def _joined(pairs: Sequence[Pair], count: int, rng: random.Random) -> Iterator[Pair]:
    for _ in range(count):
        parts = rng.sample(pairs, rng.choice((2, 2, 3)))
        yield Pair(" ".join(p.source for p in parts), " ".join(p.target for p in parts), parts[0].origin)


def variants(pairs: Sequence[Pair], options: Augment, rng: random.Random) -> Iterator[Pair]:
    """Yields the variants of one group's pairs, each kind for its share of them."""
    if len(pairs) < 3:
        return
    sentences = [pair for pair in pairs if pair.source[-1:] in ".!?" and pair.target[-1:] in ".!?"]
    if len(sentences) >= 3:
        yield from _joined(sentences, int(options.join * len(pairs)), rng)
    for pair in rng.sample(pairs, int(options.upper * len(pairs))):
        yield Pair(pair.source.upper(), pair.target, pair.origin)
    bare = [pair for pair in pairs if pair.source.endswith(".") and pair.target.endswith(".")]
    for pair in rng.sample(bare, min(len(bare), int(options.unpunctuated * len(pairs)))):
        yield Pair(pair.source[:-1], pair.target[:-1], pair.origin)
