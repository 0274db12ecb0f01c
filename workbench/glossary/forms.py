"""How German words look in a sentence: endings, umlauts, the parts of compounds."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+")
# What may stand between the words of one name: "Kim Jong-un" and "Kim Jong Un", "St. Petersburg", "Xi'an".
GAP = re.compile(r"\.?[ \u00a0\u202f\n]{1,2}|[-\u2010\u2011'\u2019]")
HYPHENS = "-\u2010\u2011"

_NOUN = ("s", "es", "ens")
_LONG_NOUN = ("n", "en", "e")  # only from five letters: "Rat" is not "Rate", "Bund" not "Bunde"
_ADJECTIVE = ("e", "er", "es", "en", "em")
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
_LAST_VOWEL = re.compile(r"(au|[aou])(?=[^aeiouyäöü]+$)", re.IGNORECASE)
# "Kongolesen" and "koreanisch" are words of their own, not compounds of "Kongo" and "Korea".
_DERIVATION = re.compile(r"[a-zäöü]{0,3}(?:isch(?:e[nmrs]?)?|ese[nrs]?|esin(?:nen)?|er[ns]?|erin(?:nen)?)")
# A German word begins with one of these; "Indienststellung" is therefore not "Indien" and "ststellung".
_ONSET = re.compile(
    r"(?:sch[lmnrw]?|s[pt]r?|spl|pf[lr]?|ph|th|ch[lr]?|qu|[bfgkp][lr]|[dt]r|kn|gn|wr|zw|[bcdfghjklmnpqrstvwxz])?"
    r"[aeiouyäöü]"
)
PART = 5  # letters of the shortest term that is looked for at the front of a compound ("Prag" is in "pragmatisch")
HEAD = 7  # and at its end ("Niger" ends "unsinniger")
REST = 4  # letters of the shortest word that can follow; 3 in front ("Ostukraine")


def key(text: str) -> str:
    """The text as words are compared: small letters, "ss" for "ß"."""
    return text.lower().replace("ß", "ss")


def words(text: str) -> list[str]:
    """The runs of letters and digits of a text."""
    return WORD.findall(text)


def forms_of(word: str, *, last: bool = True) -> frozenset[str]:
    """The forms in which a word of a term may stand in a sentence, itself included; case is kept.

    `last` is False for the words of a name before its last one, which are inflected like adjectives
    ("Vereinigte Staaten", "der Vereinigten Staaten").
    """
    found = {word}
    if word.endswith("sch"):
        found |= {word + ending for ending in _ADJECTIVE}
    if not last:
        stem = next(
            (word[: -len(e)] for e in ("er", "es", "en", "em", "e") if word.endswith(e) and len(word) >= PART), ""
        )
        return frozenset(found | ({stem + ending for ending in _ADJECTIVE} if stem else set()) | {word + "s"})
    if word.isupper() and len(word) > 1:
        return frozenset(found | {word + "s"})
    found |= {word + ending for ending in _NOUN}
    if len(word) >= PART:
        found |= {word + ending for ending in _LONG_NOUN} | _plurals(word)
    return frozenset(found)


def _plurals(word: str) -> set[str]:
    """Plurals with an umlaut: "Staatsanwalt", "Staatsanwälte"."""
    vowel = _LAST_VOWEL.search(word)
    if vowel is None:
        return set()
    changed = word[: vowel.start()] + _UMLAUT[vowel[0][0].lower()] + word[vowel.start() + 1 :]
    return {changed + ending for ending in ("", "e", "er", "en", "ern")}


def follows(rest: str) -> bool:
    """Whether `rest`, in small letters, can be what follows the first part of a compound."""
    if len(rest) < REST or _DERIVATION.fullmatch(rest):
        return False
    return any(len(rest) - n >= REST and _ONSET.match(rest, n) for n in {0, *(len(m) for m in _links(rest))})


def _links(rest: str) -> list[str]:
    return [link for link in ("s", "es", "n", "en") if rest.startswith(link)]
