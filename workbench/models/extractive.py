"""The embedded summariser: picks the sentences that together look most like the whole document.

numpy only, no download. Every summary sentence is a sentence of the document, so its evidence is exact.

A set of sentences is worth

    cos(words of the set, words of the document) + mean over the set of (position + concision)

The cosine is the centrality of the set as a whole (the centroid of Radev et al. 2004, taken over the summary and not
over each sentence), so it rewards coverage and has no use for saying the same thing twice. The best set is sought
greedily and then by exchanging one sentence at a time. Four numbers were tuned, on half of the documents only;
docs/summariser.md has the command, the figures of both halves and what else was tried.
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
from workbench.words import content_stems, tokens

_VERSION = 1  # goes into the signature; raise it when the choice of sentences changes

_RUNNING_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_THEME = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADING})  # never picked, but they say what the article is about

# Tuned on the even rows of the benchmark (see above); all neighbouring values beat the lead baseline as well.
_EMPHASIS = 1.25  # exponent on the number of sentences a word stands in; above 1 favours the main theme
_POSITION = 0.3  # cost of standing further down, per natural log of the place ...
_HEAD_START = 3  # ... counted from here, so that the very first sentence is not taken blindly
_LENGTHINESS = 0.007  # cost of each word beyond _LONG
_LONG = 25  # words; three quarters of the benchmark's sentences are shorter

# Not tuned: they only keep out what no reader wants.
_SUBSTANCE = 2  # fewest distinct content words of a sentence that can stand alone; "Who?" cannot
_REPETITION = 0.7  # cosine from which two sentences say the same
_EXCHANGES = 10  # most rounds of exchanging; in practice it settles after one or two


class ExtractiveSummariser(Summariser):
    """Ranks English sentences by centrality, position and coverage; no window, so nothing is ever left out."""

    name = "extractive"

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        """At most `budget.sentences` sentences of the running text (lead, paragraphs, list items), in its order.

        Fewer when the document has fewer, or when all the others would only repeat what is picked. Where there is no
        running text at all, such as under a lone headline, sentences of every kind are candidates. A blank sentence
        never is.
        """
        candidates = _candidates(document.sentences, budget.sentences)
        theme = [s.text for s in document.sentences if s.kind in _THEME]
        texts = [document.sentences[i].text for i in candidates]
        picked = _pick(texts, theme, budget.sentences) if texts else []
        progress(Step(Stage.SUMMARISE, 1, 1))
        indexes = [candidates[i] for i in picked]
        return Summarised(tuple(SummarySentence(document.sentences[i].text, (i,), 1.0) for i in indexes))

    def signature(self, budget: Budget) -> str:
        return signature(model=self.name, revision=_VERSION, sentences=budget.sentences)


def _candidates(sentences: Sequence[DocumentSentence], count: int) -> list[int]:
    """Indexes of the sentences that may be picked; short fragments only where there are too few others."""
    written = [i for i, sentence in enumerate(sentences) if sentence.text.strip()]
    running = [i for i in written if sentences[i].kind in _RUNNING_TEXT] or written
    substantial = [i for i in running if len(set(content_stems(sentences[i].text))) >= _SUBSTANCE]
    return substantial if len(substantial) >= count else running


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

    def value(self, chosen: Sequence[int], shared: NDArray[np.float64]) -> NDArray[np.float64]:
        """The worth of the chosen sentences together with each other one; -inf for those that would repeat one.

        `shared` has one row per chosen sentence, as `shared()` returns it.
        """
        rows = list(chosen)
        length = self.size[rows].sum() + 2 * np.triu(shared[:, rows], 1).sum()  # squared, of the set's vector
        length = length + 2 * shared.sum(axis=0) + self.size
        worth: NDArray[np.float64] = (self.likeness[rows].sum() + self.likeness) / np.sqrt(np.maximum(length, 1.0))
        worth += (self.prior[rows].sum() + self.prior) / (len(rows) + 1)
        alike = shared >= _REPETITION * np.sqrt(np.outer(self.size[rows], self.size))
        worth[(alike & (shared > 0)).any(axis=0)] = -np.inf
        worth[rows] = -np.inf
        return worth


def _pick(texts: Sequence[str], theme: Sequence[str], count: int) -> list[int]:
    """Indexes of the chosen sentences, ascending."""
    bags = _bags(texts, theme)
    chosen: list[int] = []
    shared = np.zeros((0, len(texts)))
    worth = 0.0
    while len(chosen) < count:
        values = bags.value(chosen, shared)
        best = int(values.argmax())
        if values[best] == -np.inf:
            break
        worth = float(values[best])
        chosen.append(best)
        shared = np.vstack([shared, bags.shared(best)])
    return sorted(_exchange(bags, chosen, shared, worth))


def _exchange(bags: _Bags, chosen: list[int], shared: NDArray[np.float64], worth: float) -> list[int]:
    """Replace one chosen sentence by a better one, for as long as that makes the whole worth more."""
    for _ in range(_EXCHANGES):
        best, out, new = worth + 1e-9, -1, -1  # the margin keeps rounding errors from going round in circles
        for i in range(len(chosen)):
            values = bags.value(chosen[:i] + chosen[i + 1 :], np.delete(shared, i, axis=0))
            if values.max() > best:
                best, out, new = float(values.max()), i, int(values.argmax())
        if out < 0:
            break
        worth, chosen[out], shared[out] = best, new, bags.shared(new)
    return chosen


def _bags(texts: Sequence[str], theme: Sequence[str]) -> _Bags:
    words = [list(dict.fromkeys(content_stems(text))) for text in texts]
    column = {word: i for i, word in enumerate(dict.fromkeys(word for bag in words for word in bag))}
    sentence = np.repeat(np.arange(len(texts)), [len(bag) for bag in words])
    word = np.array([column[w] for bag in words for w in bag], dtype=np.intp)
    counts = np.bincount(word, minlength=len(column)).astype(np.float64)
    for stem, times in Counter(w for text in theme for w in set(content_stems(text))).items():
        if stem in column:
            counts[column[stem]] += times
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
    place = np.arange(len(texts), dtype=np.float64)
    return -_POSITION * np.log1p(place / _HEAD_START) - _LENGTHINESS * beyond
