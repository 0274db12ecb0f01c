"""Which language a text is in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_LEAST = 40  # letters: below this, detection is a guess
_SAMPLE = 5_000  # characters: more does not make the answer better


def detect_language(text: str) -> tuple[str, float]:
    """ISO 639-1 code and probability; ("und", 0.0) when there is too little text to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST:
        return "und", 0.0
    language, probability = _identifier().classify(sample)
    return str(language), float(probability)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # deferred: loads numpy and its model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
