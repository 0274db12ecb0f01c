"""What is voted on: rows of outputs of several systems for the same source, wherever they come from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from workbench.comparison.types import Comparison, Sentence
from workbench.errors import SchemaError, UsageError

SCHEMA = "workbench.sheet/1"


class Unit(StrEnum):
    """What one row is."""

    SENTENCE = "sentence"
    TEXT = "text"  # a whole translation
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Row:
    """One source with what the systems made of it."""

    id: str  # unique in the sheet
    document: str  # rows of one document belong together
    source: str
    outputs: Mapping[str, str]  # by system
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows in order."""

    name: str
    rows: tuple[Row, ...]

    @property
    def systems(self) -> list[str]:
        """Every system that has an output somewhere, in the order in which they appear."""
        return list(dict.fromkeys(name for row in self.rows for name in row.outputs))

    @property
    def fingerprint(self) -> str:
        """Equal for sheets that show the same: sources and outputs of the same systems, whatever they are called."""
        shown = [[row.id, row.source, sorted(row.outputs.items())] for row in self.rows]
        return sha256(json.dumps(shown).encode()).hexdigest()[:32]

    def only(self, systems: list[str]) -> Sheet:
        """The sheet with these systems only. Raises `UsageError` for one that is not there."""
        for name in systems:
            if name not in self.systems:
                raise UsageError(f"There is no system {name!r}; there are {', '.join(self.systems)}.")
        rows = (
            Row(r.id, r.document, r.source, {n: t for n, t in r.outputs.items() if n in systems}, r.reference)
            for r in self.rows
        )
        return Sheet(self.name, tuple(rows))


def from_comparison(c: Comparison, unit: Unit) -> Sheet:
    """The outputs of a comparison; a system that failed on a text is missing from its rows."""
    rows = {Unit.SENTENCE: _sentences, Unit.TEXT: _texts, Unit.SUMMARY: _summaries}[unit](c)
    return Sheet(" and ".join(text.name for text in c.texts), tuple(rows))


def by_translation(c: Comparison) -> Sheet:
    """Summaries with the English translation that they were made from as their source, for English-only tools."""
    rows = []
    for text in c.texts:
        for system in c.systems:
            source = _joined(c, text.name, system.label)
            chosen = {s.label: s.summariser for s in c.summary_systems if s.translator == system.label}
            made = {s.system: s for s in c.summaries if s.text == text.name and s.system in chosen}
            if source and made:
                outputs = {name: " ".join(s.text for s in summary.sentences) for name, summary in made.items()}
                reference = next(iter(made.values())).reference
                rows.append(Row(f"{text.name}, {system.label}", text.name, source, outputs, reference))
    return Sheet(" and ".join(text.name for text in c.texts), tuple(rows))


def _sentences(c: Comparison) -> Iterator[Row]:
    for s in c.sentences:
        outputs = {output.system: output.text for output in s.outputs}
        yield Row(f"{s.text}:{s.index + 1}", s.text, s.source, outputs, s.reference)


def _texts(c: Comparison) -> Iterator[Row]:
    for text in c.texts:
        outputs = {system.label: _joined(c, text.name, system.label) for system in c.systems}
        made = {name: output for name, output in outputs.items() if output}
        if made:
            yield Row(text.name, text.name, _joined(c, text.name, None), made)


def _summaries(c: Comparison) -> Iterator[Row]:
    for text in c.texts:
        made = [s for s in c.summaries if s.text == text.name]
        if made:
            outputs = {s.system: " ".join(sentence.text for sentence in s.sentences) for s in made}
            yield Row(text.name, text.name, _joined(c, text.name, None), outputs, made[0].reference)


def _joined(c: Comparison, text: str, system: str | None) -> str:
    """A whole text, German (None) or by one system; paragraphs stay apart."""
    parts: list[str] = []
    block = -1
    for sentence in (s for s in c.sentences if s.text == text):
        words = sentence.source if system is None else _by(sentence, system)
        if words is None:
            return ""
        if parts:
            parts.append(" " if sentence.block == block else "\n\n")
        parts.append(words)
        block = sentence.block
    return "".join(parts)


def _by(sentence: Sentence, system: str) -> str | None:
    return next((output.text for output in sentence.outputs if output.system == system), None)


def dump_sheet(sheet: Sheet) -> str:
    """The sheet as JSON with the schema "workbench.sheet/1"."""
    from pydantic import TypeAdapter

    data = {"schema": SCHEMA, **TypeAdapter(Sheet).dump_python(sheet, mode="json")}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load_sheet(text: str) -> Sheet:
    """Read a sheet back. Raises `SchemaError`."""
    from pydantic import TypeAdapter, ValidationError

    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
            raise SchemaError(f"Expected a sheet with the schema {SCHEMA!r}.")
        return TypeAdapter(Sheet).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise SchemaError(f"The sheet is damaged at {'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
    except ValueError as error:
        raise SchemaError(f"This is not JSON: {error}.") from None
