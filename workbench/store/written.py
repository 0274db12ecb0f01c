"""An entry of the memory as a file, in any format that its kind has."""

from __future__ import annotations

from workbench import export
from workbench.errors import UsageError
from workbench.store import Store
from workbench.store.entries import Entry
from workbench.store.kinds import COMPARISON, RUN


def formats(kind: str) -> dict[str, str]:
    """The names of the formats in which entries of a kind can be written, each with the suffix of its files."""
    if kind == RUN:
        return {name: form.suffix for name, form in export.FORMATS.items()}
    if kind == COMPARISON:
        from workbench import report  # takes more to load than the formats of a run, which are written far oftener

        return {name: export.FORMATS[name].suffix for name in report.FORMATS}
    return {}


def file_name(entry: Entry, form: str) -> str:
    """What the file of an entry is called. Raises `UsageError` for a format that its kind does not have."""
    known = formats(entry.kind)
    if not known:
        raise UsageError(f"{entry.id} is not a run and no comparison but of kind {entry.kind!r}; those stay inside.")
    if form not in known:
        raise UsageError(
            f"{form} is no format of a {entry.kind}, which {entry.id} is; choose one of {', '.join(known)}."
        )
    return f"{entry.kind}-{entry.id}{known[form]}"


def to_bytes(store: Store, entry: Entry, form: str) -> bytes:
    """The content of the file of an entry. Raises as `file_name` does."""
    file_name(entry, form)
    if entry.kind == RUN:
        return export.to_bytes(store.run(entry.id), form)
    from workbench import report

    return report.render(store.comparison(entry.id), form).encode("utf-8", "backslashreplace")
