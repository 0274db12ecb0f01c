"""How often German is known at first sight and how often right, and whether another language is ever taken for it.

    PYTHONPATH=. python benchmarks/language.py --german de.txt --other en.txt

Both files have one sentence per line; sentences of fewer than 40 letters are left out. Texts of one, three and ten
sentences are asked. "at sight": German function words alone decide, without loading the detector. "wrongly refused":
German that the detector calls another language with a probability of at least 0.9, which the pipeline would refuse.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.ingest.language import detect_language

REFUSED_FROM = 0.9  # pipeline.LANGUAGE_CERTAIN, named again so that this file needs no model


def texts(path: Path, size: int) -> list[str]:
    """Texts of `size` consecutive sentences."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    long = [line for line in lines if sum(map(str.isalpha, line)) >= 40]
    return [" ".join(long[i : i + size]) for i in range(0, len(long) - size + 1, size)]


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--german", type=Path, required=True)
    parser.add_argument("--other", type=Path, required=True, help="sentences in one other language")
    options = parser.parse_args()
    heads = ("sentences", "German", "at sight", "right", "wrongly refused", "other", "as German")
    print("".join(f"{head:>16}" for head in heads))
    for size in (1, 3, 10):
        german = [detect_language(text) for text in texts(options.german, size)]
        other = [detect_language(text) for text in texts(options.other, size)]
        sight = sum(found == ("de", 1.0) for found in german)
        right = sum(language == "de" for language, _ in german)
        refused = sum(language != "de" and probability >= REFUSED_FROM for language, probability in german)
        wrong = sum(language == "de" for language, _ in other)
        row = (size, len(german), sight, right, refused, len(other), wrong)
        print("".join(f"{cell:16}" for cell in row))


if __name__ == "__main__":
    main()
