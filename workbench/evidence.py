"""Which document sentences support a summary sentence, for summaries that a model wrote in its own words.

A summary sentence is compared with the document by its content words and numbers (stemmed, function words left out),
each weighted by how rare it is in the document. Up to three sentences are taken, one after the other, each the one that
covers most of what is not covered yet. This is lexical: it knows no synonyms, and it cannot see that known words were
put together in a wrong way. What it can see beyond the words is listed in `Evidence.missing`.

Where a model tells what it looked at while it wrote, its attention is blended in: it speaks for the sentences that were
looked at, so that of two that share as many words the one that was read is taken, and it adds to the support of a
sentence that was written in other words. It never takes support away, and it alone is never enough.

An extractive summariser needs none of this: its sentences are their own evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from workbench.words import FUNCTION_WORDS, stem, surface

# benchmarks/evidence.py, against the own document and against another: 96 % and 3 % of sentences that people wrote as
# summaries reach it, 99.7 % and 4 % of a neural summariser's (docs/summariser.md).
NO_SUPPORT_BELOW = 0.4
"""Share of the weight from which a summary sentence counts as supported at all."""

_MOST_SENTENCES = 3  # more would be "somewhere in the article", which helps nobody who wants to check
# The most that attention adds to the support, for a sentence that shares no word. Below NO_SUPPORT_BELOW on purpose: a
# model looks somewhere for what it makes up, too.
_BY_ATTENTION = 0.25
_WORTH_ADDING = 0.1  # share of the weight that a further sentence must add; one common word is not enough

_NEGATIONS = frozenset("not no never none nobody nothing neither nor without cannot".split())
_NUMBER_WORDS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(2, 13)),
        strict=True,
    )
)
_SCALES = frozenset("hundred thousand million billion trillion dozen".split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What supports one summary sentence."""

    indexes: tuple[int, ...]  # of document sentences, ascending, at most three; empty means no support found
    support: float  # share of the content words, by weight, that stand in them: 0 (no support found) to 1 (all)
    missing: tuple[str, ...]
    """What stands in the summary sentence and not in them, as written: numbers and capitalised names, then negations
    ("not"). Last, a negation that stands in them and was lost, in brackets before the word it denies: "(not) attend".
    """


class _Word(NamedTuple):
    """One word or number of a sentence. There are thousands, so it is the kind that is made fastest."""

    written: str
    key: str  # what counts as equal: a stem, or digits without separators
    content: bool


_Words = tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    sentences: Sequence[str]
    words: Sequence[_Words]
    holders: Mapping[str, Sequence[int]]  # key → indexes of the sentences that hold it, ascending
    names: frozenset[str]  # keys that are capitalised somewhere inside a sentence

    def weight(self, key: str) -> float:
        """Rarity: natural log of one plus how many sentences there are for each that has the word."""
        return log(1 + len(self.sentences) / max(1, len(self.holders.get(key, ()))))


def support(
    summary: Sequence[str],
    document: Sequence[str],
    threshold: float = NO_SUPPORT_BELOW,
    attention: Sequence[Sequence[float]] | None = None,
) -> list[Evidence]:
    """The evidence of each summary sentence, in order; both are English sentences.

    `attention` has, where it is known, the share that each summary sentence paid to each sentence of the document:
    a row for each summary sentence, a number for each sentence of the document, together at most 1.

    An exact copy of a document sentence has exactly that sentence (the first, where it stands there twice) and 1.0.
    Below the threshold the answer is no support found: no indexes and 0.0.
    """
    read = _read(document)
    copies = {" ".join(text.split()): index for index, text in reversed(list(enumerate(document)))}
    evidence = []
    for number, text in enumerate(summary):
        paid = {i: share for i, share in enumerate(attention[number]) if share} if attention else {}
        copy = copies.get(" ".join(text.split())) if text.strip() else None
        evidence.append(_judge(_words(text), read, paid, threshold) if copy is None else Evidence((copy,), 1.0, ()))
    return evidence


_Paid = Mapping[int, float]  # attention to sentences of the document, by index, those without any left out


def _read(document: Sequence[str]) -> _Document:
    words = [_words(text) for text in document]
    holders: dict[str, list[int]] = {}
    for index, sentence in enumerate(words):
        for key in dict.fromkeys(word.key for word in sentence if word.content):
            holders.setdefault(key, []).append(index)
    names = frozenset(word.key for sentence in words for word in sentence[1:] if word.written[0].isupper())
    return _Document(document, words, holders, names)


def _words(text: str) -> _Words:
    return tuple(map(_word, surface(text)))


@lru_cache(maxsize=1 << 15)
def _word(written: str) -> _Word:
    low = written.lower()
    # In English a comma groups thousands.
    key = low.replace(",", "") if low[0].isdigit() else _NUMBER_WORDS.get(low) or stem(low)
    return _Word(written, key, low not in FUNCTION_WORDS)


def _judge(sentence: _Words, document: _Document, paid: _Paid, threshold: float) -> Evidence:
    weights = {word.key: document.weight(word.key) for word in sentence if word.content}
    chosen, covered = _cover(weights, document, paid)
    total = sum(weights.values())
    words = covered / total if total else 0.0
    looked = sum(paid.get(index, 0.0) for index in chosen)
    share = min(1.0, round(words + _BY_ATTENTION * (1 - words) * looked, 6))
    if share < threshold:
        chosen, share = [], 0.0
    return Evidence(tuple(sorted(chosen)), share, _missing(sentence, chosen, document))


def _cover(weights: Mapping[str, float], document: _Document, paid: _Paid) -> tuple[list[int], float]:
    """Sentences that together hold as much of the weight as possible, best first, and the weight they hold.

    Attention counts like words of its share of `_BY_ATTENTION` of the weight.
    """
    total = sum(weights.values())
    least = _WORTH_ADDING * total
    open_keys, covered = dict(weights), 0.0
    chosen: list[int] = []
    while open_keys and len(chosen) < _MOST_SENTENCES:
        gains = {index: _BY_ATTENTION * total * share for index, share in paid.items() if index not in chosen}
        for key, weight in open_keys.items():
            for index in document.holders.get(key, ()):
                gains[index] = gains.get(index, 0.0) + weight
        if not gains:
            break
        # Of two that cover the same, the one that says less besides; of two such, the first.
        best = min(gains, key=lambda index: (-round(gains[index], 9), len(document.words[index]), index))
        if gains[best] < least:
            break
        chosen.append(best)
        held = {word.key for word in document.words[best]}
        covered += sum(weight for key, weight in open_keys.items() if key in held)
        open_keys = {key: weight for key, weight in open_keys.items() if key not in held}
    return chosen, covered


def _missing(sentence: _Words, chosen: Sequence[int], document: _Document) -> tuple[str, ...]:
    """Numbers and names that the evidence does not have, then negations that stand on one side only."""
    sources = [document.words[index] for index in chosen]
    held = {word.key for source in sources for word in source}
    told = [word for place, word in enumerate(sentence) if _is_number(word) or _is_name(sentence, place, document)]
    found = [word.written for word in told if word.key not in held]
    return tuple(dict.fromkeys(found + _gained(sentence, sources) + _lost(sentence, sources)))


def _is_number(word: _Word) -> bool:
    return word.key[0].isdigit() or word.key in _SCALES


def _is_name(sentence: _Words, place: int, document: _Document) -> bool:
    """Capitalised, and not only because a sentence begins with it."""
    if not _is_capital(sentence[place]):
        return False
    followed = place + 1 < len(sentence) and _is_capital(sentence[place + 1])
    return place > 0 or followed or sentence[place].key in document.names


def _is_capital(word: _Word) -> bool:
    return word.content and word.written[0].isupper()


def _gained(sentence: _Words, sources: Sequence[_Words]) -> list[str]:
    """Negations of the sentence whose word the sources have without one, or where they have none at all."""
    # Two words wide there, because "does not attend talks" supports "attends no talks".
    denied = {key for source in sources for key in _denied(source, reach=2)}
    held = {word.key for source in sources for word in source if word.content}
    here = _denied(sentence, reach=1)
    return [negation for key, negation in here.items() if key not in denied and (not denied or key in held)]


def _lost(sentence: _Words, sources: Sequence[_Words]) -> list[str]:
    """Words that the sources only have with a negation, in a sentence without any, as "(not) attend".

    Only the negations of the first source, the best one: the others share too little with the sentence to be sure.
    """
    if _denied(sentence, reach=1):
        return []
    denied = {key: negation for source in sources[:1] for key, negation in _denied(source, reach=1).items()}
    asserted = {word.key for source in sources for word in source if word.key not in _denied(source, reach=1)}
    lost = [word for word in sentence if word.key in denied and word.key not in asserted]
    return [f"({denied[word.key]}) {word.written}" for word in lost]


def _denied(sentence: _Words, reach: int) -> dict[str, str]:
    """The first `reach` content words after each negation, by key, with it: "will not attend" denies "attend".

    A negation with no content word after it stands under the empty key. "Not only" denies nothing.
    """
    denied: dict[str, str] = {}
    for place, word in enumerate(sentence):
        negation = word.written.lower()
        after = sentence[place + 1 :]
        if negation not in _NEGATIONS or (after and after[0].written.lower() in ("only", "just")):
            continue
        content = [other.key for other in after if other.content]
        denied |= dict.fromkeys(content[:reach] or [""], negation)
    return denied
