"""How often a glued heading is suspected where there is none, and how many glued ones are found.

    PYTHONPATH=. python benchmarks/glued.py --plain FILE [FILE ...] [--headings FILE] [--show]

--plain: sentences, one a line, none of them with a glued heading: each suggestion is false. --headings: lines in the
order of the articles; a line without a mark at its end counts as a heading, and is glued to the sentence that follows.
A find is right when it is exactly the place.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from workbench.ingest.glued import glued
from workbench.segment import clean_for_model, split

_MARKS = '.!?…:;,"“”»«)'
_LONGEST = 120  # characters; longer lines without a mark are damaged sentences


def lines_of(path: Path) -> list[str]:
    """The lines of a file that are not blank."""
    return [line for line in map(clean_for_model, path.read_text(encoding="utf-8").splitlines()) if line]


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Suggestions of glued headings: false ones, and those found.")
    parser.add_argument("--plain", type=Path, nargs="+", default=[])
    parser.add_argument("--headings", type=Path)
    parser.add_argument("--show", action="store_true", help="print every suggestion, and every heading not found")
    options = parser.parse_args()
    for path in options.plain:
        sentences = [line[a:b] for line in lines_of(path) for a, b in split(line)]
        start = perf_counter()
        found = [(sentence, place) for sentence in sentences if (place := glued(sentence)) is not None]
        rate = len(sentences) / (perf_counter() - start)
        print(f"{path.name}: {len(sentences)} sentences, {len(found)} false ({len(found) / len(sentences):.2%})")
        print(f"{rate:,.0f} sentences a second")
        for sentence, place in found if options.show else []:
            print(f"  {sentence[: place.at]}| {sentence[place.at :]}")
    if options.headings:
        pairs = [
            (heading, sentence)
            for heading, sentence in pairwise(lines_of(options.headings))
            if heading[-1] not in _MARKS and len(heading) <= _LONGEST and sentence[-1] in ".!?"
        ]
        right = wrong = 0
        for heading, sentence in pairs:
            place = glued(f"{heading} {sentence}")
            right += place is not None and place.at == len(heading) + 1
            wrong += place is not None and place.at != len(heading) + 1
            if options.show and (place is None or place.at != len(heading) + 1):
                print(f"  {'lost ' if place is None else 'wrong'} {heading} | {sentence[:80]}")
        print(f"{len(pairs)} glued headings: {right} found ({right / len(pairs):.0%}), {wrong} at a wrong place")


if __name__ == "__main__":
    main()
