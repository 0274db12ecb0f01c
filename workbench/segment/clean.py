"""What a model may see of a text: no control characters, no invisible marks."""

from __future__ import annotations

import re

# A model has no piece for these: they become "unknown", or split a word in two as a soft hyphen does. They are the
# soft hyphen, zero-width characters, direction marks and byte order marks. The joiner (U+200D) is judged below.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Inside an emoji the joiner belongs to the picture; anywhere else it is as invisible as the others.
_LONE_JOINER = re.compile(
    "(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d|\u200d(?![\U0001f000-\U0001faff\u2600-\u27bf])"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]+")
_SPACES = re.compile(r"\s+")


def clean_for_model(text: str) -> str:
    """One line of ordinary text for a tokenizer.

    Invisible marks (soft hyphens, zero-width characters, bidi marks, byte order marks) are taken out; control
    characters, line breaks and lone surrogates become a space; runs of white space become one space. Everything
    that can be seen stays. The result may be empty when nothing could be seen.
    """
    text = _LONE_JOINER.sub("", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
