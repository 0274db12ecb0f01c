"""A glossary as a file: CSV, TOML or TBX. What is written reads back as the same terms."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from io import StringIO
from xml.sax.saxutils import escape

from workbench.glossary.readers import KEYS
from workbench.glossary.tbx import CASE
from workbench.glossary.terms import Case, Term


def write_csv(terms: Iterable[Term]) -> str:
    """With a header of all columns; several forms in a cell are parted by "|"."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(KEYS)
    for term in terms:
        case = "" if term.case is Case.FOLD else term.case.value
        writer.writerow([term.german, term.english, term.note or "", case, "|".join(term.forms), "|".join(term.accept)])
    return out.getvalue()


def write_toml(terms: Iterable[Term]) -> str:
    """One [[term]] table each; a string of JSON is one of TOML, too."""
    return "\n".join(map(_table, terms))


def _table(term: Term) -> str:
    values = {"german": term.german, "english": term.english, "note": term.note}
    values |= {"case": term.case.value if term.case is not Case.FOLD else None}
    lists = {"forms": term.forms, "accept": term.accept}
    lines = [f"{name} = {_text(value)}" for name, value in values.items() if value]
    lines += [f"{name} = [{', '.join(map(_text, items))}]" for name, items in lists.items() if items]
    return "\n".join(["[[term]]", *lines, ""])


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML wants DEL escaped, JSON does not


def write_tbx(terms: Iterable[Term]) -> str:
    """TBX of 2008 (`martif`); forms and accepted English are further terms of the same language."""
    entries = "".join(_entry(number, term) for number, term in enumerate(terms, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX" xml:lang="en">\n'
        "<martifHeader><fileDesc><sourceDesc><p>Glossary of German and English terms</p></sourceDesc></fileDesc>"
        f"</martifHeader>\n<text><body>\n{entries}</body></text>\n</martif>\n"
    )


def _entry(number: int, term: Term) -> str:
    note = f"<note>{escape(term.note)}</note>" if term.note else ""
    case = f'<termNote type="{CASE}">{term.case.value}</termNote>' if term.case is not Case.FOLD else ""
    german = "".join(map(_tig, (term.german, *term.forms), (case, *[""] * len(term.forms))))
    english = "".join(map(_tig, (term.english, *term.accept), [""] * (1 + len(term.accept))))
    return (
        f'<termEntry id="t{number}">{note}<langSet xml:lang="de">{german}</langSet>'
        f'<langSet xml:lang="en">{english}</langSet></termEntry>\n'
    )


def _tig(text: str, note: str) -> str:
    return f"<tig><term>{escape(text)}</term>{note}</tig>"


WRITERS: dict[str, Callable[[Iterable[Term]], str]] = {"csv": write_csv, "toml": write_toml, "tbx": write_tbx}
"""By the suffix of the file."""
