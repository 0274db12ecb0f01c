"""What two runs say differently: how they were made, sentence by sentence, and in their summaries. A pure function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.pieces import Stretch, marked, stretches
from workbench.types import Run

__all__ = ["Difference", "Pair", "Part", "Stretch", "difference", "marked", "stretches"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a signature that differs; "" stands for a part that is not there."""

    name: str  # e.g. "translate beam"
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A German sentence with its two translations; None where one of the runs does not have the sentence."""

    source: str
    left: str | None
    right: str | None

    @property
    def same(self) -> bool:
        """Whether both runs have it and translate it alike."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Difference:
    """Two runs side by side, in the order of the left one."""

    parts: tuple[Part, ...]
    pairs: tuple[Pair, ...]
    left_summary: tuple[str, ...]
    right_summary: tuple[str, ...]

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The sentences that are not the same in both."""
        return tuple(pair for pair in self.pairs if not pair.same)


def difference(left: Run, right: Run) -> Difference:
    """Sentences belong together when their German is the same; what stands in one run only is kept with None."""
    return Difference(
        (
            *_parts("translate", left.translation.signature, right.translation.signature),
            *_parts("summarise", left.summary.signature, right.summary.signature),
        ),
        tuple(_pairs(left, right)),
        tuple(sentence.text for sentence in left.summary.sentences),
        tuple(sentence.text for sentence in right.summary.sentences),
    )


def _parts(stage: str, left: str, right: str) -> Iterator[Part]:
    a, b = _by_key(left), _by_key(right)
    for key in dict.fromkeys((*a, *b)):
        if a.get(key) != b.get(key):
            yield Part(f"{stage} {key}", a.get(key, ""), b.get(key, ""))


def _by_key(signature: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in signature.split("|"))
    return {key: value for key, _, value in pairs}


def _pairs(left: Run, right: Run) -> Iterator[Pair]:
    a, b = _sources(left), _sources(right)
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            for x, y in zip(range(i, j), range(k, m), strict=True):
                yield Pair(a[x], left.translation.sentences[x].text, right.translation.sentences[y].text)
            continue
        yield from (Pair(a[x], left.translation.sentences[x].text, None) for x in range(i, j))
        yield from (Pair(b[y], None, right.translation.sentences[y].text) for y in range(k, m))


def _sources(run: Run) -> Sequence[str]:
    return [run.article.source(segment) for segment in run.article.segments]
