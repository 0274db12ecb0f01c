"""The texts that will be compared, each with its name and a button that removes it."""

from __future__ import annotations

from workbench.ui.compare.sources import Source, Sources
from workbench.ui.escape import attribute, shown


def listed(sources: Sources, lines: bool = False) -> str:
    """The list; with `lines`, the sentences are counted as lines."""
    if not sources.texts:
        return '<p class="wb-c-none">No text yet.</p>'
    rows = "".join(_row(place, source, lines) for place, source in enumerate(sources.texts))
    return f'<ol class="wb-c-texts" aria-label="Texts to compare">{rows}</ol>'


def _row(place: int, source: Source, lines: bool) -> str:
    count = len(source.read(lines).segments)
    words = f"{count:,} {'line' if lines else 'sentence'}{'s' * (count != 1)}"
    return (
        f'<li><span class="wb-c-name">{shown(source.name)}</span> <span class="wb-c-quiet">{words}</span> '
        f'<button type="button" class="wb-small" data-remove="{place}" '
        f'aria-label="Remove {attribute(source.name)}">Remove</button></li>'
    )
