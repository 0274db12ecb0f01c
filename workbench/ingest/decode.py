"""Bytes → text: UTF-8, UTF-16 and UTF-32 with or without a mark, Windows-1252 and others; never a binary file."""

from __future__ import annotations

import codecs

from workbench.errors import UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of common files (https://en.wikipedia.org/wiki/List_of_file_signatures).
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, or a document such as DOCX, ODT or EPUB"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture, or sound or video"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"OggS", "sound or video"),
    (b"ID3\x03", "sound"),
    (b"ID3\x04", "sound"),
)
_SAMPLE = 65_536  # bytes that are looked at to tell text from data
# What German text beyond ASCII is made of; when nearly all of it is this, the bytes were Windows-1252.
_WESTERN = frozenset("äöüÄÖÜß„“”‚‘’–—…€«»‹›§°©®·•´½²³éèêëàáâçñíóúîïôûøåæœÉÈÀÁÇÓØÅ\u00a0\u00ad\u2122")


def decode(data: bytes, encoding: str | None, what: str) -> tuple[str, str]:
    """The text and the name of its encoding. `what` names the source in errors. Raises `UnreadableSource`.

    No byte is replaced or passed over: what cannot be decoded is an error that says where.
    """
    if encoding is not None:
        return _decode_as(data, encoding, what), encoding
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, what), name
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableSource(f"{what} seems to be {name}, not text; save it as plain text first.")
    if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableSource(
            f"{what} seems to be a web page (HTML); copy its article into a text file, and give that."
        )
    guess = _utf16_without_mark(data)
    if guess is not None:
        return _decode_as(data, guess, what), guess
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _detect(data, error, what)
    if text.count("\0") > len(text) * 0.3:  # a few stray ones do no harm
        raise _binary(what)
    return text, "utf-8"


def _binary(what: str) -> UnreadableSource:
    return UnreadableSource(f"{what} seems to be binary data, not text in any encoding; save it as plain text first.")


def _decode_as(data: bytes, encoding: str, what: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise UnreadableSource(f"There is no encoding {encoding!r}; try utf-8, utf-16 or windows-1252.") from error
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"{what} is not {encoding} at byte {error.start:,}; name another encoding, or have it detected."
        ) from error
    except (AssertionError, ValueError, UnicodeError) as error:  # codecs such as "idna" that are not for texts
        raise UnreadableSource(f"{what} cannot be read as {encoding}: {error}.") from error


def _utf16_without_mark(data: bytes) -> str | None:
    """German in UTF-16 has a zero in nearly every second byte; the side that it is on is the byte order."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _detect(data: bytes, error: UnicodeDecodeError, what: str) -> tuple[str, str]:
    """Neither UTF-16 nor sound UTF-8: Windows-1252 when it reads like it, else what charset-normalizer says."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    if controls > len(sample) // 50:
        raise _binary(what)
    if _is_damaged_utf8(sample if error.start < len(sample) else data):
        raise UnreadableSource(
            f"{what} is UTF-8 with a broken byte at {error.start:,}; save it again as UTF-8, or name its encoding."
        )
    western = _as_western(data)
    if western is not None:
        return western, "windows-1252"
    from charset_normalizer import from_bytes  # deferred: most sources never come here

    best = from_bytes(sample).best()
    if best is None:
        raise UnreadableSource(f"The encoding of {what} cannot be told; name it, for example windows-1252.")
    return _decode_as(data, best.encoding, what), best.encoding


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes beyond ASCII are UTF-8 but for a few."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - broken > 5 * broken


def _as_western(data: bytes) -> str | None:
    """The text as Windows-1252, when what is beyond ASCII looks like German."""
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f"] or [c for c in text if c > "\x7f"]
    return text if sum(c in _WESTERN for c in beyond) >= 0.9 * len(beyond) else None
