"""Text → sentences. Every mark that may end one is judged by the words before and after it (docs/segmentation.md)."""

from __future__ import annotations

import re

from workbench.segment.abbreviations import (
    AFTER_ORDINAL,
    ARTICLES,
    BEFORE_NUMBER,
    BEFORE_ORDINAL,
    BINDING,
    BINDING_CAPITALISED,
    BINDING_LOWER,
    CLOSING,
    MONTHS,
    OPEN,
    SHORT_WORDS,
    STARTERS,
    WITHOUT_STOP,
)
from workbench.segment.units import has_words, units

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # soft hyphen, zero-width and direction marks
# Possessive quantifiers keep every match linear, whatever the text.
_MARK = re.compile(
    # The usual case: marks, what closes after them (quotes, brackets, a footnote's number, emoji), white space.
    r"(?<![.!?…])(?P<mark>[.!?…]++)"
    r"(?P<close>(?:[\"'“”‘’»«›‹)\]}]|\[\d{1,4}\]|[ ]?[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f])*+)"
    rf"[{_INVISIBLE}]*+(?P<space>\s++)(?=\S)"
    # A typed face ends a sentence that has no other mark: "sehr gut ;-) Danke".
    r"|(?<=\s)(?P<face>[:;]-?[()DP])(?P<face_space>\s++)(?=[A-ZÄÖÜ])"
    # A space was forgotten: "gesagt.Der Mann". Only judged before a word that can only begin a sentence.
    r"|(?<=[a-zäöüß]{2})[.!?](?=(?P<glued>[A-ZÄÖÜ][a-zäöüß]{1,20})\s)"
)
_NEXT = re.compile(rf"(?:[\"'`„“”‚‘»«›‹(\[{{¿¡–—•*…\s{_INVISIBLE}]|-\s|\.\.\.)*([^\W_]+(?:[-'’][^\W_]+)*)?")
_OPENERS = "\"'`„“”‚‘»«›‹([{¿¡"
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_DAY_OR_YEAR = re.compile(r"\d{1,2}\.|\d{4}\b")
_VOWEL = re.compile("[aeiouyäöüàáâèéêëíîóôøúûå]")
# Abbreviations only in capitals: "So. 12. Mai", but "es war so. 12 Leute kamen".
_CLIPPED = re.compile(r"\w{2}(?:tl|chl|gl|nl)$")  # "staatl.", "einschl.", "bezügl.": no whole word ends so
_ALSO_WORDS = frozenset(["so", "no", "art"])
_LOOK_BACK = 60  # characters before a mark that can matter: three long words
_BRACKET = 400  # characters: a longer aside is not looked through


def split(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of a text, in code points, in order, each trimmed of white space.

    Nothing is lost: every character that is not white space lies in exactly one span. No span is blank, a bare number,
    a bullet, a dash or punctuation: such a piece goes with its neighbour. Only a text without any letter is one span.
    """
    spans: list[tuple[int, int]] = []
    for start, end in units(text):
        spans += _pieces(text, start, end)
    return _whole(text, spans)


def sentences_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Like `split` for the one unit `text[start:end]`; the offsets count from the start of `text`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return _whole(text, _pieces(text, start, end)) if start < end else []


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One unit, cut after every mark that ends a sentence."""
    spans = []
    first = start
    for match in _MARK.finditer(text, start, end):
        if match["glued"]:
            if not _is_glued(text, first, match):
                continue
            spans.append((first, match.end()))
        elif match["face"]:
            spans.append((first, match.start("face_space")))
        elif _ends_sentence(text, first, match):
            quote = _spaced_quote(text, first, match)
            spans.append((first, quote or match.start("space")))
            first = _after_space(text, quote or match.end())
            continue
        else:
            continue
        first = _after_space(text, match.end())
    spans.append((first, end))
    return spans


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces without a word to their neighbours: a label ("1.", "(2)") to the next, others to the one before."""
    whole: list[tuple[int, int]] = []
    label = -1
    for start, end in spans:
        if has_words(text[start:end]):
            whole.append((start if label < 0 else label, end))
            label = -1
        elif label < 0 and whole and text[end - 1] not in ".)":
            whole[-1] = (whole[-1][0], end)
        elif label < 0:
            label = start
    if label >= 0:
        first = whole.pop()[0] if whole else label
        whole.append((first, spans[-1][1]))
    return whole


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _spaced_quote(text: str, first: int, match: re.Match[str]) -> int | None:
    """The end of a closing quote that was put apart, as in: sagte: "Nie wieder. " Dann ging er."""
    after = match.end()
    if text[after] != '"' or not text[after + 1 : after + 2].isspace():
        return None
    return after + 1 if text.count('"', first, match.start()) % 2 else None


def _is_glued(text: str, first: int, match: re.Match[str]) -> bool:
    word = text[max(first, match.start() - _LOOK_BACK) : match.start()].split()[-1]
    return match["glued"].casefold() in STARTERS and not any(c in word for c in "./@:")


def _ends_sentence(text: str, first: int, match: re.Match[str]) -> bool:
    """Whether the marks of `match` end the sentence that began at `first`."""
    mark, close, at = match["mark"], match["close"], match.start()
    following = _NEXT.match(text, match.end(), match.end() + _LOOK_BACK)
    word = (following and following[1]) or ""
    starter = word.casefold() in STARTERS and word[0].isupper() if word else False
    if _goes_on(text, match.end(), word):
        return mark == "." and not close and text[match.end()].islower() and _is_full_word(text, first, at)
    if _in_brackets(text, first, at, close):
        return False
    if close:
        return starter or "." in mark or not _is_title(text, first, at, close)
    if mark == ".":
        return _stop_ends(text, first, at, match.end(), word, starter)
    if mark[0] in ".…" and text[at - 1 : at].isspace():
        return starter  # words are left out here, and the sentence may go on
    return True


def _goes_on(text: str, after: int, word: str) -> bool:
    """Whether what stands after the mark cannot begin a sentence."""
    if word and word[0].islower():
        label = len(word) == 1 and text.startswith(f"{word})", after)
        return not (label or word[1:2].isupper())  # "b)", "iPhone" and "eBay" can
    if text[after] == "…" or text.startswith("...", after):
        return not word
    return text[after] in ",;:.!?)]}/&=+%" or (text[after] == "-" and not text[after + 1 : after + 2].isspace())


def _is_full_word(text: str, first: int, at: int) -> bool:
    """Whether a stop stands after a word that is surely no abbreviation, so that it counts before any word."""
    token = re.split(r"\s", text[max(first, at - _LOOK_BACK) : at])[-1].casefold()
    if not token.isalpha() or token in SHORT_WORDS:
        return token in SHORT_WORDS
    known = token in BINDING or token in OPEN or token in CLOSING or token in BINDING_LOWER or token in BEFORE_NUMBER
    return len(token) > 4 and not known and not _looks_short(token)


def _in_brackets(text: str, first: int, at: int, close: str) -> bool:
    """Whether the mark belongs to an aside in brackets that began inside the sentence."""
    near = max(first, at - _BRACKET)
    opened = text.rfind("(", near, at)
    if opened <= first or text.find(")", opened, at) >= 0:
        return False
    return ")" in close or text.find(")", at, at + _BRACKET) >= 0


def _is_title(text: str, first: int, at: int, close: str) -> bool:
    """Whether a question or a cry in quotes is a part of the sentence, as in: die Sendung „Wer wird Millionär?“ Montag.

    So it is when the quotes opened after a word, without the colon, comma or dash that introduces speech.
    """
    opened = max(text.rfind(mark, max(first, at - _BRACKET), at) for mark in '„“"»«‚›‹')
    before = text[first:opened].rstrip() if opened > first else ""
    return bool(before) and before[-1].isalpha() and not close.startswith(")")


def _stop_ends(text: str, first: int, at: int, after: int, word: str, starter: bool) -> bool:
    """Whether a single full stop ends the sentence, by the words before it and the next one."""
    before, previous, token = ["", "", "", *text[max(first, at - _LOOK_BACK) : at].split()][-3:]
    previous, before = previous.lstrip(_OPENERS), before.lstrip(_OPENERS)
    token = re.split("[/–(]", token.lstrip(_OPENERS))[-1]
    low, number_next = token.casefold(), word[:1].isdigit()
    if token.isdigit():
        return _number_ends(token, previous, word, starter, _DAY_OR_YEAR.match(text, after) is not None)
    if not token or token[-1] in ")]}%'’":
        return True
    if token in BINDING_CAPITALISED or token in BINDING_LOWER:
        return False
    for name in (before.casefold() + previous.casefold() + low, previous.casefold() + low, low):
        if name in BINDING:
            return False
        if name in CLOSING:
            return True
        if name in OPEN or name.endswith("str"):
            return starter and not (token.isupper() and word.isupper())  # capitals begin every word of such a text
    if low in BEFORE_NUMBER and number_next:
        return low in _ALSO_WORDS and token.islower()
    if _ROMAN.fullmatch(token) or (len(token) == 1 and token.isalpha()):
        return starter and bool(previous)  # at a sentence's start it is the label of an item
    return starter or not _looks_short(token)


def _looks_short(token: str) -> bool:
    """Whether a token must be an abbreviation: letters with stops between, or no vowel and not all capitals."""
    if "." in token:
        return all(len(part) == 1 and part.isalpha() for part in token.split("."))
    if len(token) < 2 or not token.isalpha() or token.isupper() or token.casefold() in WITHOUT_STOP:
        return False
    return not _VOWEL.search(token.casefold()) or _CLIPPED.search(token) is not None


def _number_ends(token: str, previous: str, word: str, starter: bool, date_next: bool) -> bool:
    """Whether a number with a full stop is a cardinal at a sentence's end, and not an ordinal or part of a date."""
    low, before = word.casefold(), previous.casefold()
    if low in AFTER_ORDINAL:
        return False
    if len(token) <= 2:
        if low in MONTHS or date_next:
            return False
        return starter or (previous[:1].isupper() and previous.isalpha() and before not in BEFORE_ORDINAL)
    return starter or before not in (BEFORE_ORDINAL if len(token) == 3 else ARTICLES)
