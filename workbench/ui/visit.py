"""What the page keeps of one visitor: in the visitor's own session and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workbench.types import Article, Run, Translated
from workbench.ui.memory import Memory


@dataclass(slots=True)
class Ticket:
    """One order: which block it changes, if any, and whether to stop. Changed in place: work and button share it."""

    keep: int | None = None  # a block to restore
    drop: int | None = None  # a block to remove again
    stopped: bool = False
    active: bool = False  # from the click until the work has ended


@dataclass(frozen=True, slots=True)
class Visit:
    """The article in front of the visitor and what was made of it."""

    article: Article | None = None
    restored: frozenset[int] = frozenset()  # blocks brought back by hand
    memory: Memory = field(default_factory=dict)  # of this article only
    run: Run | None = None  # the last one that ended well

    def holds(self, text: str) -> bool:
        """Whether a text area's content is this article; a browser makes every line end a line feed."""
        return self.article is not None and _as_typed(self.article.text) == _as_typed(text)

    def reading(self, article: Article) -> Visit:
        """The same visitor with a new article; the last run stays until another one ends well."""
        return replace(self, article=article, restored=frozenset(), memory={})

    def remembering(self, finished: dict[int, Translated], signature: str) -> Visit:
        """With the translations of segments of the present article kept for reuse."""
        article = self.article
        if article is None or not signature:
            return self
        fresh = {(article.source(article.segments[i]), signature): done for i, done in finished.items()}
        return replace(self, memory={**self.memory, **fresh})


def _as_typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufffd", "")
