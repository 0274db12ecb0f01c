"""A translation that is the source again."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import german
from workbench.checks.lexicon import is_german
from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "unchanged"


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a translation of the same words, unless they are all names or numbers."""
    source, target = pair.source_words, pair.target_words
    if len(source) != len(target) or any(left.lower != right.lower for left, right in zip(source, target, strict=True)):
        return
    lower = [word.text for word in source if word.text.islower()]  # names have none, titles seldom
    telling = [word for word in lower if word in german.FUNCTION_WORDS or is_german(word)]
    if len(source) > 2 and telling:  # two words are often a name, the same in both languages
        yield pair.flag(ID, Severity.ERROR, "the translation is the German sentence again", None, (0, len(pair.target)))
