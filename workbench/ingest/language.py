"""Which language a text is in: German at first sight, else py3langid (Lui & Baldwin 2012)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_LEAST = 40  # letters: below this, detection is a guess
_SAMPLE = 5_000  # characters: more does not make the answer better
_WORD = re.compile(r"[^\W\d_]+")

# Function words that only German has. They spare most German texts the 0.6 s and 100 MB of the detector's model.
_GERMAN = frozenset(
    """
    und nicht auch wird wurde wurden werden eine einen einem einer eines sich dass daß für über auf dem das ist sind
    oder aber nach zum zur durch von aus noch nur sein seine hatte haben habe ich wir sie zwischen gegen kein keine mehr
    sehr schon wenn ihre ihren seinen diese dieser dieses können sollte sowie seit dort im vom am beim dann
    """.split()
)
_GERMAN_SHARE = 0.12  # of a text's words; benchmarks/language.py shows what that lets through
_GERMAN_HITS = 4  # different ones


def detect_language(text: str) -> tuple[str, float]:
    """ISO 639-1 code and probability; ("und", 0.0) when there is too little text to tell.

    The probability is 1.0 when German function words alone decide; otherwise it is py3langid's.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST:
        return "und", 0.0
    if _is_plainly_german(sample):
        return "de", 1.0
    language, probability = _identifier().classify(sample)
    return str(language), float(probability)


def _is_plainly_german(sample: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(sample)]
    hits = [word for word in words if word in _GERMAN]
    return len(set(hits)) >= _GERMAN_HITS and len(hits) >= _GERMAN_SHARE * len(words)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # deferred: loads numpy and a large model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
