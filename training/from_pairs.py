"""What the programs have in common that learn word lists from sentence pairs: the pairs, and how they are called."""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_OTHER = ("msdocs", "php", "git", "gnome", "fdroid", "bitcoin", "monero", "osm")  # not the words of news


def read_rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """German, English and source of each line of an xz file, separated there by tabs."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            german, english, source = line.rstrip("\n").split("\t")[:3]
            yield german, english, source


def is_like_news(source: str) -> bool:
    """Whether a source has the words of news, and not those of software and its documentation."""
    return not source.startswith(_OTHER)


def commonest(found: Counter[str]) -> str:
    """What was counted most often; of equals the first in the order of letters."""
    return min(found, key=lambda word: (-found[word], word))


def options_for(about: str | None) -> argparse.ArgumentParser:
    """The options of such a program: where the pairs lie, and where the list goes."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    return parser
