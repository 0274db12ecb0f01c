"""The list of what is remembered, as HTML. Which entries are chosen, and what is being written, the browser knows."""

from __future__ import annotations

import re

from workbench.store import COMPARISON, RUN, Entry, Found
from workbench.store.written import formats
from workbench.ui.escape import attribute, shown
from workbench.ui.history.look import BEGIN, END, Listing

_EMPTY = (
    "Nothing is remembered yet. Translate an article with the tick “Remember”, or compare models, "
    "and it is here to be found again. What `workbench run` makes is here, too."
)


def rows(listing: Listing, drawn: int) -> str:
    """One page of entries with what can be done to them; `drawn` makes each drawing a new one for the browser."""
    return f'<div class="wb-past" data-drawn="{drawn}">{_deeds()}{_page(listing)}</div>'


def _page(listing: Listing) -> str:
    if not listing.found:
        words = "Nothing that fits is remembered." if listing.look.narrowed() else _EMPTY
        return f'<p class="wb-quiet wb-past-list" tabindex="-1">{words}</p>'
    entries = "".join(map(_row, listing.found))
    return f'<ol class="wb-past-list" tabindex="-1" aria-label="What is remembered">{entries}</ol>{_pager(listing)}'


def _deeds() -> str:
    """What can be done to the chosen entries; the browser enables what fits their number."""
    options = "".join(
        f'<option value="{form}">{form}{"" if form in formats(COMPARISON) else " (runs only)"}</option>'
        for form in formats(RUN)
    )
    return (
        '<div class="wb-past-deeds" role="group" aria-label="With the chosen entries">'
        '<span class="wb-past-chosen" role="status"></span>'
        f"{_button('compare', '', 'Side by side')}"
        f'<select class="wb-past-form" aria-label="Format of the export" data-key="form">{options}</select>'
        f"{_button('export', '', 'Export')}{_button('ask', '', 'Delete …')}{_button('none', '', 'Choose none')}"
        '<div class="wb-past-ask" role="alertdialog" aria-label="Delete for good?" hidden><span></span> '
        f"{_button('really', '', 'Delete for good')}{_button('keep', '', 'Keep')}</div></div>"
    )


def _row(found: Found) -> str:
    entry = found.entry
    title = entry.title or "(without a title)"
    star = "Take the star away" if entry.star else "Give it a star"
    return (
        f'<li class="wb-past-row" data-entry="{entry.id}">'
        f'<input type="checkbox" data-choose="{entry.id}" data-key="choose-{entry.id}" '
        f'aria-label="Choose {entry.id}: {attribute(title)}">'
        f'<button type="button" class="wb-past-star" data-star="{entry.id}" data-key="star-{entry.id}" '
        f'aria-pressed="{str(entry.star).lower()}" aria-label="{star}: {attribute(title)}">{"★" if entry.star else "☆"}'
        f'</button><div class="wb-past-about">'
        f'<button type="button" class="wb-past-open" data-open="{entry.id}" data-key="open-{entry.id}">{shown(title)}'
        f'</button><p class="wb-past-facts">{shown(facts(entry))}</p>{_snippet(found.snippet)}{_note(entry)}</div></li>'
    )


def facts(entry: Entry) -> str:
    """Kind, number, when, by which models, how much, how doubtful."""
    models = [_named(entry.facts.get(name)) for name in ("translator", "translators", "summariser", "summarisers")]
    counts = (
        ("texts", "text", "s"),
        ("sentences", "sentence", "s"),
        ("doubted", "doubtful", ""),
        ("failures", "failed", ""),
    )
    sizes = [_counted(entry.facts[name], word, many) for name, word, many in counts if entry.facts.get(name)]
    parts = [f"{entry.kind} {entry.id}", entry.when(), " + ".join(filter(None, models)), *sizes]
    return " · ".join(part for part in parts if part)


def _counted(count: object, word: str, many: str) -> str:
    """ "1 sentence", "2 sentences", "2 doubtful"."""
    return f"{count} {word}{many if count != 1 else ''}"


def _named(models: object) -> str:
    return ", ".join(map(str, models)) if isinstance(models, list) else str(models or "")


def _snippet(snippet: str) -> str:
    """Where the words that were searched for stand."""
    if not snippet.strip():
        return ""
    parts = re.split(f"[{BEGIN}{END}]", " ".join(snippet.split()))
    marked = "".join(f"<mark>{shown(part)}</mark>" if i % 2 else shown(part) for i, part in enumerate(parts))
    return f'<p class="wb-past-snippet">{marked}</p>'


def _note(entry: Entry) -> str:
    """The note, and the field in which it is changed."""
    words = "Change the note" if entry.note else "Write a note"
    told = f'<span class="wb-past-note">{shown(entry.note)}</span> ' if entry.note else ""
    return (
        f'<div class="wb-past-noted">{told}<button type="button" class="wb-link" data-write="{entry.id}" '
        f'data-key="write-{entry.id}" aria-label="{words}: {entry.id}">{words}</button></div>'
        f'<div class="wb-past-editor" hidden><input type="text" value="{attribute(entry.note)}" '
        f'data-key="note-{entry.id}" aria-label="Note on {entry.id}">'
        f"{_button('save', entry.id, 'Save')}{_button('leave', entry.id, 'Leave it')}</div>"
    )


def _pager(listing: Listing) -> str:
    first, last, page = listing.first + 1, listing.first + len(listing.found), listing.look.page
    order = "best first" if listing.look.words.strip() else "newest first"
    newer = older = ""
    if len(listing.found) < listing.total:
        newer = _button("page", page - 1, "Back", disabled=page == 0)
        older = _button("page", page + 1, "Further", disabled=last >= listing.total)
    return (
        f'<nav class="wb-past-pager" aria-label="Pages">{newer}'
        f"<span>{first}–{last} of {listing.total:,}, {order}</span>{older}</nav>"
    )


def _button(deed: str, value: object, words: str, disabled: bool = False) -> str:
    off = " disabled" if disabled else ""
    return (
        f'<button type="button" class="wb-small" data-{deed}="{value}" data-key="{deed}-{value}"{off}>{words}</button>'
    )
