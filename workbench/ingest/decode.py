"""Bytes → text: UTF-8, UTF-16 and UTF-32 with or without a mark, Windows-1252 and its kin; never a binary file."""

from __future__ import annotations

import codecs

from workbench.errors import UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
    (b"ID3", "sound"),
)
_SAMPLE = 65_536  # bytes that are looked at to tell text from data


def decode(data: bytes, encoding: str | None, what: str) -> tuple[str, str]:
    """The text and the name of its encoding. `what` names the source in errors. Raises `UnreadableSource`."""
    if encoding is not None:
        return _decode_as(data, encoding, what), encoding
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, what), name
    _refuse_binary(data, what)
    guess = _utf16_without_mark(data)
    if guess is not None:
        return _decode_as(data, guess, what), guess
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _detect(data, what)


def _decode_as(data: bytes, encoding: str, what: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise UnreadableSource(f"There is no encoding {encoding!r}; try utf-8, utf-16 or windows-1252.") from error
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"{what} is not {encoding} at byte {error.start}; leave the encoding out to have it detected."
        ) from error


def _refuse_binary(data: bytes, what: str) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableSource(f"{what} seems to be {name}, not text; save it as plain text first.")
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) // 100 and _utf16_without_mark(data) is None:
        raise UnreadableSource(f"{what} seems to be binary data, not text; save it as plain text first.")


def _utf16_without_mark(data: bytes) -> str | None:
    """German in UTF-16 has a zero in nearly every second byte; on which side says the byte order."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _detect(data: bytes, what: str) -> tuple[str, str]:
    """Neither UTF-8 nor UTF-16: ask charset-normalizer, with Windows-1252 when it is as good as any."""
    from charset_normalizer import from_bytes  # deferred: most sources are UTF-8

    best = from_bytes(data).best()
    name = best.encoding if best is not None else None
    try:
        western = data.decode("windows-1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and (name is None or name.startswith(("cp125", "latin", "iso8859", "mac"))):
        return western, "windows-1252"
    if best is None or name is None:
        raise UnreadableSource(f"The encoding of {what} cannot be told; name it, for example windows-1252.")
    return str(best), name
