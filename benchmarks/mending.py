"""What mending garbled words does to the translations of a model.

    PYTHONPATH=. python benchmarks/mending.py --source newstest2017.de --reference newstest2017.en [--show]
                                              [--model NAME]

The lines are translated, and words that are no English are mended by the dictionary alone, without the terms of a
glossary. Printed: how many words were no English and how many of them were mended, how many of the mended words stand
in the reference of their sentence, which share of the source's numbers and names survives (as `python -m training
evaluate` counts them), and BLEU and chrF before and after, of all lines and of those that were changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from training import survival
from workbench import translate
from workbench.checks import check_all
from workbench.glossary import EMPTY, apply_to_all
from workbench.glossary.terms import Glossary


def scores(outputs: Sequence[str], references: Sequence[str]) -> str:
    """BLEU and chrF in one line."""
    made = (metric.corpus_score(outputs, [references]) for metric in (BLEU(), CHRF()))
    return ", ".join(f"{score.name} {score.score:.2f}" for score in made)


def doubted(source: Sequence[str], outputs: Sequence[str]) -> int:
    """How many words the checks hold to be no English."""
    flags = check_all(zip(source, outputs, [None] * len(source), strict=True))
    return sum(flag.check in ("spellcheck", "untranslated") for flag in flags)


def surviving(source: Sequence[str], reference: Sequence[str], outputs: Sequence[str]) -> str:
    """Shares of the numbers of the source, and of the names that the reference keeps, that the outputs have."""
    digits = survival.kept(list(map(survival.numbers, source)), list(map(survival.numbers, outputs)))
    names = survival.kept(list(map(survival.names, source, reference)), list(map(survival.words, outputs)))
    assert digits is not None
    assert names is not None
    return f"numbers {digits:.1%}, names {names:.1%}"


def main() -> None:
    """Translate, mend, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--model", default="marian-de-en")
    parser.add_argument("--show", action="store_true", help="print every change")
    options = parser.parse_args()
    source = options.source.read_text("utf-8").splitlines()
    reference = options.reference.read_text("utf-8").splitlines()
    made = translate(source, model=options.model).sentences
    before = [one.text for one in made]
    only_mending = Glossary(EMPTY.terms, "none", EMPTY.hash, mends=True)
    done = apply_to_all(only_mending, source, before, [one.alignment for one in made])
    after = list(done.targets)
    found = sum(term.after.lower() in reference[term.segment].lower() for term in done.terms)
    lines = sorted({term.segment for term in done.terms})
    print(f"words that are no English: {doubted(source, before)} before, {doubted(source, after)} after")
    print(f"mended: {len(done.terms)} in {len(lines)} of {len(source)} lines, {found} of them as the reference has it")
    print(f"surviving: {surviving(source, reference, before)} -> {surviving(source, reference, after)}")
    for name, some in (("all lines", range(len(source))), ("changed lines", lines)):
        references = [reference[k] for k in some]
        print(f"{name}: {scores([before[k] for k in some], references)}", end=" -> ")
        print(scores([after[k] for k in some], references))
    for term in done.terms if options.show else ():
        print(f"{term.segment + 1}: {term.german}: {term.before} -> {term.after}")


if __name__ == "__main__":
    main()
