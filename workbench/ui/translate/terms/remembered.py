"""The visitor's own terms in the memory of this machine, so that they are there again after a reload."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import StoreError, UsageError, WorkbenchError
from workbench.glossary import parse_glossary
from workbench.ui.kept import Kept
from workbench.ui.translate.terms.mine import NAME, Terms


def recalled(kept: Kept, terms: Terms) -> Terms:
    """The visitor's terms with the list that the memory has. Raises a `WorkbenchError` when it cannot be read."""
    if kept.store is None:
        return terms
    text = kept.store.own_terms()
    own = parse_glossary(text.encode(), f"{NAME}.toml").terms if text else ()
    return replace(terms, own=own, editing=None, deleted=None, remembered=text)


def check_current(kept: Kept, terms: Terms) -> None:
    """Raise `UsageError` where another tab of the browser has changed the list meanwhile: neither may undo the other.

    A memory that cannot be read is no reason to hold anybody up.
    """
    if kept.store is None:
        return
    try:
        changed = kept.store.own_terms() != terms.remembered
    except StoreError:
        return
    if changed:
        raise UsageError("Your list was changed in another tab. Here it is as it is now; please do that again.")


def keep(kept: Kept, terms: Terms) -> tuple[Terms, tuple[str, ...]]:
    """Remember the list; with a warning when that fails, for the list itself stays in the visitor's tab."""
    if kept.store is None or terms.toml() == terms.remembered:
        return terms, ()
    try:
        kept.store.keep_own_terms(terms.toml())
    except WorkbenchError as error:
        return terms, (f"Your list is not remembered; export it to have it again. {error}",)
    return replace(terms, remembered=terms.toml()), ()
