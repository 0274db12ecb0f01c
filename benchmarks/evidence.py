"""How well `workbench.evidence.support` tells supported sentences from others, and what it costs.

    PYTHONPATH=. python benchmarks/evidence.py --data cnndm-dev200.jsonl [--system summary:bart]

Supported: the sentences of a system's summaries, against the document that they were made from. Others: the same
sentences against another document of the file, half the file away. Printed per threshold: the share of both kinds that
reaches it. Then the time of 20 summary sentences against 200 document sentences, the best of five.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from time import perf_counter

from workbench import evidence, words
from workbench.segment import split

THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


def sentences(text: str) -> list[str]:
    """The sentences of a text as `workbench summarise` sees them; lower-cased ones are cut at full stops."""
    if text == text.lower():
        return re.split(r"(?<=[.!?]) ", text)
    return [text[a:b] for a, b in split(text)]


def best_time(summary: list[str], document: list[str], attend: bool) -> float:
    """Seconds, best of five, the caches emptied before each."""
    times = []
    even = [1 / len(document)] * len(document)
    attention = [even] * len(summary) if attend else None
    for _ in range(5):
        words.stem.cache_clear()
        evidence._word.cache_clear()
        start = perf_counter()
        evidence.support(summary, document, attention=attention)
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Evidence of summary sentences: threshold and time.")
    parser.add_argument("--data", type=Path, required=True, help="JSON lines with document and summary:* texts")
    parser.add_argument("--system", default="summary:bart", help="whose summaries (default: summary:bart)")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [sentences(row["document"]) for row in rows]
    summaries = [sentences(row[options.system]) for row in rows]
    own, other, told = [], [], 0
    for i, summary in enumerate(summaries):
        mine = evidence.support(summary, documents[i], threshold=0.0)
        own += [e.support for e in mine]
        told += sum(bool(e.missing) for e in mine)
        stranger = documents[(i + len(rows) // 2) % len(rows)]
        other += [e.support for e in evidence.support(summary, stranger, threshold=0.0)]
    print(f"{len(own)} sentences of {options.system}; something missing in {told}")
    print("| threshold | own document | another document |\n|---|---|---|")
    for threshold in THRESHOLDS:
        shares = [100 * sum(s >= threshold for s in supports) / len(supports) for supports in (own, other)]
        print(f"| {threshold} | {shares[0]:.1f} % | {shares[1]:.1f} % |")
    long_document = [sentence for document in documents for sentence in document][:200]
    many = [sentence for summary in summaries for sentence in summary][:20]
    for attend, name in ((False, "without attention"), (True, "with attention to every sentence")):
        seconds = best_time(many, long_document, attend)
        print(f"\n{len(many)} × {len(long_document)} sentences, {name}: {1000 * seconds:.1f} ms")


if __name__ == "__main__":
    main()
