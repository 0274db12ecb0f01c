"""Line-aligned text: a folder with a file per system, line n of each for the same source, as most MT tools read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbench.errors import SchemaError, UsageError
from workbench.votes.sheet import Row, Sheet

SOURCE, REFERENCE, SUFFIX = "source.de", "reference.en", ".en"
_RESERVED = frozenset('/\\:*?"<>|\0')


def dump(sheet: Sheet) -> Mapping[str, str]:
    """File name → content. Line breaks within a text become spaces, since a line is all that a text has here.

    Raises `UsageError` when a system lacks a row, for lines would no longer belong together, or cannot name a file.
    """
    files = {SOURCE: _lines([row.source for row in sheet.rows])}
    for name in sheet.systems:
        missing = next((row.id for row in sheet.rows if name not in row.outputs), None)
        if missing is not None:
            raise UsageError(f"{name} has no output for {missing}; leave it out with --systems.")
        if _RESERVED & set(name) or name.startswith(".") or f"{name}{SUFFIX}" == REFERENCE:
            raise UsageError(f"{name!r} cannot name a file; give the system a label when you compare.")
        files[f"{name}{SUFFIX}"] = _lines([row.outputs[name] for row in sheet.rows])
    if any(row.reference for row in sheet.rows):
        files[REFERENCE] = _lines([row.reference or "" for row in sheet.rows])
    return files


def load(folder: Path) -> Sheet:
    """Read `source.de`, `reference.en` and a `NAME.en` per system. Raises `SchemaError` when the counts differ."""
    from workbench.ingest import read_text

    paths = [folder / SOURCE, *sorted(folder.glob(f"*{SUFFIX}"))]
    return read(folder.name, {path.name: read_text(path) for path in paths if path.is_file()}, str(folder))


def read(title: str, files: Mapping[str, str], where: str = "") -> Sheet:
    """The same from file name → content; `where` they lie is what errors say."""
    if SOURCE not in files:
        raise SchemaError(f"{where or title} has no {SOURCE}; expected it and one NAME{SUFFIX} per system.")
    sources = _cut(files[SOURCE])
    found = {name: _cut(text) for name, text in files.items() if name.endswith(SUFFIX)}
    for name, texts in found.items():
        if len(texts) != len(sources):
            raise SchemaError(
                f"{name} has {len(texts)} lines and {SOURCE} has {len(sources)}; line n belongs to line n."
            )
    references = found.pop(REFERENCE, [""] * len(sources))
    rows = [
        Row(
            str(number + 1),
            title,
            source,
            {name.removesuffix(SUFFIX): texts[number] for name, texts in found.items()},
            references[number] or None,
        )
        for number, source in enumerate(sources)
    ]
    return Sheet(title, tuple(rows))


def _lines(texts: list[str]) -> str:
    return "".join(" ".join(text.split()) + "\n" for text in texts)


def _cut(text: str) -> list[str]:
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]
