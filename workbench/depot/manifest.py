"""What a model's folder must hold, byte for byte. Written last, so that a folder without a manifest is no model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from workbench.depot.places import MANIFEST
from workbench.depot.revision import file_hash
from workbench.errors import DamagedModel


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a model."""

    path: str  # relative to the model's folder, with "/"
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Where a model came from and what it consists of."""

    source: str  # hub id, or how the project made it
    revision: str  # commit of the hub repository
    converted: str | None  # e.g. "ctranslate2-4.8.5 int8"; None for a model in transformers format
    date: str  # the day it was pulled, YYYY-MM-DD
    files: tuple[FileRecord, ...]

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files)


def describe(folder: Path, source: str, revision: str, converted: str | None) -> Manifest:
    """The manifest of a folder as it is now."""
    return Manifest(source, revision, converted, date.today().isoformat(), tuple(_records(folder)))


def seal(folder: Path, source: str, revision: str, converted: str | None) -> Manifest:
    """Describe a finished folder and put the manifest into it."""
    made = describe(folder, source, revision, converted)
    write(folder, made)
    return made


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into its folder, all or nothing."""
    draft = folder / f".{MANIFEST}"
    draft.write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / MANIFEST)


def read(folder: Path) -> Manifest:
    """The manifest of a folder. Raises `DamagedModel` when it is missing or is not a manifest."""
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(FileRecord(**record) for record in data.pop("files"))
        return Manifest(files=files, **data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedModel(f"{path} cannot be read ({error}); remove the model and pull it again.") from error


def faults(folder: Path) -> list[str]:
    """What is wrong with a model's files, in words; empty when all are as they were when the manifest was written."""
    found = []
    for record in read(folder).files:
        path = folder / record.path
        if not path.is_file():
            found.append(f"{path} is missing")
        elif path.stat().st_size != record.size:
            found.append(f"{path} has {path.stat().st_size} bytes instead of {record.size}")
        elif file_hash(path) != record.sha256:
            found.append(f"{path} was changed: its sha256 is not that of the manifest")
    return found


def _records(folder: Path) -> Iterable[FileRecord]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        # The card may be edited, and says nothing to a runtime.
        if path.is_file() and name not in (MANIFEST, "README.md") and not name.startswith("."):
            yield FileRecord(name, path.stat().st_size, file_hash(path))
