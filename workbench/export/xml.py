"""What XML 1.0 cannot hold, and how it is shown instead; the escapes of all XML writers."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

# Everything outside of `Char` in https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400  # the block of Unicode that has a picture for each control character, e.g. ␀ for U+0000


def stand_in(text: str) -> str:
    """The text with a visible sign in the place of each character that XML cannot hold; as long as it was."""
    return _FORBIDDEN.sub(lambda found: _sign(found[0]), text)


def lost(*texts: str) -> str | None:
    """What `stand_in` shows otherwise, in words for a note; None when everything is as it was."""
    found = sorted({character for text in texts for character in _FORBIDDEN.findall(text)})
    if not found:
        return None
    shown = ", ".join(f"U+{ord(character):04X} (shown as {_sign(character)})" for character in found)
    return f"This format cannot hold {shown}."


def escape(text: str) -> str:
    """The text as the content of an element. A carriage return would otherwise be read back as a line feed."""
    text = stand_in(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def attribute(text: str) -> str:
    """The text as the value of an attribute, with its quotation marks."""
    return quoteattr(stand_in(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _sign(character: str) -> str:
    code = ord(character)
    return chr(_PICTURES + code) if code < 0x20 else "\ufffd"
