"""How much the weights of the extractive summariser matter, and what they are worth on documents they never saw.

    PYTHONPATH=. python benchmarks/summary_weights.py --data cnndm-dev200.jsonl        (a few minutes)

Two answers, for summaries of three sentences (ROUGE F1 × 100, as in benchmarks/summaries.py):

- a sweep: one weight changed at a time, on the even rows (where they were tuned) and on the odd ones;
- a cross-validation: of all combinations in a coarse grid, the best on a random half of the documents is measured on
  the other half, 500 times over. This is what tuning on so few documents can be trusted with.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from summaries import Scores, document, rouge  # the script beside this one

from workbench.models import extractive
from workbench.models.base import Summariser
from workbench.models.extractive import ExtractiveSummariser
from workbench.models.lead import LeadSummariser
from workbench.types import Budget, Document

NEIGHBOURS: Mapping[str, Sequence[object]] = {
    "_EMPHASIS": (1.0, 1.15, 1.35, 1.5),
    "_POSITION": (0.0, 0.2, 0.4),
    "_HEAD_START": (1, 2, 5),
    "_STRETCH": (20, 30, 60, 1000),
    "_LENGTHINESS": (0.0, 0.005, 0.01),
    "_LONG": (20, 30),
    "_SAYING": (frozenset(),),
    "_SUBSTANCE": (0, 3),
    "_REPETITION": (0.5, 2.0),
}
GRID: Mapping[str, Sequence[object]] = {
    "_EMPHASIS": (1.0, 1.25, 1.5),
    "_POSITION": (0.2, 0.3, 0.4),
    "_HEAD_START": (1, 3, 5),
    "_LENGTHINESS": (0.0, 0.007, 0.014),
}
SPLITS = 500
SEED = 0


class Bench:
    """The documents with their references, and the scores of a summariser on them."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.documents: list[Document] = [document(row["document"]) for row in rows]
        self.references = [row["summary:reference"] for row in rows]

    def scores(self, summariser: Summariser) -> Scores:
        """F1 × 100 per document and metric, at three sentences."""
        made = [summariser.summarise(d, Budget(3)).sentences for d in self.documents]
        return rouge(self.references, [" ".join(s.text for s in sentences) for sentences in made])

    def with_weights(self, **weights: object) -> Scores:
        """The scores of the extractive summariser with some of its weights changed for the time being."""
        kept = {name: getattr(extractive, name) for name in weights}
        try:
            for name, value in weights.items():
                setattr(extractive, name, value)
            return self.scores(ExtractiveSummariser())
        finally:
            for name, value in kept.items():
                setattr(extractive, name, value)


def cells(means: Sequence[float] | Scores) -> str:
    """Numbers as cells of a Markdown table."""
    return " | ".join(f"{mean:.2f}" for mean in means)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, int | float) else "none"


def sweep(bench: Bench) -> None:
    """Print one row per changed weight."""
    print("| changed | even R1 | R2 | RL | odd R1 | R2 | RL |\n" + "|---" * 7 + "|")
    changes: list[dict[str, object]] = [{}]
    changes += [{name: value} for name, values in NEIGHBOURS.items() for value in values]
    for change in changes:
        scores = bench.with_weights(**change)
        shown = ", ".join(f"{name[1:].lower()} {_shown(value)}" for name, value in change.items())
        means = [*scores[::2].mean(axis=0), *scores[1::2].mean(axis=0)]
        print(f"| {shown or 'nothing'} | {cells(means)} |", flush=True)


def cross_validate(bench: Bench, others: Mapping[str, Scores]) -> None:
    """Print the spread over the grid and the held-out scores, beside other systems on the same held-out halves."""
    grid = np.stack([bench.with_weights(**dict(zip(GRID, values, strict=True))) for values in product(*GRID.values())])
    means = grid.mean(axis=1)
    print(f"\n{len(grid)} combinations, all documents\n\n| | R1 | R2 | RL |\n|---|---|---|---|")
    for name, row in (("worst", means.min(axis=0)), ("mean", means.mean(axis=0)), ("best", means.max(axis=0))):
        print(f"| {name} | {cells(row)} |")
    generator = np.random.default_rng(SEED)
    relative = grid / means.mean(axis=0)  # so that the three metrics count alike in the choice
    held_out: dict[str, list[Scores]] = {name: [] for name in ("extractive", *others)}
    for _ in range(SPLITS):
        order = generator.permutation(grid.shape[1])
        tune, test = order[: len(order) // 2], order[len(order) // 2 :]
        chosen = int(relative[:, tune].mean(axis=(1, 2)).argmax())
        held_out["extractive"].append(grid[chosen, test].mean(axis=0))
        for name, scores in others.items():
            held_out[name].append(scores[test].mean(axis=0))
    print(f"\nHeld-out halves of {SPLITS} random splits, mean\n\n| system | R1 | R2 | RL |\n|---|---|---|---|")
    for name, rows in held_out.items():
        print(f"| {name} | {cells(np.mean(rows, axis=0))} |")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="What the weights of the extractive summariser are worth.")
    parser.add_argument("--data", type=Path, required=True, help="JSON lines with document and summary:* texts")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines() if line.strip()]
    bench = Bench(rows)
    sweep(bench)
    given = [key for key in rows[0] if key.startswith("summary:") and key != "summary:reference"]
    others = {"lead": bench.scores(LeadSummariser())}
    cross_validate(bench, others | {key: rouge(bench.references, [row[key] for row in rows]) for key in given})


if __name__ == "__main__":
    main()
