"""TBX, the XML format in which termbases are exchanged (ISO 30042): the German and English terms of each entry.

Read with the standard library's parser: Translate Toolkit, which reads TBX too, is under the GPL, which this project
cannot ask of its users. Both dialects are read: `termEntry`/`langSet`/`tig` (2008) and
`conceptEntry`/`langSec`/`termSec` (2019). Entities are refused and no external file is ever opened, so that a
termbase from somewhere can neither grow in memory nor reach for a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from workbench.errors import UsageError

_ENTRY = ("termEntry", "conceptEntry")
_LANGUAGE = ("langSet", "langSec")
_NOTES = ("note", "descrip")
CASE = "x-case"
"""The type of a `termNote` that holds the case rule. TBX has none, and marks what it does not have with an x."""

_NEVER = ("deprecatedTerm", "supersededTerm", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts")


@dataclass
class Entry:
    """One concept: its German and English terms in the order of the file."""

    line: int
    german: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)
    note: str | None = None
    case: str | None = None

    def values(self) -> dict[str, object]:
        """The entry as the keys of a term; the first German and the first English are the ones that are used."""
        found: dict[str, object] = {"german": self.german[0], "english": self.english[0]}
        found |= {"forms": self.german[1:], "accept": self.english[1:]}
        also = {"note": self.note, "case": self.case}
        return found | {name: value for name, value in also.items() if value}


def read_tbx(path: Path, text: str) -> Iterator[Entry]:
    """The entries that have German and English terms; terms that are marked as deprecated are left out.

    Raises `UsageError` with file and line for broken XML, for entities, and when no entry has both languages.
    """
    reader = _Reader(path)
    try:
        # As UTF-8 whatever its declaration says: the bytes were decoded before.
        reader.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise UsageError(f"{path}, line {error.lineno}: {expat.ErrorString(error.code)}; correct the XML.") from error
    if not reader.entries:
        raise UsageError(f"{path}: no entry with a German and an English term; check xml:lang ('de', 'en').")
    yield from reader.entries


class _Reader:
    """Collects entries while the parser walks through the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = self._entity
        self._entry: Entry | None = None
        self._language = ""
        self._text: list[str] | None = None
        self._terms: list[str] = []  # of the innermost tig or termSec
        self._status = ""
        self._wanted = ""

    def _entity(self, *given: object) -> None:
        line = self.parser.CurrentLineNumber
        raise UsageError(f"{self.path}, line {line}: the file declares an entity; write its text out instead.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in _ENTRY:
            self._entry = Entry(self.parser.CurrentLineNumber)
        elif name in _LANGUAGE:
            self._language = attributes.get("xml:lang", attributes.get("lang", "")).lower().replace("_", "-")
        elif name in ("tig", "ntig", "termSec"):
            self._terms, self._status = [], ""
        elif name == "term" or name in _NOTES:
            self._text = []
        elif name == "termNote":
            self._text = []
            self._wanted = attributes.get("type", "")

    def _data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        text = " ".join("".join(self._text).split()) if self._text is not None else ""
        if name == "term" and text:
            self._terms.append(text)
        elif name == "termNote" and self._wanted == "administrativeStatus":
            self._status = text
        elif name == "termNote" and self._wanted == CASE and self._entry is not None:
            self._entry.case = text
        elif name in _NOTES and self._entry is not None and text and not self._entry.note:
            self._entry.note = text
        elif name in ("tig", "ntig", "termSec"):
            self._keep()
        elif name in _ENTRY and self._entry is not None:
            if self._entry.german and self._entry.english:
                self.entries.append(self._entry)
            self._entry, self._language = None, ""
        if name in ("term", "termNote", *_NOTES):
            self._text = None

    def _keep(self) -> None:
        if self._entry is None or self._status in _NEVER:
            return
        place = {"de": self._entry.german, "en": self._entry.english}.get(self._language.partition("-")[0])
        if place is None:
            return
        # A preferred term goes to the front, where the one that is used stands.
        place[:0] = self._terms if self._status.startswith("preferredTerm") else []
        place += [] if self._status.startswith("preferredTerm") else self._terms
        self._terms = []
