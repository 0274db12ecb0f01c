"""Make the word lexicon of the checks: which English stems a German stem is translated by, learnt from sentence pairs.

    python -m training.lexicon --pairs train.de-en.tsv.xz --out workbench/checks/lexicon.txt

The pairs are lines of German, English and source, separated by tabs. Expectation maximisation of IBM's model 1 (Brown
et al., 1993) runs in both directions over stems of content words; an entry is kept where both directions agree, so that
a rare word does not take in every word of the few sentences it was seen in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from training.from_pairs import is_like_news, options_for, read_rows
from workbench import words
from workbench.checks import german

ROUNDS = 6  # of expectation maximisation; the tables hardly move after five
SEEN = 3  # a stem that was seen less often is left out
AGREED = 0.004  # least product of both directions' probabilities
EACH = 10  # English stems kept for a German one
LONGEST = 40  # content words of a sentence; longer ones blur the tables and cost most

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def read(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The content stems of both sides of each pair that is worth learning from."""
    for source, target, corpus in read_rows(path):
        if is_like_news(corpus):
            pair = german.content_stems(source), words.content_stems(target)
            if all(0 < len(side) <= LONGEST for side in pair):
                yield pair


def vocabulary(sentences: list[list[str]], least: int) -> dict[str, int]:
    """Numbers from 1 for the words that were seen often enough; 0 stays free for the empty word."""
    counts = Counter(word for sentence in sentences for word in sentence)
    kept = sorted(word for word, count in counts.items() if count >= least and not word.isdigit())
    return {word: number for number, word in enumerate(kept, start=1)}


def links(pairs: list[tuple[list[int], list[int]]], width: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Every possible link as (given word, made word, place of the made word in the corpus), with its table cell."""
    given, made, place = [], [], []
    at = 0
    for left, right in pairs:
        with_empty = np.array([0, *left])
        given.append(np.tile(with_empty, len(right)))
        made.append(np.repeat(right, len(with_empty)))
        place.append(np.repeat(np.arange(at, at + len(right)), len(with_empty)))
        at += len(right)
    flat = [np.concatenate(part).astype(np.int64) for part in (given, made, place)]
    cells, cell = np.unique(flat[0] * width + flat[1], return_inverse=True)
    return cells // width, cells % width, cell, flat[2]


def learn(pairs: list[tuple[list[int], list[int]]], width: int) -> dict[tuple[int, int], float]:
    """The probability of the right-hand word given the left-hand one, for every pair of words seen together."""
    given, made, cell, place = links(pairs, width)
    table: Floats = np.full(len(given), 1.0)
    for _ in range(ROUNDS):
        chance = table[cell]
        chance /= np.bincount(place, chance)[place]
        table = np.bincount(cell, chance, minlength=len(given)).astype(np.float64)
        table /= np.bincount(given, table)[given]
    strong = table > 0.01
    return {(int(g), int(m)): float(p) for g, m, p in zip(given[strong], made[strong], table[strong], strict=True)}


def agreements(pairs: list[tuple[list[str], list[str]]], least: int) -> Iterator[tuple[str, str, float, float]]:
    """Each German word with each English one that it may become: its probability, and the product with the way back.

    Words that were seen fewer than `least` times are left out.
    """
    left, right = vocabulary([p[0] for p in pairs], least), vocabulary([p[1] for p in pairs], least)
    numbers = [([left[w] for w in a if w in left], [right[w] for w in b if w in right]) for a, b in pairs]
    numbers = [(a, b) for a, b in numbers if a and b]
    forward = learn(numbers, len(right) + 1)
    backward = learn([(b, a) for a, b in numbers], len(left) + 1)
    german_of, english_of = list(left), list(right)
    for (g, e), chance in forward.items():
        if g and e:
            yield german_of[g - 1], english_of[e - 1], chance, chance * backward.get((e, g), 0.0)


def main() -> None:
    """Read, learn in both directions, keep what both agree on, write."""
    options = options_for(__doc__).parse_args()
    found: dict[str, list[tuple[float, str]]] = {}
    for stem, english, _, agreed in agreements(list(read(options.pairs)), SEEN):
        if agreed >= AGREED:
            found.setdefault(stem, []).append((agreed, english))
    with options.out.open("w", encoding="utf-8", newline="\n") as file:
        for stem in sorted(found):
            file.write(stem + " " + " ".join(word for _, word in sorted(found[stem], reverse=True)[:EACH]) + "\n")


if __name__ == "__main__":
    main()
