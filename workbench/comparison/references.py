"""Reference translations and summaries from a file: lines, TSV or JSONL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.errors import SchemaError, UsageError
from workbench.ingest import read_text

_SOURCES = ("source", "src", "german", "de")
_REFERENCES = ("reference", "ref", "english", "en", "target")


@dataclass(frozen=True, slots=True)
class References:
    """What a reference file says. Either `lines`, one per sentence in order, or `pairs`, found by their German."""

    name: str  # of the file, for messages
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()  # German, English
    summaries: Mapping[str, str] = field(default_factory=dict)  # by the name of the text; "" when there is one only


@dataclass(frozen=True, slots=True)
class Aligned:
    """References by text; a blank one means there is none."""

    sentences: Mapping[str, tuple[str, ...]]  # one per segment
    summaries: Mapping[str, str]
    unused: int  # references that belong to no sentence of these texts


def read_references(path: Path) -> References:
    """Read .tsv (German, English), .jsonl ("source" and "reference", "text" and "summary"), or lines, one a sentence.

    Raises `UnreadableSource`, and `SchemaError` with the line that is wrong.
    """
    return parse_references(path.name, read_text(path))


def parse_references(name: str, text: str) -> References:
    """What a file of that name says; the end of the name tells the form. Raises `SchemaError` with the wrong line."""
    lines = text.split("\n")
    lines = [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]
    suffix = Path(name).suffix.lower()
    if suffix == ".tsv":
        return References(name, pairs=tuple(_tsv(lines, name)))
    if suffix in (".jsonl", ".ndjson"):
        return _jsonl(lines, name)
    return References(name, lines=tuple(lines))


def align(references: References, texts: Mapping[str, Sequence[str]]) -> Aligned:
    """Which reference belongs to which sentence. `texts` are the German sentences of each text, in order.

    Raises `UsageError` when the counts differ (lines) or nothing fits (pairs).
    """
    if references.lines:
        return Aligned(_by_place(references, texts), {}, 0)
    sentences, unused = _by_german(references.pairs, texts)
    summaries = _by_name(references, list(texts))
    if not summaries and not any(map(any, sentences.values())):
        raise UsageError(
            f"No reference of {references.name} belongs to a sentence of these texts; is it the right file?"
        )
    return Aligned(sentences, summaries, unused)


def _tsv(lines: Iterable[str], name: str) -> Iterable[tuple[str, str]]:
    """Rows of German and English; a first row that names columns says which are meant."""
    german, english = 0, 1
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if number == 1 and (found := _columns([cell.strip().lower() for cell in cells])):
            german, english = found
            continue
        if not line.strip():
            continue
        if len(cells) <= max(german, english):
            raise SchemaError(f"{name}, line {number}: expected German and English with a tab between them.")
        yield cells[german], cells[english]


def _columns(names: Sequence[str]) -> tuple[int, int] | None:
    german = next((names.index(name) for name in _SOURCES if name in names), None)
    english = next((names.index(name) for name in _REFERENCES if name in names), None)
    return None if german is None or english is None else (german, english)


def _jsonl(lines: Iterable[str], name: str) -> References:
    pairs: list[tuple[str, str]] = []
    summaries: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _object(line, f"{name}, line {number}")
        german, english = _first(row, _SOURCES), _first(row, _REFERENCES)
        if isinstance(german, str) and isinstance(english, str):
            pairs.append((german, english))
        elif isinstance(row.get("summary"), str):
            summaries[str(row.get("text", ""))] = row["summary"]
        else:
            raise SchemaError(f'{name}, line {number}: expected "source" and "reference", or "text" and "summary".')
    return References(name, pairs=tuple(pairs), summaries=summaries)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"{where}: not JSON ({' '.join(str(error).split())}).") from None
    if not isinstance(row, dict):
        raise SchemaError(f"{where}: expected an object.")
    return row


def _first(row: Mapping[str, Any], keys: Iterable[str]) -> Any:
    return next((row[key] for key in keys if key in row), None)


def _by_place(references: References, texts: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    wanted = sum(map(len, texts.values()))
    if len(references.lines) != wanted:
        raise UsageError(
            f"{references.name} has {len(references.lines)} lines for {wanted} sentences; give one line per sentence "
            "(`workbench ingest` shows what is kept), pairs in a .tsv or .jsonl, or sources with --lines."
        )
    found, start = {}, 0
    for name, sentences in texts.items():
        found[name] = references.lines[start : start + len(sentences)]
        start += len(sentences)
    return found


def _by_german(
    pairs: Iterable[tuple[str, str]], texts: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[str, ...]], int]:
    known: dict[str, str] = {}
    for german, english in pairs:
        known.setdefault(_key(german), english)
    found = {name: tuple(known.get(_key(german), "") for german in sentences) for name, sentences in texts.items()}
    present = {_key(german) for sentences in texts.values() for german in sentences}
    return found, len(known.keys() - present)


def _key(german: str) -> str:
    return " ".join(german.split())


def _by_name(references: References, names: Sequence[str]) -> dict[str, str]:
    found = {name: text for name, text in references.summaries.items() if name in names}
    if "" in references.summaries and len(names) == 1:
        found.setdefault(names[0], references.summaries[""])
    strangers = sorted(name for name in references.summaries if name not in names and (name or len(names) > 1))
    if strangers:
        raise UsageError(f"{references.name} has a summary of {strangers[0]!r}; the texts are {', '.join(names)}.")
    return found
