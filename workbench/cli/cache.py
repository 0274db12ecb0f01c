"""`workbench cache`: the sentences that need not be translated again."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command("info")
def info(as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False) -> None:
    """Show how many sentences are in the cache, and how much room they take and may take."""
    from workbench.store import open_store

    with open_store() as store:
        found, path = store.sentences.info(), store.path
    if as_json:
        print(json.dumps({"path": str(path), **asdict(found)}, indent=1))
        return
    print(f"file:       {path}")
    print(f"sentences:  {found.sentences}, translated in {found.signatures} ways")
    print(f"size:       {found.size / 1e6:.1f} of {found.limit / 1e6:.0f} MB (WORKBENCH_CACHE_MB sets the limit)")


@app.command("clear")
def clear() -> int:
    """Forget all sentences in the cache; runs are kept."""
    from workbench.store import open_store

    with open_store() as store:
        gone, clean = store.clear_cache()
        print(f"Forgot {gone} sentences.", file=sys.stderr)
        if not clean:
            print(
                f"workbench: another program is reading {store.path}; until it ends, traces stay in its log.",
                file=sys.stderr,
            )
    return 0 if clean else 1
