"""How well German in capitals gets its ordinary casing back, and what that is worth to a translation.

    PYTHONPATH=. python benchmarks/casing.py --source newstest2017.de [--reference newstest2017.en] [--every 6]
                                             [--model NAME]

Every so many lines of the source are put in capitals. Printed: how many of their words, and how many whole lines, get
back the casing that they had; how many lines that are not in capitals were changed; and, with a reference, BLEU and
chrF of the lines as they are, in capitals, and in capitals with their casing restored, as the program does it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from workbench.models import load_translator
from workbench.models.base import Translator
from workbench.segment import recased
from workbench.types import Decoding

_WORD = re.compile(r"[^\W\d_]+")


def accuracy(lines: Sequence[str]) -> None:
    """Print how many words and lines get their casing back, and how many lines were touched without need."""
    right = total = whole = 0
    for line in lines:
        as_it_was, again = _WORD.findall(line), _WORD.findall(recased(line.upper()))
        same = [left == right for left, right in zip(as_it_was, again, strict=True)]
        right, total, whole = right + sum(same), total + len(same), whole + all(same)
    touched = sum(recased(line) != line for line in lines)
    print(f"{len(lines)} lines, {total:,} words")
    print(f"casing restored: {right / total:.1%} of words, {whole / len(lines):.1%} of lines with all their words")
    print(f"lines changed that are not in capitals: {touched}")


def translated(translator: Translator, lines: Sequence[str], *, recases: bool) -> list[str]:
    """The lines in English; without `recases` the model reads capitals as they are."""
    translator.recases = recases
    return [made.text for made in translator.translate(lines)]


def quality(model: str, lines: Sequence[str], reference: Sequence[str]) -> None:
    """Print the scores of a model on the lines, in three forms."""
    translator = load_translator(model)
    loud = [line.upper() for line in lines]
    for name, texts, recases in (
        ("as they are", lines, True),
        ("in capitals, read as they are", loud, False),
        ("in capitals, casing restored", loud, True),
    ):
        outputs = translated(translator, texts, recases=recases)
        scores = [metric.corpus_score(outputs, [reference]) for metric in (BLEU(), CHRF())]
        print(f"{name}: " + ", ".join(f"{score.name} {score.score:.2f}" for score in scores))
    print(translator.signature(Decoding()))


def main() -> None:
    """Restore, translate, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--reference", type=Path)
    parser.add_argument("--model", default="marian-de-en")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    lines = options.source.read_text("utf-8").splitlines()[:: options.every]
    accuracy(lines)
    if options.reference:
        quality(options.model, lines, options.reference.read_text("utf-8").splitlines()[:: options.every])


if __name__ == "__main__":
    main()
