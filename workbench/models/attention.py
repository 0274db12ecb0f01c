"""A model's attention to the pieces of its source → how much each word of the output looked at each word of the source.

Which rows and columns count:

- Special pieces (the end token, language tokens) belong to no word; what a piece gave them is dropped, not shared out.
- Words of letters and digits look at each other, and punctuation at punctuation: a full stop that is written to the
  last word's end says nothing of that word.
- The row of a word is the mean of the rows of its pieces.

CTranslate2's beam search on a CPU gives the first piece the row of another sentence of the batch: its `decoding.cc`
expands the beams behind the first step, but gathers the attention as if they had been. That row is passed over. Where
the first word has no other piece, it is held to translate the first source word that nothing else looks at, if that is
one of the first three; of 500 sentences of news, 59 % are then linked as by the true row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.alignment import words
from workbench.types import Links

Weights = NDArray[np.float32]
"""(target words, source words): each row sums to at most 1, what the word's pieces gave to words of its kind."""

# Measured by benchmarks/alignment.py; docs/alignment.md has the table.
_LEAST = 0.15  # of a word's attention that its best source word must have, or it is linked to nothing
_SHARE = 0.5  # of the best one's that a further source word must have
_PULL = (
    0.6  # of the most that any target word gives to a source word; who looks there only in passing is not its partner
)
_NEAR = 3  # words from the start that a first word may translate where its attention is unknown

_OPENS = ("▁", "Ġ")  # sentencepiece's and byte-level BPE's mark of a piece that begins a word
_CLOSES = "</w>"  # other BPE's mark of a piece that ends one
_SPOKEN = frozenset("%&§@#‰°")  # punctuation to Unicode, words to a reader


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text as the model has them, in order, and what each is."""

    word: NDArray[np.intp]  # (pieces,) index of the word that it belongs to; -1 for special pieces
    spoken: NDArray[np.bool_]  # (pieces,) whether it holds a letter, a digit or a symbol
    count: int  # words of the text


def place(pieces: Sequence[str], special: Iterable[bool], text: str) -> Pieces:
    """Give each piece of `text` its word; `special` says which pieces stand for no text."""
    spans = words(text)
    own = [k for k, apart in enumerate(special) if not apart]
    groups = _groups([pieces[k] for k in own])
    number = groups[-1] + 1 if groups else 0
    if number != len(spans):  # the tokenizer wrote white space where there is none, or took some out
        groups = _matched([_plain(pieces[k]) for k in own], [text[a:b] for a, b in spans])
    word = np.full(len(pieces), -1, dtype=np.intp)
    word[own] = groups
    return Pieces(word, np.array([_is_spoken(piece) for piece in pieces], dtype=np.bool_), len(spans))


def weigh(attention: Any, source: Pieces, target: Pieces, blind: bool = False) -> Weights:
    """Attention (target pieces, source pieces), rows that sum to 1, as the attention of words.

    `blind` says that the row of the first piece is not to be trusted.
    """
    rows = np.asarray(attention, dtype=np.float32)[: len(target.word), : len(source.word)]
    weights = np.zeros((target.count, source.count), dtype=np.float32)
    talking = (_of_talk(source), _of_talk(target))
    seen = np.arange(len(target.word)) >= blind
    for talk in (True, False):
        columns = (source.word >= 0) & (source.spoken == talk) & (_per_piece(talking[0], source) == talk)
        used = seen & (target.word >= 0) & (target.spoken == talk) & (_per_piece(talking[1], target) == talk)
        if not columns.any() or not used.any():
            continue
        to_words = np.zeros((len(source.word), source.count), dtype=np.float32)
        to_words[np.flatnonzero(columns), source.word[columns]] = 1.0
        mine = np.zeros((target.count, len(target.word)), dtype=np.float32)
        mine[target.word[used], np.flatnonzero(used)] = 1.0
        mine /= np.maximum(mine.sum(axis=1, keepdims=True), 1.0)
        weights += mine @ rows @ to_words
    if blind and talking[1][:1].any() and not (seen & target.spoken & (target.word == 0)).any():
        _guess_first(weights, talking[0])
    return weights


def _guess_first(weights: Weights, talk: NDArray[np.bool_]) -> None:
    """Give the first word the first source word that nothing looks at, if it is one of the first three."""
    taken = {i for i, _ in link(weights)}
    free = [i for i in range(min(_NEAR, weights.shape[1])) if talk[i] and i not in taken]
    if free:
        weights[0, free[0]] = 1.0


def _of_talk(pieces: Pieces) -> NDArray[np.bool_]:
    """Per word, whether any of its pieces is spoken; the others are punctuation through and through."""
    talk = np.zeros(pieces.count + 1, dtype=np.bool_)  # the last place is that of special pieces
    talk[pieces.word[pieces.spoken]] = True
    talk[-1] = False
    return talk


def _per_piece(talk: NDArray[np.bool_], pieces: Pieces) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = talk[pieces.word]
    return found


def link(weights: Weights) -> Links:
    """The links of each target word: its best source word, and those that come near it; none where attention spread."""
    if not weights.size:
        return ()
    best = weights.max(axis=1, keepdims=True)
    most = weights.max(axis=0, keepdims=True)
    chosen = (weights >= best * _SHARE) & (weights >= most * _PULL) & (weights >= _LEAST)
    return tuple(sorted((int(i), int(j)) for j, i in zip(*chosen.nonzero(), strict=True)))


def _groups(pieces: Sequence[str]) -> list[int]:
    """A number for each piece, equal for pieces of one word, from 0."""
    if any(piece.endswith(_CLOSES) for piece in pieces):
        closed = accumulate((piece.endswith(_CLOSES) for piece in pieces), initial=0)
        return list(closed)[: len(pieces)]
    opened = accumulate(piece.startswith(_OPENS) for piece in pieces)
    first = not pieces[0].startswith(_OPENS) if pieces else False
    return [number - (not first) for number in opened]


def _matched(pieces: Sequence[str], written: Sequence[str]) -> list[int]:
    """The word of each piece by its letters, where the marks of the tokenizer do not agree with the white space."""
    if not written:
        return [-1] * len(pieces)
    shown = [unicodedata.normalize("NFKC", word) for word in written]
    owner = [k for k, word in enumerate(shown) for _ in word]
    match = SequenceMatcher(None, "".join(pieces), "".join(shown), autojunk=False)
    known: dict[int, int] = {}
    for a, b, size in match.get_matching_blocks():
        known |= {a + k: owner[b + k] for k in range(size)}
    found, at, last = [], 0, 0
    for piece in pieces:
        last = next((known[k] for k in range(at, at + len(piece)) if k in known), last)
        found.append(last)
        at += len(piece)
    return found


def _plain(piece: str) -> str:
    return piece.removesuffix(_CLOSES).lstrip("".join(_OPENS))


@lru_cache(maxsize=1 << 15)
def _is_spoken(piece: str) -> bool:
    """Whether a piece holds more than punctuation; a bare mark of a word's beginning belongs to the word."""
    text = _plain(piece)
    return not text or not all(unicodedata.category(c)[0] == "P" and c not in _SPOKEN for c in text)
