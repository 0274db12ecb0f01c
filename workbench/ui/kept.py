"""The memory behind the page: the same file that the command line writes, for the one person whose machine this is."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from workbench.errors import StoreError
from workbench.store import OFF, Sentences, Store, open_store, store_path


@dataclass(frozen=True, slots=True)
class Kept:
    """The open memory, or the reason why there is none. What is wrong with it never stops the work."""

    store: Store | None = None
    why_not: str = "This page was started without a memory."
    others: bool = False  # whether other machines reach the page: its visitors change nothing that lasts

    @property
    def sentences(self) -> Sentences | None:
        """The sentence cache."""
        return self.store.sentences if self.store is not None else None

    def close(self) -> None:
        """Let go of the file."""
        if self.store is not None:
            self.store.close()


def open_kept(host: str) -> Kept:
    """The memory for a page that listens on `host`.

    A page that other machines can reach has none: its visitors would read what others translated.
    """
    path, others = store_path(), not _is_own_machine(host)
    if path is None:
        return Kept(None, f"Nothing is remembered, because WORKBENCH_STORE is {OFF!r}.", others)
    if others:
        why = f"Nothing is remembered, because {host} can be reached by others, who would read it all."
        return Kept(None, why, others)
    try:
        return Kept(open_store(path))
    except StoreError as error:
        return Kept(None, f"Nothing is remembered. {error}")


def _is_own_machine(host: str) -> bool:
    """Whether only this machine can reach an address; a name other than localhost may be anything."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
