"""A comparison as CSV: a row for each sentence and each summary of each system."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from workbench.comparison.types import Comparison, Verdict
from workbench.report.verdicts import outcome

COLUMNS = (
    "unit",  # "sentence" or "summary"
    "text",
    "index",  # of the sentence, from 0; empty for a summary
    "system",
    "source",
    "output",
    "reference",
    "agreement",
    "chrf",
    "score",
    "truncated",
    "flags",  # ids of the checks, with spaces between them
    "verdict",  # of a judge, against the base: win, tie, loss, unread; empty where none was asked for
    "reasons",  # of the judge, with the system as the first text | as the second
)


def render(c: Comparison) -> str:
    """RFC 4180 with a header, in the order of the texts; texts are written exactly as they are."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_rows(c))
    return file.getvalue()


def _rows(c: Comparison) -> Iterator[dict[str, Any]]:
    verdicts = {(v.text, v.index, v.system): v for v in (c.judgement.verdicts if c.judgement else ())}
    for sentence in c.sentences:
        for output in sentence.outputs:
            yield {
                "unit": "sentence",
                "text": sentence.text,
                "index": sentence.index,
                "system": output.system,
                "source": sentence.source,
                "output": output.text,
                "reference": sentence.reference,
                "agreement": sentence.agreement,
                "chrf": output.chrf,
                "score": output.score,
                "truncated": output.truncated,
                "flags": " ".join(flag.check for flag in output.flags),
                **_verdict(verdicts.get((sentence.text, sentence.index, output.system))),
            }
    for summary in c.summaries:
        yield {
            "unit": "summary",
            "text": summary.text,
            "system": summary.system,
            "output": " ".join(sentence.text for sentence in summary.sentences),
            "reference": summary.reference,
        }


def _verdict(verdict: Verdict | None) -> dict[str, str]:
    if verdict is None:
        return {}
    return {"verdict": outcome(verdict), "reasons": " | ".join(verdict.reasons)}
