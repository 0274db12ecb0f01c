"""Sentence pairs: reading the three-column files, cleaning, filtering."""

from __future__ import annotations

import fnmatch
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.recipe import Prepare, RecipeError

_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]")
# One style of quotation marks on the English side: it is what the model will write. The German side keeps its own;
# the vocabulary's normaliser folds them (see vocabulary.py), at inference as in training.
_ENGLISH_MARKS = str.maketrans("“”„«»″’‘‚`´′–—", '"' * 6 + "'" * 6 + "--")
_LONE_SPACE = re.compile(r"(?<=\w)' (?=(?:s|t|re|ve|ll|d|m)\b)| (?=[,.;!?](?:\s|$))")
_GERMAN = frozenset("der die das und nicht ist wird mit von für auf den dem eine einen sich auch werden sind".split())
_ENGLISH = frozenset("the and of to is not with for on are was that this be can it you by from".split())


@dataclass(frozen=True)
class Pair:
    """A German segment, its English translation, and the name of the source it comes from."""

    source: str
    target: str
    origin: str


def clean_source(text: str) -> str:
    """German text in NFC, without invisible characters, spaces collapsed."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_target(text: str) -> str:
    """English text cleaned like German, with straight quotation marks and no space before commas and stops."""
    return _LONE_SPACE.sub(
        lambda found: "'" if found.group().startswith("'") else "", clean_source(text).translate(_ENGLISH_MARKS)
    )


def comes_from(origin: str, patterns: Iterable[str]) -> bool:
    """True when one of the shell patterns matches the name of a source."""
    return any(fnmatch.fnmatchcase(origin, pattern) for pattern in patterns)


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, without their ends."""
    return path.read_text(encoding="utf-8").splitlines()


def read_tsv(path: Path) -> Iterator[Pair]:
    """Reads `German<TAB>English<TAB>origin` lines from a plain or an xz file.

    Raises:
        RecipeError: for a line that has not three columns.
    """
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 3:
                raise RecipeError(f"{path.name}:{number}: {len(columns)} columns; German, English, origin are needed")
            yield Pair(clean_source(columns[0]), clean_target(columns[1]), columns[2])


def _is_german(text: str) -> bool:
    """True when a supposed English side holds more German function words than English ones."""
    words = text.lower().split()
    german = sum(word in _GERMAN for word in words)
    return german >= 2 and german > sum(word in _ENGLISH for word in words)


def _letters(text: str) -> float:
    dense = text.replace(" ", "")
    return sum(map(str.isalpha, dense)) / len(dense)


def is_usable(pair: Pair, options: Prepare) -> bool:
    """True for a pair that can teach: bounded length and ratio, mostly letters, the English side English."""
    if not pair.source or not pair.target:
        return False
    words = max(pair.source.count(" "), pair.target.count(" ")) + 1
    if words > options.max_words:
        return False
    lengths = len(pair.source), len(pair.target)
    if max(lengths) > 40 and max(lengths) > options.max_length_ratio * min(lengths):
        return False
    if min(_letters(pair.source), _letters(pair.target)) < options.min_letters:
        return False
    if pair.source == pair.target and words > 3:
        return False
    return not _is_german(pair.target)


def keep_usable(pairs: Iterable[Pair], options: Prepare, forbidden: frozenset[str]) -> Iterator[Pair]:
    """Drops unusable and repeated pairs, and every pair with a side in `forbidden` (the development set)."""
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        key = (pair.source, pair.target)
        if key in seen or pair.source in forbidden or pair.target in forbidden or not is_usable(pair, options):
            continue
        seen.add(key)
        yield pair
