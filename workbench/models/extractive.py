"""The embedded summariser: picks the sentences that together look most like the whole document.

numpy only, no download. Every summary sentence is a sentence of the document, so its evidence is exact.

A set of sentences is worth

    cos(words of the set, words of the document) + mean over the set of (position + concision)

The cosine is the centrality of the set as a whole (the centroid of Radev et al. 2004, taken over the summary and not
over each sentence), so it rewards coverage and has no use for saying the same thing twice. Sentences are added
greedily. Six numbers were tuned, on half of the documents only; docs/summariser.md has the command, the figures of
both halves and what else was tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.base import Summariser
from workbench.signature import signature
from workbench.types import (
    BlockKind,
    Budget,
    Document,
    DocumentSentence,
    Progress,
    Stage,
    Step,
    Summarised,
    SummarySentence,
    ignore_progress,
)
from workbench.words import content_stems, stem, tokens

_VERSION = 1  # goes into the signature; raise it when the choice of sentences changes

_RUNNING_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_THEME = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADING})  # never picked, but they say what the article is about
_SAYING = frozenset({stem("say"), stem("tell")})  # in news these say who speaks, not what the article is about

# Tuned on the even rows of the benchmark (see above); all neighbouring values beat the lead baseline as well.
_EMPHASIS = 1.25  # exponent on the number of sentences a word stands in; above 1 favours the main theme
_POSITION = 0.3  # cost of standing further down, per natural log of the place ...
_HEAD_START = 3  # ... counted from here, so that the very first sentence is not taken blindly
_STRETCH = 40  # places of a longer document are shrunk to this many, or nothing far down could ever be picked
_LENGTHINESS = 0.007  # cost of each word beyond _LONG
_LONG = 25  # words; three quarters of the benchmark's sentences are shorter

# Not tuned: they only keep out what no reader wants.
_SUBSTANCE = 2  # fewest distinct content words of a sentence that can stand alone; "Who?" cannot
_VARIETY = 0.5  # least share of different words; the lowest in the benchmark's prose is 0.55, loops are far below
_REPETITION = 0.7  # cosine from which two sentences say the same


class ExtractiveSummariser(Summariser):
    """Ranks English sentences by centrality, position and coverage; no window, so nothing is ever left out."""

    name = "extractive"

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        """At most `budget.sentences` sentences of the running text (lead, paragraphs, list items), in its order.

        Fewer when the document has fewer, or when all the others would only repeat what is picked. Fragments and
        loops ("he, he, he") are picked only where the running text has nothing else; sentences of other kinds only
        where there is no running text at all, such as under a lone headline; a blank sentence never.
        """
        candidates = _candidates(document.sentences)
        theme = [s.text for s in document.sentences if s.kind in _THEME]
        texts = [document.sentences[i].text for i in candidates]
        picked = _pick(_bags(texts, theme), budget.sentences)
        progress(Step(Stage.SUMMARISE, 1, 1))
        indexes = [candidates[i] for i in picked]
        return Summarised(tuple(SummarySentence(document.sentences[i].text, (i,), 1.0) for i in indexes))

    def signature(self, budget: Budget) -> str:
        return signature(model=self.name, revision=_VERSION, sentences=budget.sentences)


def _candidates(sentences: Sequence[DocumentSentence]) -> list[int]:
    """Indexes of the sentences that may be picked, ascending: sound ones of the running text, or what there is."""
    written = [i for i, sentence in enumerate(sentences) if sentence.text.strip()]
    running = [i for i in written if sentences[i].kind in _RUNNING_TEXT] or written
    first: dict[str, int] = {}  # of equal sentences only the first
    for i in running:
        first.setdefault(" ".join(sentences[i].text.split()), i)
    return [i for i in first.values() if _sound(sentences[i].text)] or list(first.values())


def _sound(text: str) -> bool:
    """Neither a fragment nor a loop ("he, he, he, he has been"), which weak translations contain."""
    words = tokens(text)
    if len(_topic(text)) < _SUBSTANCE:
        return False
    stuck = any(a == b == c for a, b, c in zip(words, words[1:], words[2:], strict=False))
    return not stuck and len(set(words)) >= _VARIETY * len(words)


def _topic(text: str) -> list[str]:
    """The different content words of a sentence, in order."""
    return [word for word in dict.fromkeys(content_stems(text)) if word not in _SAYING]


@dataclass(frozen=True, slots=True)
class _Bags:
    """Which content word stands in which sentence, as pairs; never a dense matrix, so 5,000 sentences are cheap."""

    sentence: NDArray[np.intp]  # (pairs,)
    word: NDArray[np.intp]  # (pairs,)
    size: NDArray[np.float64]  # (sentences,) distinct content words
    likeness: NDArray[np.float64]  # (sentences,) dot product with the document's unit vector
    prior: NDArray[np.float64]  # (sentences,) position and concision

    def shared(self, index: int) -> NDArray[np.float64]:
        """How many content words each sentence shares with one of them."""
        wanted = np.zeros(int(self.word.max(initial=-1)) + 1, dtype=bool)
        wanted[self.word[self.sentence == index]] = True
        counts = np.bincount(self.sentence[wanted[self.word]], minlength=len(self.size))
        return counts.astype(np.float64)


def _pick(bags: _Bags, count: int) -> list[int]:
    """Indexes of the chosen sentences, ascending: each time the one that makes the set worth most."""
    chosen: list[int] = []
    likeness = squares = prior = 0.0  # of the set: dot product with the document, squared length, sum of priors
    shared = np.zeros(len(bags.size))  # words that each sentence shares with the set
    free = np.ones(len(bags.size), dtype=bool)
    while len(chosen) < count and free.any():
        cosine = (likeness + bags.likeness) / np.sqrt(np.maximum(squares + 2 * shared + bags.size, 1.0))
        worth = cosine + (prior + bags.prior) / (len(chosen) + 1)
        best = int(np.where(free, worth, -np.inf).argmax())
        chosen.append(best)
        likeness += bags.likeness[best]
        squares += 2 * shared[best] + bags.size[best]
        prior += bags.prior[best]
        common = bags.shared(best)
        shared += common
        free &= (common == 0) | (common < _REPETITION * np.sqrt(bags.size * bags.size[best]))
        free[best] = False
    return sorted(chosen)


def _bags(texts: Sequence[str], theme: Sequence[str]) -> _Bags:
    words = [_topic(text) for text in texts]
    column = {word: i for i, word in enumerate(dict.fromkeys(word for bag in words for word in bag))}
    sentence = np.repeat(np.arange(len(texts)), [len(bag) for bag in words])
    word = np.array([column[w] for bag in words for w in bag], dtype=np.intp)
    counts = np.bincount(word, minlength=len(column)).astype(np.float64)
    for key, times in Counter(w for text in theme for w in _topic(text)).items():
        if key in column:
            counts[column[key]] += times
    centre = counts**_EMPHASIS
    centre /= np.linalg.norm(centre) or 1.0
    return _Bags(
        sentence=sentence,
        word=word,
        size=np.bincount(sentence, minlength=len(texts)).astype(np.float64),
        likeness=np.bincount(sentence, weights=centre[word], minlength=len(texts)).astype(np.float64),
        prior=_prior(texts),
    )


def _prior(texts: Sequence[str]) -> NDArray[np.float64]:
    """What each sentence is worth before its words are looked at; 0 at best."""
    beyond = np.array([max(0, len(tokens(text)) - _LONG) for text in texts], dtype=np.float64)
    place = np.arange(len(texts)) * min(1.0, _STRETCH / max(1, len(texts)))
    return -_POSITION * np.log1p(place / _HEAD_START) - _LENGTHINESS * beyond
