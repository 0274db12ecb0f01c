"""Make the table of ordinary casing by which sentences in capitals are read, learnt from German sentences.

    python -m training.casing --pairs train.de-en.tsv.xz --out workbench/segment/casing.txt

The pairs are lines of German, English and source, separated by tabs; only the German is used. The first word of a
sentence, or of a quotation in it, says nothing and is not counted. Sentences of news and encyclopaedias count more than
the others, whose "Sie" addresses the reader. A word is written down where its commonest casing is not what the endings
of all words make it; with the word before it, where that one changes it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.from_pairs import commonest, is_like_news, options_for, read_rows
from workbench.segment.casing import CAPITAL, LOWER, Table, capitals

# Chosen on newstest2017 in capitals: words in the right casing, and the size of the table (training/README.md).
WRITTEN = ("newstest", "wmt", "ntrex", "mlqe", "xquad", "ud-pud")  # sources that are written as articles are
WEIGHT = 10  # of a sentence of theirs against one of the others
LONGEST = 6  # letters of an ending
WORDS = 2  # with the ending, or it says nothing
LEAD = 11  # weighted times that a casing behind a word must lead the word's own by, so more than one sentence
REST = 2  # letters that an ending leaves of its word, besides one

_WORD = re.compile(r"[^\W\d_]+")
# Before a word whose capital may be that of a beginning.
_BEGINS = re.compile(r'(?:^|[.:!?…"„“”»«›‹‚–•(]\s*)$')

Seen = defaultdict[str, Counter[str]]
SeenBehind = defaultdict[tuple[str, str], Counter[str]]


def read(path: Path) -> Iterator[tuple[str, int]]:
    """Each German sentence once, with its weight; none that is mostly in capitals."""
    known: set[str] = set()
    for german, _, source in read_rows(path):
        if not is_like_news(source) or german in known:
            continue
        known.add(german)
        if sum(map(str.islower, german)) * 2 >= sum(map(str.isupper, german)):
            yield german, WEIGHT if source.startswith(WRITTEN) else 1


def count(sentences: Iterable[tuple[str, int]]) -> tuple[Seen, SeenBehind]:
    """How often each word has each casing, by the word in capitals, and by the word before it and that."""
    seen: Seen = defaultdict(Counter)
    behind: SeenBehind = defaultdict(Counter)
    for text, weight in sentences:
        before: re.Match[str] | None = None
        for match in _WORD.finditer(text):
            word, key = match[0], capitals(match[0])
            if not _BEGINS.search(text[: match.start()]):
                seen[key][word] += weight
                if before and text[before.end() : match.start()] == " ":
                    behind[capitals(before[0]), key][word] += weight
            before = match
    return seen, behind


def endings(words: dict[str, str]) -> dict[str, str]:
    """The endings that tell lower-case words from nouns: each says something else than the shorter ones inside it."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, word in words.items():
        if len(word) == 1 or word[1:].islower():
            for length in range(1, min(LONGEST, len(key) - REST) + 1):
                kinds[key[-length:]][LOWER if word[0].islower() else CAPITAL] += 1
    table = Table({}, {}, {})
    for ending in sorted(kinds, key=lambda ending: (len(ending), ending)):
        found = kinds[ending]
        kind = LOWER if found[LOWER] > found[CAPITAL] else CAPITAL
        if found.total() >= WORDS and table.kind("X" * REST + ending) != kind:
            table.endings[ending] = kind
    return table.endings


def learn(seen: Seen, behind: SeenBehind) -> Table:
    """The table of what was counted, without what follows from the rest of it."""
    usual = {key: commonest(found) for key, found in sorted(seen.items())}
    table = Table({}, {}, endings(usual))
    table.words.update({key: word for key, word in usual.items() if table.cased(key, None) != word})
    for (before, key), found in sorted(behind.items()):
        word = commonest(found)
        if found[word] - found[usual[key]] >= LEAD:
            table.behind[before, key] = word
    return table


def lines(table: Table) -> Iterator[str]:
    """The table as `workbench.segment.casing.read_table` reads it."""
    yield from (kind + ending.lower() for ending, kind in sorted(table.endings.items()))
    yield from table.words.values()
    yield from (f"{before.lower()} {word}" for (before, _), word in table.behind.items())


def main() -> None:
    """Read, count, learn, write."""
    options = options_for(__doc__).parse_args()
    table = learn(*count(read(options.pairs)))
    options.out.write_text("".join(line + "\n" for line in lines(table)), encoding="utf-8", newline="\n")
    print(f"{len(table.endings)} endings, {len(table.words)} words, {len(table.behind)} behind another word")


if __name__ == "__main__":
    main()
