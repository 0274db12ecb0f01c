"""English→German from the same pairs: prepared data with the sides changed over, for the model that translates back."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

from training.packed import load_packed, save_packed
from training.prepare import VOCABULARY_NAME


def reverse(data: Path, out: Path) -> None:
    """Writes prepared data under `out` whose source is the target under `data`; `align` has to be run on it.

    The vocabulary serves both languages and is the same, so that a run on the one can start from a checkpoint of the
    other.
    """
    for part in ("train", "dev"):
        packed = load_packed(data / part)
        changed = dataclasses.replace(
            packed,
            source=packed.target,
            source_offsets=packed.target_offsets,
            target=packed.source,
            target_offsets=packed.source_offsets,
        )
        save_packed(changed, out / part)
    shutil.copyfile(data / VOCABULARY_NAME, out / VOCABULARY_NAME)
