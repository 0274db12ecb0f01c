"""`workbench bench`: what the workbench costs, as a table and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def bench(
    article: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The article to measure with; the seed article by default.")
    ] = None,
    runs: Annotated[int, typer.Option("--runs", min=2, max=100, help="Counted runs of each pair.")] = 9,
    output: Annotated[Path | None, typer.Option("--json", metavar="PATH", help="Write the figures here too.")] = None,
    transformers: Annotated[bool, typer.Option(help="Measure the transformers runtime too (imports torch).")] = True,
) -> int:
    """Measure the pipeline against its parts, side by side; exit code 1 when a target is missed."""
    from workbench.bench import measure_all, table, to_json
    from workbench.cli.streams import write_whole
    from workbench.seeds import seed_articles

    figures = list(measure_all(article or seed_articles()[0], runs, with_transformers=transformers))
    print(table(figures))
    if output is not None:
        write_whole(output, to_json(figures) + "\n")
    return 0 if all(figure.met for figure in figures) else 1
