"""Which sentences a summariser looked at while it wrote each of its own: attention of words, summed up by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from workbench.alignment import Span, words
from workbench.models.attention import Weights

Shares = NDArray[np.float32]
"""(sentences written, sentences read): shares of attention; a row sums to 1, or to 0 where nothing is known."""

_NEW_LINE = "<n>"  # Pegasus' mark for the end of a line; no sentence that comes out has it


def shares(attention: Weights, text: str, written: Sequence[str], source: str, read: Sequence[Span]) -> Shares:
    """Attention (words of `text`, words of `source`) as shares of sentences.

    `written` are the sentences that were made of `text`: its characters in order, white space apart, some at the end
    perhaps left out. `read` are the places of the sentences in `source`; what lies between them (a prompt) is dropped.
    """
    rows = _rows(text, written)
    columns = _columns(words(source), read)
    out = np.zeros((len(written), len(read)), dtype=np.float32)
    inner = [(i, row) for i, row in enumerate(rows) if row is not None]
    kept = [(j, column) for j, column in enumerate(columns) if column is not None]
    for i, row in inner:
        np.add.at(out[row], [column for _, column in kept], attention[i, [j for j, _ in kept]])
    total = out.sum(axis=1, keepdims=True)
    found: Shares = np.divide(out, total, out=np.zeros_like(out), where=total > 0)
    return found


def _rows(text: str, written: Sequence[str]) -> list[int | None]:
    """For each word of an output the sentence that it went into, by counting what can be seen."""
    ends = list(accumulate(len("".join(sentence.split())) for sentence in written))
    found: list[int | None] = []
    seen = 0
    for start, end in words(text):
        sentence = next((k for k, last in enumerate(ends) if seen < last), None)
        found.append(sentence)
        seen += len(text[start:end].replace(_NEW_LINE, ""))
    return found


def _columns(places: Sequence[Span], read: Sequence[Span]) -> list[int | None]:
    """For each word of a source the sentence that it stands in."""
    found: list[int | None] = []
    at = 0
    for start, _ in places:
        while at < len(read) and read[at][1] <= start:
            at += 1
        found.append(at if at < len(read) and read[at][0] <= start else None)
    return found
