"""Boundary F1 of sentence splitters on German: ours beside pysbd, syntok and sentence-splitter.

    PYTHONPATH=. python benchmarks/segmentation.py --data ud-german-gsd-dev.txt [--errors] [--json out.json]

The data has one sentence per line. Ten consecutive sentences, joined by single spaces, make a text. A boundary is the
number of characters that are not white space before it, so that no splitter is punished for where it puts the space;
the end of a text is no boundary, because every splitter finds it. Precision, recall and F1 are over all texts together.
Speed is characters per second over the same texts, warm; compare within one run only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from workbench import segment

GROUP = 10  # sentences in a text
Splitter = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """How one splitter did."""

    splitter: str
    version: str
    precision: float
    recall: float
    f1: float
    wrong: int  # boundaries that are not there
    missed: int
    characters_per_second: float


def boundaries(sentences: list[str]) -> set[int]:
    """The boundaries inside a text, each as the count of characters before it that are not white space."""
    found, seen = set(), 0
    for sentence in sentences[:-1]:
        seen += sum(not c.isspace() for c in sentence)
        found.add(seen)
    return found


def texts(path: Path) -> list[list[str]]:
    """The data in groups of ten sentences; the last group may be smaller."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [lines[i : i + GROUP] for i in range(0, len(lines), GROUP)]


def splitters() -> Iterator[tuple[str, str, Splitter]]:
    """Name, version and function of each splitter that is installed here."""
    from importlib.metadata import PackageNotFoundError, version

    yield "workbench", segment.VERSION, lambda text: [text[a:b] for a, b in segment.split(text)]
    makers: tuple[tuple[str, Callable[[], Splitter]], ...] = (
        ("pysbd", _pysbd),
        ("syntok", _syntok),
        ("sentence-splitter", _sentence_splitter),
    )
    for name, make in makers:
        try:
            yield name, version(name), make()
        except (ImportError, PackageNotFoundError):
            print(f"{name} is not installed and is left out; pip install {name} adds it.", file=sys.stderr)


def _pysbd() -> Splitter:
    import pysbd

    segmenter = pysbd.Segmenter(language="de", clean=False)
    return lambda text: [str(sentence) for sentence in segmenter.segment(text)]


def _syntok() -> Splitter:
    from syntok import segmenter

    def split(text: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in segmenter.process(text)
            for sentence in paragraph
        ]

    return split


def _sentence_splitter() -> Splitter:
    from sentence_splitter import SentenceSplitter

    splitter = SentenceSplitter(language="de")
    return lambda text: [str(sentence) for sentence in splitter.split(text)]


def measure(name: str, version: str, split: Splitter, groups: list[list[str]], show: bool) -> Result:
    """Run one splitter over all texts."""
    split(" ".join(groups[0]))  # warm: first use may load data
    hits = wrong = missed = 0
    started = perf_counter()
    made = [split(" ".join(group)) for group in groups]
    seconds = perf_counter() - started
    for group, sentences in zip(groups, made, strict=True):
        gold, ours = boundaries(group), boundaries(sentences)
        hits, wrong, missed = hits + len(gold & ours), wrong + len(ours - gold), missed + len(gold - ours)
        if show:
            _show(group, sorted(ours - gold), sorted(gold - ours))
    precision, recall = hits / max(hits + wrong, 1), hits / max(hits + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    speed = sum(len(" ".join(group)) for group in groups) / seconds
    return Result(name, version, precision, recall, f1, wrong, missed, speed)


def _show(group: list[str], wrong: list[int], missed: list[int]) -> None:
    """Print each error with what stands around it; ┃ is the place."""
    text = " ".join(group)
    places = [i for i, c in enumerate(text) if not c.isspace()]
    for label, counts in (("wrong", wrong), ("missed", missed)):
        for count in counts:
            at = places[count]
            print(f"{label:7}{text[max(0, at - 60) : at]}┃{text[at : at + 50]}")


def main() -> None:
    """Print a table; with --json, write it too."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="one sentence per line")
    parser.add_argument("--errors", action="store_true", help="print every error of our own splitter")
    parser.add_argument("--json", type=Path, help="write the table here")
    options = parser.parse_args()
    groups = texts(options.data)
    results = [
        measure(name, version, split, groups, options.errors and name == "workbench")
        for name, version, split in splitters()
    ]
    print(f"{'splitter':24} {'P':>6} {'R':>6} {'F1':>6} {'wrong':>6} {'missed':>6} {'char/s':>12}")
    for r in results:
        label = f"{r.splitter} {r.version}"
        print(
            f"{label:24} {r.precision:6.3f} {r.recall:6.3f} {r.f1:6.3f} {r.wrong:6} {r.missed:6} "
            f"{r.characters_per_second:12,.0f}"
        )
    if options.json:
        rows = [asdict(result) for result in results]
        options.json.write_text(json.dumps({"data": options.data.name, "results": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
