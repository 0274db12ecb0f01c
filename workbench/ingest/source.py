"""What the caller gave → text, and what is known of where it came from."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.errors import UnreadableSource
from workbench.ingest.decode import decode

_SUFFIX = r"\.(?:txt|text|md|markdown|html?|xml|pdf|docx?|odt|rtf|json|jsonl|csv|tsv|epub|log)"
# A name with the suffix of a document: without spaces, or with spaces when there is a separator too.
_NAMED = re.compile(rf"\S+{_SUFFIX}|[^\n]*[/\\][^\n]*{_SUFFIX}", re.IGNORECASE)
_ROOTED = re.compile(r"(?:~|\.{1,2}|[A-Za-z]:)?[/\\](?:[^\s/\\]+[/\\])*[^\s/\\]+[/\\]?")
_ADDRESS = re.compile(r"(?:https?|ftp|file)://\S+", re.IGNORECASE)
_LONGEST_PATH = 4096  # PATH_MAX of Linux


def read_text(source: str | Path | bytes, encoding: str | None = None) -> str:
    """The text of a source, exactly as it is. Raises `UnreadableSource`.

    A `str` that names a file is read; one that looks like a path and names none is an error, never text.
    """
    return read_source(source, encoding)[0]


def read_source(source: str | Path | bytes, encoding: str | None) -> tuple[str, dict[str, str]]:
    """The text of a source, and its file name and encoding where there are any. Raises `UnreadableSource`."""
    if isinstance(source, bytes):
        text, found = decode(source, encoding, "The source")
        return text, {"encoding": found}
    if isinstance(source, Path):
        return _read_file(source, encoding)
    name = source.strip()
    if name and "\n" not in name and "\0" not in name and len(name) <= _LONGEST_PATH:
        if _is_file(Path(name)):
            return _read_file(Path(name), encoding)
        _refuse_path(name)
    return source, {}


def _refuse_path(name: str) -> None:
    """Raise when a text is no file, but was surely meant as one."""
    if _ADDRESS.fullmatch(name):
        raise UnreadableSource(f"{_short(name)} is an address; save the page as a text file and give that.")
    if _NAMED.fullmatch(name) or _ROOTED.fullmatch(name) or _in_known_folder(name):
        what = "is a folder; give a file in it" if _is_folder(Path(name)) else "does not exist; check the path"
        raise UnreadableSource(f"The file {_short(name)} {what}, or give the text itself.")


def _in_known_folder(name: str) -> bool:
    """Whether a name without a suffix lies in a folder that exists: "seeds/peskow", but not "und/oder"."""
    parent, separator, last = name.replace("\\", "/").rpartition("/")
    return bool(separator and parent and last) and not re.search(r"\s", name) and _is_folder(Path(parent))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with characters that no file can have: it is text
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _read_file(path: Path, encoding: str | None) -> tuple[str, dict[str, str]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableSource(f"The file {_short(str(path))} does not exist; check the path.") from error
    except IsADirectoryError as error:
        raise UnreadableSource(f"{_short(str(path))} is a folder; give a file in it.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableSource(f"The file {_short(str(path))} cannot be read: {reason}.") from error
    text, found = decode(data, encoding, path.name)
    return text, {"file": path.name, "encoding": found}


def _short(name: str) -> str:
    return repr(name if len(name) <= 120 else f"{name[:60]}…{name[-50:]}")
