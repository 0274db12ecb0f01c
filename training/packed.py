"""Pairs as packed arrays of piece numbers: small on disk, mapped into memory, read without parsing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.recipe import RecipeError

Pieces = npt.NDArray[np.uint16]
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Packed:
    """Piece numbers of all pairs, without end marks.

    `source` and `target` are flat; pair `i` of a side is `side[offsets[i]:offsets[i + 1]]`. `group` holds each pair's
    index into `groups`; a pair of group `g` is there `copies[g]` times, each time in other pieces.
    """

    source: Pieces
    source_offsets: Offsets
    target: Pieces
    target_offsets: Offsets
    group: npt.NDArray[np.uint8]
    groups: tuple[str, ...]
    copies: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.group)

    def source_lengths(self) -> Offsets:
        """Pieces of each source, shape (pairs,)."""
        return np.diff(self.source_offsets)

    def target_lengths(self) -> Offsets:
        """Pieces of each target, shape (pairs,)."""
        return np.diff(self.target_offsets)

    def shares(self, weights: Sequence[float]) -> list[float]:
        """How often one epoch shows a packed pair of each group: the group's weight, shared out among its copies."""
        return [weight / copies for weight, copies in zip(weights, self.copies, strict=True)]

    def pair(self, index: int) -> tuple[Pieces, Pieces]:
        """The pieces of one pair."""
        source = self.source[self.source_offsets[index] : self.source_offsets[index + 1]]
        return source, self.target[self.target_offsets[index] : self.target_offsets[index + 1]]


def pack(
    sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]], group: Sequence[int], groups: Mapping[str, int]
) -> Packed:
    """Packs encoded pairs.

    Args:
        sources: piece numbers of each pair's German.
        targets: of its English.
        group: each pair's index into `groups`.
        groups: the names of the groups, and how often each of their pairs is among `sources`.
    """
    flat, offsets = [], []
    for side in (sources, targets):
        lengths = np.fromiter(map(len, side), np.int64, len(side))
        offsets.append(np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]))
        flat.append(np.fromiter((piece for pieces in side for piece in pieces), np.uint16, int(lengths.sum())))
    names, copies = tuple(groups), tuple(groups.values())
    return Packed(flat[0], offsets[0], flat[1], offsets[1], np.asarray(group, np.uint8), names, copies)


_ARRAYS = ("source", "source_offsets", "target", "target_offsets", "group")


def save_packed(packed: Packed, folder: Path) -> None:
    """Writes the arrays, and the groups with their copies, under `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(packed, name))
    (folder / "groups.json").write_text(
        json.dumps(dict(zip(packed.groups, packed.copies, strict=True))), encoding="utf-8"
    )


def load_packed(folder: Path) -> Packed:
    """Maps the arrays under `folder` into memory.

    Raises:
        RecipeError: when there are none, or they were prepared before groups had copies.
    """
    if not (folder / "groups.json").exists():
        raise RecipeError(f"no packed pairs under {folder}; run `python -m training prepare` first")
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    groups = json.loads((folder / "groups.json").read_text(encoding="utf-8"))
    if not isinstance(groups, dict):
        raise RecipeError(f"the pairs under {folder} are of an earlier form; run `python -m training prepare` again")
    return Packed(**arrays, groups=tuple(groups), copies=tuple(groups.values()))
