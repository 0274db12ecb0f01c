"""Where the English of a term stands in a translation: the term, what else is right, and their usual endings."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.glossary.terms import Term

Span = tuple[int, int]

# Plural, possessive, and the adjectives and people of countries: "Ukraine" → "Ukrainian", "Iran" → "Iranians".
_ENDINGS = r"(?:s|es|ies|n|ns|an|ans|ian|ians|ean|eans|ese|i|is|ish|ic|er|ers)?"
_STEM = 3  # letters that must be left when the last vowels are cut off


def spans(term: Term, english: str) -> list[Span]:
    """Where the English of the term, or other English that it accepts, stands; left to right, not overlapping."""
    return [match.span() for match in _pattern(term).finditer(english)]


@lru_cache(maxsize=4096)
def _pattern(term: Term) -> re.Pattern[str]:
    options = sorted((term.english, *term.accept), key=len, reverse=True)
    joined = "|".join(_one(option) for option in options)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _one(english: str) -> str:
    """A pattern of one English form: any space, hyphen or apostrophe between its words, any ending after the last."""
    if english.isupper():
        return f"(?-i:{re.escape(english)})"  # "US" is not "us"
    parts = [re.escape(part) for part in re.split(r"[\s\-\u2010\u2011'\u2019]+", english.strip("'’- "))]
    *before, last = parts
    stem = last.rstrip("aeiouy")
    endings = f"{last}{_ENDINGS}" + (f"|{stem}{_ENDINGS[:-1]}" if _STEM <= len(stem) < len(last) else "")
    return r"[\s\-\u2010\u2011'\u2019]+".join([*before, f"(?:{endings})"])
