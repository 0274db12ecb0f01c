"""`python -m training`: the steps of the recipe as commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from training import recipe as recipes

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

RecipeOption = Annotated[Path, typer.Option("--recipe", help="The recipe (TOML).")]
ProfileOption = Annotated[str | None, typer.Option(help="A [profiles.NAME] table of the recipe.")]
DataOption = Annotated[Path, typer.Option(help="Folder of the prepared data.", envvar="TRAINING_DATA")]
StateOption = Annotated[Path, typer.Option(help="Folder of runs and checkpoints.", envvar="TRAINING_STATE")]


@app.command("train")
def train_command(
    data: DataOption,
    state: StateOption,
    name: Annotated[str, typer.Option(help="Name of the run; an existing one goes on.")] = "stable",
    decay_from: Annotated[Path | None, typer.Option(help="Checkpoint to branch a decay run from.")] = None,
    tokens: Annotated[int, typer.Option(help="Target tokens: of the decay, or at which a stable run ends.")] = 0,
    processes: Annotated[int, typer.Option(help="CPU processes; 0 for one a core.")] = 0,
    recipe: RecipeOption = recipes.RECIPE_PATH,
    profile: ProfileOption = None,
) -> None:
    """Trains, or goes on training where the newest checkpoint stands."""
    from training.runs import Run, decay_run, open_run
    from training.train import Limits, train

    if decay_from is not None:
        if not tokens:
            raise recipes.RecipeError("--decay-from needs --tokens, the length of the decay in target tokens")
        wanted = decay_run(name, decay_from, tokens, profile)
    else:
        wanted = Run(name, profile)
    run = open_run(state, wanted)
    limits = Limits(tokens=0 if run.decay else tokens)
    train(recipes.load(recipe, run.profile), run, data, state, limits, processes)


@app.command("status")
def status_command(state: StateOption) -> None:
    """Says where each run stands: its newest checkpoint and the last lines of its log."""
    from training.checkpoint import list_checkpoints

    for folder in sorted((state / "runs").glob("*/")):
        found = list_checkpoints(folder / "checkpoints")
        typer.echo(f"{folder.name}: newest checkpoint {found[-1].name if found else 'none'}")
        log = folder / "train.log"
        for line in log.read_text(encoding="utf-8").splitlines()[-3:] if log.exists() else []:
            typer.echo(f"  {line}")


if __name__ == "__main__":
    app()
