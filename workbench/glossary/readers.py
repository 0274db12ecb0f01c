"""A glossary from a file: CSV, TOML or TBX. What cannot be used is an error that names file, line and key."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from io import StringIO
from pathlib import Path

from workbench.errors import UnreadableSource, UsageError
from workbench.glossary.forms import words
from workbench.glossary.tbx import read_tbx
from workbench.glossary.terms import Case, Glossary, Term, build, merge

KEYS = ("german", "english", "note", "case", "forms", "accept")
_LISTS = ("forms", "accept")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # what XML or UTF-8 cannot hold
_STARTER = Path(__file__).with_name("starter")


def read_glossary(path: str | Path) -> Glossary:
    """Read a .csv (or .tsv), .toml or .tbx file in UTF-8; its stem is the glossary's name.

    Raises `UnreadableSource` when the file cannot be read as text, `UsageError` for anything in it that is no term.
    """
    path = Path(path)
    _reader(path)  # before a file of another kind, which may be large, is read
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{path}: the glossary cannot be read ({error.strerror}); check the path.") from error
    return parse_glossary(data, str(path))


def parse_glossary(data: bytes, name: str) -> Glossary:
    """The content of a file as a glossary; the suffix of its name says how to read it, and errors call it by its name.

    Raises as `read_glossary` does.
    """
    path = Path(name)
    return build(_reader(path)(path, _text(path, data)), path.stem)


def _reader(path: Path) -> Callable[[Path, str], Iterator[Term]]:
    readers = {".csv": _csv, ".tsv": _csv, ".txt": _csv, ".toml": _toml, ".tbx": _tbx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: '{path.suffix}' is no glossary format; give a .csv, .tsv, .toml or .tbx file.")
    return reader


@lru_cache(maxsize=1)
def starter() -> Glossary:
    """The list that is shipped: names from CLDR, offices, institutions, and names as the press writes them.

    With it, garbled words are mended (`mending.py`).
    """
    parts = [read_glossary(path) for path in sorted(_STARTER.glob("*.csv"))]
    merged = merge(*parts)
    return Glossary(merged.terms, "starter", merged.hash, merged.conflicts, mends=True)


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"{path}: not UTF-8 at byte {error.start}; save the glossary as UTF-8 and try again."
        ) from error


def _csv(path: Path, text: str) -> Iterator[Term]:
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        _check_header(path, header)
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            where = f"{path}, line {rows.line_num}"
            if len(row) > len(header):
                raise UsageError(
                    f"{where}: {len(row)} cells under {len(header)} names; quote cells with '{delimiter}'."
                )
            yield make_term(where, _cells(header, row))
    except csv.Error as error:
        raise UsageError(f"{path}, line {rows.line_num}: {error}; check the quotes.") from error


def _check_header(path: Path, header: list[str]) -> None:
    for name in ("german", "english"):
        if name not in header:
            raise UsageError(
                f"{path}, line 1: no column '{name}'; the first line names the columns, {', '.join(KEYS)}."
            )
    for name in header:
        if name not in KEYS or header.count(name) > 1:
            raise UsageError(f"{path}, line 1: column '{name}' is unknown or named twice; known are {', '.join(KEYS)}.")


def _cells(header: list[str], row: list[str]) -> dict[str, object]:
    """The cells that are filled; several forms in a cell are parted by "|"."""
    filled = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
    return {name: cell.split("|") if name in _LISTS else cell for name, cell in filled.items()}


def _toml(path: Path, text: str) -> Iterator[Term]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}; correct the TOML.") from error
    for name in data:
        if name != "term":
            raise UsageError(f"{path}, line {_line(text, name)}: unknown key '{name}'; entries are [[term]] tables.")
    tables = data.get("term", [])
    if not isinstance(tables, list):
        raise UsageError(f"{path}, line {_line(text, 'term')}: 'term' is no list of tables; write [[term]].")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*term\s*\]\]", line)]
    for i, table in enumerate(tables):
        where = f"{path}, line {lines[i] if i < len(lines) else 1}"
        if not isinstance(table, Mapping):
            raise UsageError(f"{where}: entry {i + 1} is no table; write [[term]].")
        yield make_term(where, table)


def _line(text: str, name: str) -> int:
    found = re.search(rf"(?m)^\s*\[?\[?\s*\"?{re.escape(name)}\b", text)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _tbx(path: Path, text: str) -> Iterator[Term]:
    for entry in read_tbx(path, text):
        yield make_term(f"{path}, line {entry.line}", entry.values())


def make_term(where: str, given: Mapping[str, object]) -> Term:
    """A checked term from the keys of the table in docs/glossary.md. Raises `UsageError`, which begins with `where`."""
    for name in given:
        if name not in KEYS:
            raise UsageError(f"{where}: unknown key '{name}'; known are {', '.join(KEYS)}.")
    german, english = (_string(where, name, given.get(name)) for name in ("german", "english"))
    note = given.get("note")
    case = str(given.get("case", Case.FOLD))
    if case not in list(Case):
        raise UsageError(f"{where}: case '{case}' is unknown; it is {' or '.join(Case)}.")
    return Term(
        german,
        english,
        _string(where, "note", note) if note is not None else None,
        Case(case),
        tuple(_strings(where, "forms", given.get("forms", []))),
        tuple(_strings(where, "accept", given.get("accept", []))),
    )


def _strings(where: str, name: str, value: object) -> Iterable[str]:
    if not isinstance(value, list):
        raise UsageError(f"{where}: '{name}' is {value!r}; give a list of texts.")
    found = [_string(where, name, item) for item in value]
    if any("|" in text for text in found):
        raise UsageError(f"{where}: '{name}' holds a bar (|), which parts the forms in CSV; take it out.")
    return found


def _string(where: str, name: str, value: object) -> str:
    """One line that holds at least one letter or digit; a term of signs only could be found nowhere."""
    if not isinstance(value, str) or not words(value) or len(value.splitlines()) != 1:
        raise UsageError(f"{where}: '{name}' is {value!r}; give one line of text with at least one letter.")
    text = " ".join(value.split())
    found = _UNFIT.search(text)
    if found:
        raise UsageError(f"{where}: '{name}' holds U+{ord(found[0]):04X}, which no file could keep; take it out.")
    return text
