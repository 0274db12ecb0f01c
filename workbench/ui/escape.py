"""Text of anybody's making → HTML that shows it and can do nothing else."""

from __future__ import annotations

import re
import unicodedata
from html import escape

# What a browser would obey or drop instead of showing: C0 and C1 controls, line separators, marks that turn the
# direction of writing (they can make a text look like another one), and halves of surrogate pairs. Tab, line feed and
# carriage return are white space in HTML; joiners and soft hyphens belong to emoji and to good typesetting.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_PICTURES = 0x2400  # U+2400 is the picture of NUL, and so on to U+241F


def shown(text: str) -> str:
    """The text as HTML: markup escaped, controls and direction marks as visible signs with their name."""
    return _UNSEEN.sub(_sign, escape(text, quote=True))


def attribute(text: str) -> str:
    """The text for the inside of a double-quoted attribute."""
    return escape(_UNSEEN.sub(_plain, text), quote=True)


def _sign(match: re.Match[str]) -> str:
    return f'<span class="wb-unseen" title="{escape(_name(match[0]))}">{_plain(match)}</span>'


def _plain(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < 0x20 else f"⟨{code:04X}⟩"


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
