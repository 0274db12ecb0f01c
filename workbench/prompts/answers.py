"""What a model wrote around its answer, taken off: thoughts, fences, marks, "Here is the translation:", closing words.

Models answer in sentences of their own making, and small ones seldom give only what was asked for. Each step takes off
one kind of wrapping, and only where it is sure to be one; everything else stays, because a word too much is seen by a
reader and a word too few is not.
"""

from __future__ import annotations

import re
import unicodedata

_THOUGHT = re.compile(r"<(/?)(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_TURN_ENDS = re.compile(
    r"<\|(?:im_end|eot_id|end|endoftext|end_of_text|eom_id|end_of_turn|user|im_start)\|>|</s>|<(?:end_of_turn|eos)>"
)
_SPEAKERS = re.compile(r"<\|start_header_id\|>\w*<\|end_header_id\|>|<\|[^<>|\n]{1,60}\|>|<s>|\[/INST\]")
_SPEAKER_AT_START = re.compile(r"^\s*(?:<\|im_start\|>assistant|<\|assistant\|>)\s*")
_FENCE = re.compile(r"\s*(?:```+|~~~+)[^`]*$")
_MARK = re.compile(r"<\s*/?\s*(?:text|translation|summary|answer|english|output|result)(?:-\d+)?\s*/?>", re.IGNORECASE)

_POLITE = r"(?:sure|certainly|of course|okay|ok|absolutely|gladly|gerne|natürlich|klar|selbstverständlich)\b[,.!:]?"
_THING = (
    r"(?:translat\w+|summar\w+|headlines?|english|german|versions?|answers?|bullet\w*|points?|lines?|requested|"
    r"übersetzung\w*|zusammenfassung\w*|überschrift|schlagzeile|englisch\w*|deutsch\w*)"
)
_OPENING = re.compile(
    rf"(?:assistant\s*[:\n]\s*)?(?:{_POLITE}\s*)?"
    rf"(?:(?:here(?:'s|’s| is| are| you go)?|below (?:is|are)|the following (?:is|are)|hier (?:ist|sind|kommt)|this is)"
    rf"\b[^:\n]{{0,80}}?\b{_THING}\b[^:\n]{{0,60}}"
    rf"|(?:the |my |die )?(?:\w+ )?{_THING}(?: (?:is|lautet|in english|auf englisch|of the \w+))?(?: as follows)?"
    rf"(?:\s*\([^)\n]{{1,30}}\))?)"
    r"\s*:(?:\*\*|__)?[ \t]*",
    re.IGNORECASE,
)
_ONLY_POLITE = re.compile(rf"{_POLITE}[^\n.!?:]{{0,60}}[.!:]?[ \t]*\n+", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:\(?\s*(?:\*\*|__)?(?:note|please note|notes|n\.b\.|explanation|anmerkung|hinweis|erklärung|alternative\w*)\b"
    r"[^\n]*|(?:i hope|let me know|feel free|please let me know|if you (?:need|have|want)|is there anything)\b)",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "»": "«", "«": "»", "'": "'", "‘": "’", "`": "`"}
_EDGES = " \t\n*_"


def bare(answer: str) -> str:
    """An answer without thoughts, speaker signs, fences and the program's own marks. May be empty."""
    text = _without_thoughts(unicodedata.normalize("NFC", answer))
    turns = [turn for turn in map(str.strip, _TURN_ENDS.split(_SPEAKER_AT_START.sub("", text))) if turn]
    text = _SPEAKERS.sub("", turns[0] if turns else "")  # the turns after it are of the model's invention
    return _MARK.sub("", _without_fences(text)).strip()


def _without_thoughts(text: str) -> str:
    """What comes after the last thought, or before the first where nothing comes after; a thought may lack an end."""
    ends = [match.end() for match in _THOUGHT.finditer(text) if match[1]]
    if ends and text[ends[-1] :].strip():
        text = text[ends[-1] :]
    begin = _THOUGHT.search(text)
    return text[: begin.start()] if begin else text


def _without_fences(text: str) -> str:
    """What stands in the one fenced block, where there is one; else the text without the lines of fences."""
    lines = text.split("\n")
    fences = [place for place, line in enumerate(lines) if _FENCE.match(line)]
    fenced = set(fences)
    if len(fences) == 2:
        return "\n".join(lines[fences[0] + 1 : fences[1]])
    return "\n".join(line for place, line in enumerate(lines) if place not in fenced)


def without_opening(text: str) -> str:
    """A text without what a model says before it comes to the matter ("Sure! Here is the translation:")."""
    polite = _ONLY_POLITE.match(text)
    if polite:
        text = text[polite.end() :].lstrip()
    bold = re.match(r"(?:\*\*|__)", text)
    opening = _OPENING.match(text, bold.end() if bold else 0)
    return text[opening.end() :].strip() if opening and text[opening.end() :].strip() else text


def without_closing(text: str) -> str:
    """A text without the paragraphs of notes and good wishes at its end."""
    paragraphs = re.split(r"\n\s*\n", text)
    while len(paragraphs) > 1 and _CLOSING.match(paragraphs[-1].strip()):
        paragraphs.pop()
    return "\n\n".join(paragraphs).strip()


def unquoted(text: str, source: str = "") -> str:
    """A text without the quotation marks or asterisks around the whole of it, unless the source is quoted itself."""
    if source.strip()[:1] in _QUOTES:
        return text.strip(_EDGES)
    text = text.strip(_EDGES)
    closing = _QUOTES.get(text[:1])
    inner = text[1:-1]
    if closing and len(text) > 2 and text.endswith(closing) and text[0] not in inner and closing not in inner:
        return inner.strip(_EDGES)
    return text


def read_sentence(answer: str, source: str) -> str:
    """The translation of one sentence, on one line; "" where there is none. `source` is what was to be translated."""
    text = bare(answer)
    # A source that is itself an announcement ("Hier ist die Übersetzung: …") has a translation that looks like one.
    if not _OPENING.match(source):
        text = without_opening(text)
    text = without_closing(text)
    # "1. FC Köln gewann" was sent as "1. 1. FC Köln gewann".
    own = r"(?=1[.):])" if re.match(r"1[.):]", source.strip()) else ""
    text = re.sub(rf"^(?:\*\*)?1[.):](?:\*\*)?\s+{own}", "", text)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return unquoted(" ".join(_without_source(lines, source)), source)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are equal but for case, punctuation and white space."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _without_source(lines: list[str], source: str) -> list[str]:
    """The lines without the German that some models repeat: above it, before an arrow, or in brackets after it."""
    if len(lines) > 1 and same_text(
        re.sub(r"^(?:german|deutsch|source|original)\s*:", "", lines[0], flags=re.I), source
    ):
        lines = [without_opening(lines[1]), *lines[2:]]
    return [apart(line, source) for line in lines]


def apart(line: str, source: str) -> str:
    """A line without the German before an arrow or in brackets after it."""
    for arrow in re.finditer(r"\s*(?:->|=>|→|⇒|=|\s[–—-]\s|\|)\s*", line):
        if arrow.start() > 2 * len(source) + 20:
            break
        if same_text(line[: arrow.start()], source) and line[arrow.end() :].strip():
            return line[arrow.end() :]
    bracket = re.search(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$", line)
    if bracket and same_text(bracket[1], source) and line[: bracket.start()].strip():
        return line[: bracket.start()]
    return line
