"""Text → sentences. Every mark that may end a sentence is judged by what stands before and after it."""

from __future__ import annotations

import re

from workbench.segment.abbreviations import AFTER_ORDINAL, BEFORE_ORDINAL, BINDING, MONTHS, OPEN, STARTERS
from workbench.segment.units import has_words, units

_OPENERS = "\"'„“”‚‘»«›‹([{¿¡"
_MARK = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>(?:[\"'“”‘’»«›‹)\]}]|\[\d{1,4}\])*+)(?P<space>\s++)(?=\S)"
)
_NEXT = re.compile(r"[\"'„“”‚‘»«›‹(\[{¿¡–—\-*•\s]*([^\W_]+(?:[-'’][^\W_]+)*)?")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
_LOOK_BACK = 60  # characters before a mark that may matter: three long words


def split(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of a text, in code points, in order, each trimmed of white space.

    Nothing is lost: every character that is not white space lies in exactly one span. No span is blank, a bare number,
    a bullet, a dash or punctuation; such a piece goes with its neighbour. Only a text without any letter is one span.
    """
    spans: list[tuple[int, int]] = []
    for start, end in units(text):
        spans += _raw_sentences(text, start, end)
    return _whole(text, spans)


def sentences_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Like `split` for one block `text[start:end]` that is known to be one unit; offsets count from the text's start."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return _whole(text, _raw_sentences(text, start, end)) if start < end else []


def _raw_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    first = start
    for match in _MARK.finditer(text, start, end):
        if _ends_sentence(text, first, match):
            spans.append((first, match.start("space")))
            first = match.end()
    spans.append((first, end))
    return spans


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces without words to their neighbours: a label to what follows, anything else to what stands before."""
    whole: list[tuple[int, int]] = []
    label = -1
    for start, end in spans:
        if has_words(text[start:end]):
            whole.append((start if label < 0 else label, end))
            label = -1
        elif whole and label < 0 and text[end - 1] not in ".)":
            whole[-1] = (whole[-1][0], end)
        elif label < 0:
            label = start
    if label >= 0:
        end = spans[-1][1]
        if whole:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((label, end))
    return whole


def _ends_sentence(text: str, first: int, match: re.Match[str]) -> bool:
    mark, close = match["mark"], match["close"]
    after = text[match.end()]
    following = _NEXT.match(text, match.end(), match.end() + _LOOK_BACK)
    word = (following and following[1]) or ""
    if word[:1].islower() or after in ",;:.!?…)]}/&=+%":
        return False
    if after in "–—-" and not close:
        return (mark != "…" and word in ("",)) or word.casefold() in STARTERS
    if ")" in close or "]" in close:
        if not _bracket_is_whole(text, first, match.start(), close) and mark != "":
            return False
    if mark == "." and not close:
        return _stop_ends(text, first, match.start(), word)
    return True


def _bracket_is_whole(text: str, first: int, at: int, close: str) -> bool:
    if close.startswith("[") and close.endswith("]"):
        return True  # a footnote's number
    opener = "(" if ")" in close else "["
    found = text.rfind(opener, max(first, at - 1000), at)
    return found < 0 or found == first


def _stop_ends(text: str, first: int, at: int, word: str) -> bool:
    """Whether a single full stop at `at` ends the sentence that began at `first`; `word` is the next one."""
    before, previous, token = ["", "", "", *text[max(first, at - _LOOK_BACK) : at].split()][-3:]
    token = token.strip(_OPENERS + ")]}’")
    low, starter = token.casefold(), word.casefold() in STARTERS
    if token.isdigit():
        return _number_ends(token, previous, word, starter)
    if len(token) > 1 and _ROMAN.match(token):
        return starter
    for name in (low, previous.casefold() + low, before.casefold() + previous.casefold() + low):
        if name in OPEN:
            return starter
        if name in BINDING:
            return False
    if len(token) == 1 and token.isalpha():
        return starter and token.isupper()
    return True


def _number_ends(token: str, previous: str, word: str, starter: bool) -> bool:
    low = word.casefold()
    if low in MONTHS or low in AFTER_ORDINAL:
        return False
    if len(token) > 2:
        return True
    if starter:
        return True
    return not (previous.casefold() in BEFORE_ORDINAL or word)
