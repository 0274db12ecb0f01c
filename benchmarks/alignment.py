"""How well the links of a word alignment agree with words whose partner is beyond doubt.

    PYTHONPATH=. python benchmarks/alignment.py --source newstest2017.de [--lines 500] [--model NAME] [--sweep]

The first lines are translated. A pair of words is sure when the English one is the German one (a name, a number) or one
that the checks' lexicon translates it by, and no other word of either sentence could be the partner of either. Printed:
how many sure pairs are linked (recall), how many links of sure words go to their partner (precision), links per English
word, English words without a link, and the most English words that one German word was linked to.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from workbench import words as english
from workbench.alignment import words
from workbench.checks import lexicon
from workbench.models import attention, load_translator
from workbench.models.attention import Weights
from workbench.models.seq2seq import Search, Seq2SeqTranslator
from workbench.segment import clean_for_model
from workbench.types import Links

AT_ONCE = 16


@dataclass(frozen=True)
class Sentence:
    """One translated sentence: what its words looked at, and which pairs are sure."""

    weights: Weights
    sure: frozenset[tuple[int, int]]


def translated(lines: list[str], model: str) -> Iterator[Sentence]:
    """The lines, with the attention of each."""
    translator = load_translator(model)
    if not isinstance(translator, Seq2SeqTranslator):
        raise SystemExit(f"{model} has no attention to look at.")
    search = Search(max_length=200, attention=True)
    lines = [line for line in lines if translator.length(line) <= translator.window]
    for start in range(0, len(lines), AT_ONCE):
        some = lines[start : start + AT_ONCE]
        for source, output in zip(some, translator.engine.generate(some, search), strict=True):
            if output.attention is not None:
                yield Sentence(output.attention, sure_pairs(source, output.text))


def sure_pairs(source: str, target: str) -> frozenset[tuple[int, int]]:
    """Pairs (source word, target word) of which neither word can belong to any other."""
    left = [bare(source[a:b]) for a, b in words(source)]
    right = [bare(target[a:b]) for a, b in words(target)]
    fits = np.array([[partners(a, b) for b in right] for a in left], dtype=bool).reshape(len(left), len(right))
    alone = (fits.sum(0, keepdims=True) == 1) & (fits.sum(1, keepdims=True) == 1) & fits
    return frozenset((int(i), int(j)) for i, j in zip(*alone.nonzero(), strict=True))


def partners(german: str, other: str) -> bool:
    """Whether the English word can be the German one's translation."""
    if len(german) < 2 or len(other) < 2 or other.lower() in english.FUNCTION_WORDS:
        return False
    return german == other or english.stem(other.lower()) in lexicon.translations(german.lower())


def bare(word: str) -> str:
    """A word without the punctuation around it."""
    return word.strip(".,;:!?\"'“”„‘’»«()[]…–—").removesuffix("'s")


@dataclass
class Counts:
    """What is counted over all sentences."""

    sure: int = 0
    hit: int = 0
    of_sure: int = 0
    right: int = 0
    links: int = 0
    targets: int = 0
    unlinked: int = 0
    most: int = 0

    def add(self, links: Links, sentence: Sentence) -> None:
        """Count one sentence."""
        left, right = {i for i, _ in sentence.sure}, {j for _, j in sentence.sure}
        told = [(i, j) for i, j in links if j in right or i in left]
        self.sure += len(sentence.sure)
        self.hit += len(sentence.sure & set(links))
        self.of_sure += len(told)
        self.right += len(sentence.sure & set(told))
        self.links += len(links)
        self.targets += sentence.weights.shape[0]
        self.unlinked += sentence.weights.shape[0] - len({j for _, j in links})
        columns = [i for i, _ in links]
        self.most = max([self.most, *(columns.count(i) for i in set(columns))])

    def row(self) -> str:
        """A row of the table."""
        return (
            f"{self.sure} | {self.hit / self.sure:.1%} | {self.right / max(1, self.of_sure):.1%} | "
            f"{self.links / self.targets:.2f} | {self.unlinked / self.targets:.1%} | {self.most} |"
        )


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Word alignment against sure pairs of words.")
    parser.add_argument("--source", type=Path, required=True, help="German sentences, one a line")
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--model", default="marian-de-en")
    parser.add_argument("--sweep", action="store_true", help="try other thresholds too")
    options = parser.parse_args()
    lines = [clean_for_model(line) for line in options.source.read_text(encoding="utf-8").splitlines()]
    sentences = list(translated([line for line in lines if line][: options.lines], options.model))
    grid = [(attention._LEAST, attention._SHARE, attention._PULL)]
    if options.sweep:
        grid += list(product((0.1, 0.15, 0.2, 0.3), (0.3, 0.5, 0.7, 1.0), (0.0, 0.25, 0.5, 0.75)))
    print("| least | share | pull | sure pairs | recall | precision | links a word | unlinked | most |")
    print("|---|---|---|---|---|---|---|---|---|")
    for attention._LEAST, attention._SHARE, attention._PULL in grid:
        counts = Counts()
        for sentence in sentences:
            counts.add(attention.link(sentence.weights), sentence)
        print(f"| {attention._LEAST} | {attention._SHARE} | {attention._PULL} | {counts.row()}")


if __name__ == "__main__":
    main()
