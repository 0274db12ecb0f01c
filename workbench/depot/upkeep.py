"""Looking after the models that are here: delete one, or check it byte for byte."""

from __future__ import annotations

import shutil

from workbench.catalogue import Entry
from workbench.depot import manifest, places
from workbench.depot.disk import disk_errors
from workbench.errors import DamagedModel, UsageError


def remove(entry: Entry) -> int:
    """Delete a pulled model, and what is left of a pull of it. Returns the bytes that were freed."""
    if not entry.on_hub:
        what = "ships with the workbench" if entry.embedded else "is a folder of yours"
        what = "is a server" if entry.remote else what
        raise UsageError(f"{entry.name} {what} and is not removed by this command.")
    final = places.folder(entry)
    doomed = [path for path in (final, places.staging(final), places.replaced(final)) if path.exists()]
    if not doomed:
        raise UsageError(f"{entry.name} is not on this machine, so there is nothing to remove.")
    freed = sum(file.stat().st_size for path in doomed for file in path.rglob("*") if file.is_file())
    with disk_errors(final.parent):
        for path in doomed:
            # First under another name: a model that is half deleted must not count as present.
            shutil.rmtree(path if path != final else path.rename(places.replaced(final)))
    return freed


def verify(entry: Entry) -> None:
    """Hash every file of a present model again. Raises `DamagedModel`, which names the first file that is wrong."""
    if not entry.source or not (entry.embedded or entry.on_hub):
        return  # no weights, or a folder of the user's own, of which nothing is known
    found = manifest.faults(places.folder(entry))
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        remedy = "install the workbench again" if entry.embedded else f"`workbench models pull {entry.name}` mends it"
        raise DamagedModel(f"{found[0]}{more}; {remedy}.")
