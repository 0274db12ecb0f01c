"""The texts that one visitor wants compared. No gradio in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from workbench.errors import UsageError
from workbench.ingest.article import join_lines
from workbench.types import Article

_LONGEST_NAME = 70  # characters of a title that serve as a name; the tables have to hold it


@dataclass(frozen=True, slots=True)
class Source:
    """One text under the name that all tables give it."""

    name: str
    article: Article

    def read(self, lines: bool) -> Article:
        """The article, or one whose sentences are the lines of the text, with its name where the grid looks for it."""
        article = join_lines(_lines(self.article.text)) if lines else self.article
        return replace(article, metadata={**article.metadata, "file": self.name})


@dataclass(frozen=True, slots=True)
class Sources:
    """The texts in the order in which they were added, each name once."""

    texts: tuple[Source, ...] = ()

    def adding(self, article: Article, name: str | None = None) -> Sources:
        """With one more. Raises `UsageError` for a text that is there already, cut into the same sentences."""
        for known in self.texts:
            if (known.article.text, known.article.segments) == (article.text, article.segments):
                raise UsageError(f"This text is in the list already, as {known.name!r}; nothing was added.")
        return Sources((*self.texts, Source(self._unique(name or _name(article, len(self.texts) + 1)), article)))

    def removing(self, place: int) -> Sources:
        """Without the text at that place. Raises `UsageError` when there is none."""
        if not 0 <= place < len(self.texts):
            raise UsageError("This text is not in the list any more.")
        return Sources(self.texts[:place] + self.texts[place + 1 :])

    def articles(self, lines: bool) -> list[Article]:
        """All of them as the grid takes them."""
        return [source.read(lines) for source in self.texts]

    def _unique(self, name: str) -> str:
        taken = {source.name for source in self.texts}
        names = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
        return next(one for one in names if one not in taken)


def _name(article: Article, number: int) -> str:
    return shorten(article.title, _LONGEST_NAME, placeholder=" …") if article.title else f"text {number}"


def _lines(text: str) -> Sequence[str]:
    """As many as a reference file of one line per sentence has."""
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]
