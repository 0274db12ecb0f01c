"""One line that says how a result was made, in sacreBLEU's form: ``key:value|key:value``.

Two equal signatures on equal text give equal output, so it can serve as a cache key.
"""

from __future__ import annotations

from workbench.types import Decoding


def signature(**parts: object) -> str:
    """Join the parts that have a value, in the order given. Values may not hold the two separators."""
    pairs = []
    for key, value in parts.items():
        if value is None:
            continue
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        pairs.append(f"{key}:{shown.replace('|', '/')}")
    return "|".join(pairs)


def decoding_parts(decoding: Decoding) -> dict[str, object]:
    """The fields of a decoding that change the output, under the names that signatures use."""
    return {
        "beam": decoding.beam_size,
        "lenpen": decoding.length_penalty,
        "reppen": decoding.repetition_penalty,
        "ngram": decoding.no_repeat_ngram,
        "maxlen": decoding.max_length_factor,
        "batch": decoding.batch_tokens,
    }
