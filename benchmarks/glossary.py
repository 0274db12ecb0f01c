"""What the starter glossary does to translations that are known to be good, and how fast terms are found.

    PYTHONPATH=. python benchmarks/glossary.py --source news.de --target news.en [--show]

One sentence per line. On translations by people, every change is a mistake of the glossary and most of what is missed
is a free rendering. Prints counts, and the sentences a second that `find` and `apply` manage.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from time import perf_counter

from workbench.glossary import Kind, apply, find, report, starter


def main() -> None:
    """Print what was found, changed and missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print every change and the terms most often missed")
    parser.add_argument("--rules", action="store_true", help="names by rule too")
    options = parser.parse_args()
    pairs = list(zip(*(path.read_text("utf-8").splitlines() for path in (options.source, options.target)), strict=True))
    glossary = starter()
    find(glossary, "")
    start = perf_counter()
    matches = [match for source, _ in pairs for match in find(glossary, source)]
    searched = perf_counter() - start
    start = perf_counter()
    applied = [apply(glossary, source, target, rules=options.rules) for source, target in pairs]
    spent = perf_counter() - start
    made = report(glossary, applied)
    print(
        f"{len(pairs)} sentences, {len(glossary.terms)} terms; found {len(matches)}:", Counter(m.kind for m in matches)
    )
    missed = [match for one in applied for match in one.missed]
    print(f"changed {sum(made.changed.values())}, missed {len(missed)}:", Counter(match.kind for match in missed))
    print(f"find {len(pairs) / searched:.0f} sentences/s, apply {len(pairs) / spent:.0f} sentences/s")
    if options.show:
        for (source, _), one in zip(pairs, applied, strict=True):
            for change in one.changes:
                print(f"{change.before} -> {change.after}: {source[:90]} | {one.target[:90]}")
        whole = Counter(match.term.german for match in missed if match.kind is not Kind.COMPOUND)
        parts = Counter(match.term.german for match in missed if match.kind is Kind.COMPOUND)
        print(whole.most_common(60), parts.most_common(40), sep="\n")


if __name__ == "__main__":
    main()
