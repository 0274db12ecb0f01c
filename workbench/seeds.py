"""Where the articles lie that the project brings along: `seeds/` of a checkout, or the copy that was installed."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import UnreadableSource

_PACKAGE = Path(__file__).parent
_PLACES = (_PACKAGE / "assets" / "seeds", _PACKAGE.parent / "seeds")  # installed, checkout


def seed_articles() -> list[Path]:
    """The shipped articles, sorted by name; the first is the one that the page starts with."""
    for place in _PLACES:
        found = sorted(place.glob("*.txt"))
        if found:
            return found
    raise UnreadableSource("The seed articles are missing from this installation; install the package again.")
