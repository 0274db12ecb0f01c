"""What the caller gave → text, file name and encoding."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.errors import UnreadableSource
from workbench.ingest.decode import decode

# One line that names a file: it has a separator, or ends in the suffix of a document.
_PATH_LIKE = re.compile(
    r"(?:[~.]{0,2}[/\\]|[A-Za-z]:\\)?(?:[^\s/\\]+[/\\])*[^\s/\\]+\.(?:txt|text|md|html?|xml|pdf|docx?|odt|rtf|json|csv|epub)"
    r"|(?:~|\.{1,2}|[A-Za-z]:)?[/\\](?:[^\s/\\]+[/\\])*[^\s/\\]+",
    re.IGNORECASE,
)
_LONGEST_PATH = 4096  # PATH_MAX of Linux


def read_source(source: str | Path | bytes, encoding: str | None) -> tuple[str, dict[str, str]]:
    """The text of a source and what is known of it. Raises `UnreadableSource`."""
    if isinstance(source, bytes):
        text, found = decode(source, encoding, "the bytes")
        return text, {"encoding": found}
    if isinstance(source, Path):
        return _read_file(source, encoding)
    if "\n" not in source and "\0" not in source and len(source) <= _LONGEST_PATH:
        path = Path(source)
        if source.strip() and _is_file(path):
            return _read_file(path, encoding)
        if _PATH_LIKE.fullmatch(source.strip()):
            raise UnreadableSource(f"There is no file {source.strip()!r}; check the path, or pass the text itself.")
    return source, {}


def read_text(source: str | Path | bytes, encoding: str | None = None) -> str:
    """The text of a source as it is: decoded, and nothing else done to it. Raises `UnreadableSource`."""
    return read_source(source, encoding)[0]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with characters that no file can have: it is text
        return False


def _read_file(path: Path, encoding: str | None) -> tuple[str, dict[str, str]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableSource(f"There is no file {str(path)!r}; check the path.") from error
    except IsADirectoryError as error:
        raise UnreadableSource(f"{str(path)!r} is a folder; give a file in it.") from error
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"The file {str(path)!r} cannot be read: {error}.") from error
    text, found = decode(data, encoding, repr(path.name))
    return text, {"file": path.name, "encoding": found}
