"""ROUGE of the embedded summarisers, beside outputs of other systems that the data file brings along.

    PYTHONPATH=. python benchmarks/summaries.py --data cnndm-dev200.jsonl [--sentences 3] [--against lead]

Each line of the data: {"id", "document", "summary:reference", "summary:NAME" …}, English. Documents are split by
`workbench.segment.split`, as `workbench summarise` does. Printed for all rows and for each half, because the weights
of the extractive summariser were chosen on the even rows: mean F1 × 100, and how far it is from `--against`, with a
95 % interval from a paired bootstrap over documents.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer

from workbench.models.base import Summariser
from workbench.models.extractive import ExtractiveSummariser
from workbench.models.lead import LeadSummariser
from workbench.segment import split
from workbench.signature import signature
from workbench.types import BlockKind, Budget, Document, DocumentSentence

# ROUGE-L over the whole text as one sequence. The summary-level variant (rougeLsum) needs sentence boundaries, which
# the lower-cased references and given outputs do not have.
METRICS = ("rouge1", "rouge2", "rougeL")
RESAMPLES = 10_000
SEED = 0

Scores = NDArray[np.float64]  # (documents, metrics), F1 × 100


def document(text: str) -> Document:
    """A plain English text as a summariser sees it: one paragraph."""
    spans = split(text)
    return Document(tuple(DocumentSentence(text[a:b], BlockKind.PARAGRAPH, 0) for a, b in spans), "en")


def outputs(rows: Sequence[dict[str, str]], budget: Budget) -> dict[str, list[str]]:
    """The summaries of each system: ours made now, the others as given."""
    documents = [document(row["document"]) for row in rows]
    ours: tuple[Summariser, ...] = (LeadSummariser(), ExtractiveSummariser())
    made = {
        summariser.name: [" ".join(s.text for s in summariser.summarise(d, budget).sentences) for d in documents]
        for summariser in ours
    }
    given = [key for key in rows[0] if key.startswith("summary:") and key != "summary:reference"]
    return made | {key: [row[key] for row in rows] for key in given}


def rouge(references: Sequence[str], hypotheses: Sequence[str]) -> Scores:
    """One row of F1 scores per document."""
    scorer = RougeScorer(list(METRICS), use_stemmer=True)
    rows = []
    for reference, hypothesis in zip(references, hypotheses, strict=True):
        scores = scorer.score(reference, hypothesis)
        rows.append([100 * scores[metric].fmeasure for metric in METRICS])
    return np.array(rows)


def interval(difference: Scores) -> Scores:
    """The 2.5th and 97.5th percentile of the mean difference, per metric, over resampled documents."""
    drawn = np.random.default_rng(SEED).integers(0, len(difference), (RESAMPLES, len(difference)))
    means = np.stack([difference[sample].mean(axis=0) for sample in drawn])
    bounds: Scores = np.percentile(means, [2.5, 97.5], axis=0)
    return bounds


def table(title: str, scores: dict[str, Scores], words: dict[str, list[int]], rows: slice, against: str) -> str:
    """One Markdown table over a part of the documents."""
    lines = [f"### {title}", "", f"| system | R1 | R2 | RL | words | R1 − {against} | R2 | RL |", "|---" * 8 + "|"]
    for name, values in scores.items():
        cells = [f"{mean:.2f}" for mean in values[rows].mean(axis=0)] + [f"{np.mean(words[name][rows]):.0f}"]
        difference = values[rows] - scores[against][rows]
        low, high = interval(difference)
        for mean, a, b in zip(difference.mean(axis=0), low, high, strict=True):
            cells.append("" if name == against else f"{mean:+.2f} ({a:+.2f} … {b:+.2f})")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the arguments, score, print."""
    parser = argparse.ArgumentParser(description="ROUGE of the embedded summarisers.")
    parser.add_argument("--data", type=Path, required=True, help="JSON lines with document and summary:* texts")
    parser.add_argument("--sentences", type=int, default=3, help="sentences in the summaries made here (default: 3)")
    parser.add_argument("--against", default="lead", help="the system that the others are compared with")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = outputs(rows, Budget(options.sentences))
    if options.against not in texts:
        parser.error(f"no system named {options.against!r}; there are {', '.join(texts)}")
    references = [row["summary:reference"] for row in rows]
    scores = {name: rouge(references, summaries) for name, summaries in texts.items()}
    words = {name: [len(summary.split()) for summary in summaries] for name, summaries in texts.items()}
    for title, part in (
        ("All rows", slice(None)),
        ("Even rows", slice(0, None, 2)),
        ("Odd rows", slice(1, None, 2)),
    ):
        print(table(title, scores, words, part, options.against))
    print(
        signature(
            metric="rouge1+rouge2+rougeL F1 x100",
            library=f"rouge-score {version('rouge-score')}",
            stemmer="porter",
            split="workbench.segment",
            documents=len(rows),
            sentences=options.sentences,
            bootstrap=f"paired {RESAMPLES} seed {SEED}",
        )
    )


if __name__ == "__main__":
    main()
