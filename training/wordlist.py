"""Make the list of English words of the checks, from lists of words and from the English side of sentence pairs.

    python -m training.wordlist --words american-english-large british-english-large --pairs train.de-en.tsv.xz \
        --out workbench/checks/english.txt

The lists have a word to a line, as those of Debian's packages wamerican-large and wbritish-large, which are made from
SCOWL. Of the pairs, lines of German, English and source separated by tabs, come the words in lower case that were seen
often enough to be no slip. What the lexicon of the checks has, and what the rules of `workbench/checks/english.py` make
of other words of the list, is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.from_pairs import is_like_news, options_for, read_rows
from workbench import words
from workbench.checks import english, lexicon

SEEN = 3  # times in texts like news; a slip is seldom made three times
SEEN_ANYWHERE = 9  # times in all texts; the others repeat theirs
SHORTEST = 3  # letters; the checks pass over shorter words
_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_NOTICE = """\
# Stems of English words, made by training/wordlist.py from sentence pairs and from SCOWL, of which this is said:
# Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the
# associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
# without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and
# this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the
# suitability of this array for any purpose. It is provided "as is" without express or implied warranty.
"""


def seen(path: Path) -> set[str]:
    """The lower-case words of the English side that were seen often enough, in two if a hyphen joins them."""
    news: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for _, target, corpus in read_rows(path):
        found = [word for word in _WORD.findall(target.replace("’", "'")) if word.islower()]
        everywhere.update(found)
        if is_like_news(corpus):
            news.update(found)
    often = (word for word, count in everywhere.items() if count >= SEEN_ANYWHERE or news[word] >= SEEN)
    return {part for word in often for part in word.replace("'s", "").split("-")}


def listed(paths: Iterable[Path]) -> set[str]:
    """The words of lists, in lower case."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return {line.strip().removesuffix("'s").lower() for line in lines}


def stems(found: set[str]) -> list[str]:
    """The stems of the words that neither the lexicon nor the rules give, the shortest first."""
    kept: set[str] = set()

    def is_kept(stem: str) -> bool:
        return stem in kept or lexicon.is_english_stem(stem)

    cut = {words.cut(english.without_accents(word)) for word in found if word.isalpha()}
    for stem in sorted(cut, key=lambda stem: (len(stem), stem)):
        if len(stem) >= SHORTEST and not english.is_made(stem, is_kept):
            kept.add(stem)
    return sorted(kept)


def main() -> None:
    """Read, leave out what need not be listed, write."""
    parser = options_for(__doc__)
    parser.add_argument("--words", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    found = stems(listed(options.words) | seen(options.pairs))
    options.out.write_text(_NOTICE + "\n".join(found) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
