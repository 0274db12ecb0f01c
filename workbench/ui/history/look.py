"""What one visitor looks at: which entries of the memory, and which page of them. Knows nothing of gradio."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.store import MADE, Found, Store

PER_PAGE = 20
BEGIN, END = "\x02", "\x03"  # around what a search found; the store keeps no control characters in what it searches


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for."""

    words: str = ""
    kind: str = ""  # one of `MADE`; empty for all of them
    starred: bool = False
    page: int = 0  # from 0

    def kinds(self) -> tuple[str, ...]:
        """The kinds to look for. A browser may send anything, which then is none."""
        return (self.kind,) if self.kind else MADE

    def narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words.strip() or self.kind or self.starred)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of what was found; snippets are empty where nothing was searched for."""

    look: Look
    found: tuple[Found, ...]
    total: int  # on all pages

    @property
    def first(self) -> int:
        """The place of the first entry of the page among all, from 0."""
        return self.look.page * PER_PAGE


def listing(store: Store, look: Look) -> Listing:
    """The page that is looked at, or the last one that there is. Raises `UsageError` for words that are none."""
    entries, words, kinds = store.entries, look.words.strip(), look.kinds()
    if words:
        total = entries.count_found(words, kind=kinds, starred=look.starred)
    else:
        total = entries.count(kind=kinds, starred=look.starred)
    look = replace(look, page=max(0, min(look.page, (total - 1) // PER_PAGE)))
    skip = look.page * PER_PAGE
    if words:
        marks = (BEGIN, END)
        found = entries.search(words, kind=kinds, starred=look.starred, limit=PER_PAGE, skip=skip, marks=marks)
    else:
        newest = entries.newest(kind=kinds, starred=look.starred, limit=PER_PAGE, skip=skip)
        found = [Found(entry, "") for entry in newest]
    return Listing(look, tuple(found), total)
