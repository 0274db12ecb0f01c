"""Pairs with one side written by a model: back-translation, and forward translation as sequence-level distillation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from training.pairs import Pair, clean_source, comes_from, read_tsv
from training.recipe import RecipeError
from training.translator import translate

_BLOCK = 4000  # pairs translated before their lines are written


@dataclass(frozen=True)
class Synthesis:
    """What is translated, and by which model.

    `model` is the folder of an export: German→English writes new targets (origins `forward-…`), English→German
    (trained on `reverse`d data) new sources (origins `back-…`). `sources` are shell patterns over the pairs' origins.
    """

    model: Path
    back: bool
    sources: tuple[str, ...]
    beam: int
    threads: int


def synthesise(pairs: Sequence[Path], synthesis: Synthesis, out: Path) -> Iterator[int]:
    """Writes three-column pairs to `out` as `prepare` reads them; yields how many are written so far.

    A text that stands in several pairs is translated once. The file takes its name when it is whole.

    Raises:
        RecipeError: when no pair is of the wanted sources.
    """
    part = out.with_name(out.name + ".part")
    done = 0
    with part.open("w", encoding="utf-8") as lines:
        chosen = _distinct(pairs, synthesis)
        while block := list(islice(chosen, _BLOCK)):
            given = [pair.target if synthesis.back else pair.source for pair in block]
            written = translate(synthesis.model, given, beam=synthesis.beam, threads=synthesis.threads).lines
            # Spelt in bytes, an output can hold a tab or a line's end.
            for pair, text, output in zip(block, given, map(clean_source, written), strict=True):
                sides = (output, text) if synthesis.back else (text, output)
                lines.write("\t".join((*sides, f"{'back' if synthesis.back else 'forward'}-{pair.origin}")) + "\n")
            done += len(block)
            yield done
    if not done:
        part.unlink()
        raise RecipeError(f"no pair comes from {', '.join(synthesis.sources)}, so there is nothing to translate")
    part.replace(out)


def _distinct(pairs: Sequence[Path], synthesis: Synthesis) -> Iterator[Pair]:
    """The pairs of the wanted origins, each text that is to be translated once."""
    seen: set[str] = set()
    for path in pairs:
        for pair in read_tsv(path):
            given = pair.target if synthesis.back else pair.source
            if given not in seen and comes_from(pair.origin, synthesis.sources):
                seen.add(given)
                yield pair
