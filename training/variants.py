"""How an exported model takes what editors do to sentences: capitals, no full stop, other quotation marks, no break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from training.evaluate import Scores, score
from training.pairs import clean_source
from training.translator import translate

_MARKED = re.compile(r'"([^"]*)"')


def in_capitals(lines: Sequence[str]) -> list[str]:
    """Every line in capitals, as headlines and shouted posts are."""
    return [line.upper() for line in lines]


def unstopped(lines: Sequence[str]) -> list[str]:
    """Every line without its last full stop."""
    return [line[:-1] if line.endswith(".") and not line.endswith("..") else line for line in lines]


def requoted(lines: Sequence[str], opening: str, closing: str) -> list[str]:
    """Every line with its straight quotation marks in another style, where they come in pairs."""
    return [_MARKED.sub(rf"{opening}\1{closing}", line) for line in lines]


def joined(lines: Sequence[str], count: int) -> list[str]:
    """Lines joined by `count`, a last rest among itself."""
    return [" ".join(lines[start : start + count]) for start in range(0, len(lines), count)]


def measure_variants(
    folder: Path, source: Sequence[str], reference: Sequence[str], *, beam: int, threads: int
) -> dict[str, Scores]:
    """Scores of one test set and of its variants.

    Joined lines have joined references; `apart by N` are the same references with the outputs of single lines joined,
    which is what the outputs of joined lines are to be compared with: BLEU counts over longer segments differ.

    Args:
        folder: of the export.
        source: German lines.
        reference: English lines, as many.
        beam: width of the search.
        threads: cores.
    """
    lines = [clean_source(line) for line in source]

    def outputs(texts: list[str]) -> list[str]:
        return translate(folder, texts, beam=beam, threads=threads).lines

    plain = outputs(lines)
    folded = ['"'.join(re.split("[„“”«»]", line)) for line in lines]
    scores = {
        "as it is": score(plain, reference),
        "in capitals": score(outputs(in_capitals(lines)), reference),
        "without the last full stop": score(unstopped(outputs(unstopped(lines))), unstopped(reference)),
        "marks „ “": score(outputs(requoted(folded, "„", "“")), reference),
        "marks » «": score(outputs(requoted(folded, "»", "«")), reference),
    }
    for count in (2, 3):
        scores[f"joined by {count}"] = score(outputs(joined(lines, count)), joined(reference, count))
        scores[f"apart by {count}"] = score(joined(plain, count), joined(reference, count))
    return scores
