"""Which lines of a file the boilerplate rules take: on sentences of news it should be none that is news.

    PYTHONPATH=. python benchmarks/boilerplate.py --data sentences.txt [--rules mine.toml]

The file has one sentence per line; each line is read as a block of its own. Prints every line that a rule takes, or a
part of, with the rule's name, and a count.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.ingest import read_article, read_text


def main() -> None:
    """Print the lines that are taken, and how many there are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="one sentence per line")
    parser.add_argument("--rules", type=Path, help="more rules, see docs/adding-a-rule.md")
    options = parser.parse_args()
    lines = [line.strip() for line in read_text(options.data).splitlines() if line.strip()]
    # A sentence first, so that the first line of the file is not judged as a headline.
    article = read_article("Ein Satz davor.\n\n" + "\n\n".join(lines), rules=options.rules)
    taken = [block for block in article.blocks if block.rule and not block.kept]
    for block in taken:
        print(f"{block.rule:20} {article.text[block.start : block.end].strip()}")
    print(f"{len(taken)} of {len(lines)} lines")


if __name__ == "__main__":
    main()
