"""Make the dictionary by which garbled words of a translation are mended: German words and their likeliest English.

    python -m training.dictionary --pairs train.de-en.tsv.xz --out workbench/glossary/dictionary.txt

The pairs are lines of German, English and source, separated by tabs. IBM's model 1 runs in both directions over the
words as they are written, as in `training/lexicon.py` over stems; a German word is kept with the one English word that
both directions agree on most, and how much they do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from training.from_pairs import commonest, is_like_news, options_for, read_rows
from training.lexicon import LONGEST, agreements
from workbench import words
from workbench.checks import english, german, lexicon

SEEN = 2  # times, or the pairs say nothing of a word
AGREED = 0.02  # least product of both directions' probabilities
LIKELY = 0.1  # least probability of the English word given the German one

# Never mended: translators convert them ("2 Zentimeter", "an inch"), and a unit with another's number is a false fact.
_UNIT = re.compile(r".*(meter|gramm|liter|tonne|hektar|grad|euro)(s|n|en)?")

_GERMAN = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

Sentence = list[str]


def read(path: Path) -> Iterator[tuple[Sentence, Sentence]]:
    """The content words of both sides of each pair that is worth learning from, as they are written."""
    known: set[tuple[str, str]] = set()
    for source, target, corpus in read_rows(path):
        if not is_like_news(corpus) or (source, target) in known:
            continue
        known.add((source, target))
        left = [w for w in _GERMAN.findall(source) if len(w) > 1 and w.lower() not in german.FUNCTION_WORDS]
        right = [w for w in _ENGLISH.findall(target) if len(w) > 1 and w.lower() not in words.FUNCTION_WORDS]
        if 0 < len(left) <= LONGEST and 0 < len(right) <= LONGEST:
            yield left, right


def casings(sentences: list[Sentence]) -> dict[str, str]:
    """Each word in lower case with its commonest casing, the first content word of a sentence not counted."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence[1:]:
            seen[word.lower()][word] += 1
    return {lower: commonest(found) for lower, found in seen.items()}


def translations(pairs: list[tuple[Sentence, Sentence]]) -> dict[str, tuple[str, float]]:
    """The English of each German word, both in lower case, with the product of both directions' probabilities."""
    lowered = [([w.lower() for w in left], [w.lower() for w in right]) for left, right in pairs]
    best: dict[str, tuple[str, float]] = {}
    for word, made, chance, agreed in sorted(agreements(lowered, SEEN)):
        if chance >= LIKELY and agreed >= AGREED and agreed > best.get(word, ("", 0.0))[1]:
            best[word] = (made, agreed)
    return best


def lines(best: Mapping[str, tuple[str, float]], written: Mapping[str, str]) -> Iterator[str]:
    """A German word in lower case, its English as it is written, and how sure that is in per cent."""
    for word, (lower, agreed) in sorted(best.items()):
        shown = written.get(lower, lower)
        if _is_likely(word, shown):
            yield f"{word} {shown} {round(100 * agreed)}"


def _is_likely(word: str, shown: str) -> bool:
    """A word that English knows; or a name that begins as the German does, for pairs of a word and a name go wrong.

    Names that are the same in both languages are left out: a model that knows none of them copies them.
    """
    if _UNIT.fullmatch(word):
        return False
    if shown[0].isupper():
        return shown.lower() != word and lexicon.sound(word)[:1] == lexicon.sound(shown.lower())[:1]
    return english.is_word(shown)


def main() -> None:
    """Read, learn in both directions, keep what both agree on, write."""
    options = options_for(__doc__).parse_args()
    pairs = list(read(options.pairs))
    written = casings([right for _, right in pairs])
    text = "".join(line + "\n" for line in lines(translations(pairs), written))
    options.out.write_text(text, encoding="utf-8", newline="\n")
    print(f"{text.count(chr(10))} words")


if __name__ == "__main__":
    main()
