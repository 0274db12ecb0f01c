"""Last step: an exported model becomes the one that the workbench ships."""

from __future__ import annotations

import shutil
from pathlib import Path

from training.recipe import RecipeError
from workbench.depot.manifest import seal
from workbench.depot.revision import file_hash
from workbench.pull.convert import convert

ASSETS = Path(__file__).parents[1] / "workbench" / "assets" / "marian-de-en"
_SHIPPED = (
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "source.spm",
    "target.spm",
    "tokenizer_config.json",
    "vocab.json",
)


def ship(folder: Path, target: Path = ASSETS) -> str:
    """Puts an export's files in the place of the shipped ones, converts them as `models pull` does, and seals them.

    The card (README.md) stays as it is: its figures are for a person to write.

    Returns:
        the revision, the first digits of the sha256 of the weights.

    Raises:
        RecipeError: when a file of the export is missing; nothing is changed then.
    """
    if missing := [name for name in _SHIPPED if not (folder / name).is_file()]:
        raise RecipeError(f"{folder} is no export: {', '.join(missing)} missing; run `python -m training export` first")
    target.mkdir(parents=True, exist_ok=True)
    for name in _SHIPPED:
        shutil.copyfile(folder / name, target / name)
    converted = convert(target, target / "ct2")
    revision = file_hash(target / "model.safetensors")[:12]
    seal(target, "training/ of this project", revision, converted)
    return revision
