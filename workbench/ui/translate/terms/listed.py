"""The visitor's own terms as a table."""

from __future__ import annotations

from workbench.glossary import Case, Term
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.terms.mine import Terms

_CASE = {Case.FOLD: "", Case.EXACT: "as written"}
_KEPT = "It is kept in this tab alone: export it to have it again."
_REMEMBERED = "It is remembered on this machine, and is here again when you come back."


def listed(terms: Terms, remembered: bool) -> str:
    """All entries with their buttons, and the way back for one that was just deleted."""
    where = _REMEMBERED if remembered else _KEPT
    gone = ""
    if terms.deleted is not None:
        term = terms.deleted[1]
        gone = (
            f'<p class="wb-gone" role="status">Deleted: {shown(term.german)} → {shown(term.english)} '
            '<button type="button" class="wb-small" data-put-back>Put it back</button></p>'
        )
    if not terms.own:
        return f'{gone}<p class="wb-quiet">Your own list is empty. {where}</p>'
    names = "".join(f'<th scope="col">{name}</th>' for name in ("German", "English", "Note", "Capitals"))
    rows = "".join(_row(place, term, place == terms.editing) for place, term in enumerate(terms.own))
    return (
        f'{gone}<table class="wb-table"><thead><tr>{names}<td></td></tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="wb-quiet">Used from the next translation on. {where}</p>'
    )


def _row(place: int, term: Term, editing: bool) -> str:
    german = " · ".join(map(shown, (term.german, *term.forms)))
    english = " · ".join(map(shown, (term.english, *term.accept)))
    buttons = "".join(
        f'<button type="button" class="wb-small" data-{action}="{place}" '
        f'aria-label="{words}: {attribute(term.german)}">{words}</button>'
        for action, words in (("change", "Change"), ("delete", "Delete"))
    )
    state = ' class="wb-editing"' if editing else ""
    return (
        f"<tr{state}><td>{german}</td><td>{english}</td><td>{shown(term.note or '')}</td>"
        f'<td>{_CASE[term.case]}</td><td class="wb-do">{buttons}</td></tr>'
    )
