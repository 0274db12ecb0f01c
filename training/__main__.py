"""The recipe of the embedded translator, step by step: prepare, align, train, average, export, evaluate, ship."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from training import recipe as recipes

# The steps import torch, transformers and CTranslate2 when they run: `--help` and `status` answer at once.
app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

RecipeOption = Annotated[Path, typer.Option("--recipe", help="The recipe (TOML).")]
ProfileOption = Annotated[str | None, typer.Option(help="A [profiles.NAME] table of the recipe.")]
DataOption = Annotated[Path, typer.Option(help="Folder of the prepared data.", envvar="TRAINING_DATA")]
StateOption = Annotated[Path, typer.Option(help="Folder of runs and checkpoints.", envvar="TRAINING_STATE")]


@app.command("prepare")
def prepare_command(
    pairs: Annotated[list[Path], typer.Argument(help="Files of German, English, source; tab-separated, plain or .xz.")],
    dev_source: Annotated[Path, typer.Option(help="German side of the development set, never trained on.")],
    dev_target: Annotated[Path, typer.Option(help="English side of the development set.")],
    data: DataOption,
    ding: Annotated[Path | None, typer.Option(help="The Ding dictionary (Debian: /usr/share/trans/de-en).")] = None,
    recipe: RecipeOption = recipes.RECIPE_PATH,
    profile: ProfileOption = None,
) -> None:
    """Cleans, mixes and packs the pairs; makes the vocabulary unless DATA has one."""
    from training.prepare import Inputs, prepare

    inputs = Inputs(tuple(pairs), dev_source, dev_target, ding)
    mix = prepare(inputs, recipes.load(recipe, profile), data)
    for name, counts in mix.items():
        typer.echo(f"{name:16} {counts['pairs']:>9,} pairs {counts['target_pieces']:>12,} target pieces")


@app.command("align")
def align_command(data: DataOption, recipe: RecipeOption = recipes.RECIPE_PATH, profile: ProfileOption = None) -> None:
    """Aligns the pieces of the prepared pairs; a run started afterwards begins with that and is guided by it."""
    from training.align import align, save_alignment
    from training.packed import load_packed
    from training.prepare import VOCABULARY_NAME
    from training.vocabulary import load_vocabulary

    loaded, packed = recipes.load(recipe, profile), load_packed(data / "train")
    weights = packed.shares([loaded.groups[name].pretrain for name in packed.groups])
    pieces = load_vocabulary(data / VOCABULARY_NAME).get_piece_size()
    save_alignment(align(packed, weights, pieces, loaded.alignment, loaded.prepare.seed), data / "train")


@app.command("reverse")
def reverse_command(
    data: DataOption,
    out: Annotated[Path, typer.Option(help="Folder for the data with English as the source.")],
) -> None:
    """Changes the sides of prepared data over, to train the English→German model of a back-translation."""
    from training.reverse import reverse

    reverse(data, out)


@app.command("train")
def train_command(
    data: DataOption,
    state: StateOption,
    name: Annotated[str, typer.Option(help="Name of the run; an existing one goes on.")] = "stable",
    decay_from: Annotated[Path | None, typer.Option(help="Checkpoint to branch a decay run from.")] = None,
    start_from: Annotated[Path | None, typer.Option(help="Checkpoint that a new stable run begins with.")] = None,
    tokens: Annotated[int, typer.Option(help="Target tokens: of the decay, or at which a stable run ends.")] = 0,
    minutes: Annotated[float, typer.Option(help="Stop after so long, with a checkpoint; 0 for never.")] = 0.0,
    processes: Annotated[int, typer.Option(help="CPU processes; 0 for one a core.")] = 0,
    recipe: RecipeOption = recipes.RECIPE_PATH,
    profile: ProfileOption = None,
) -> None:
    """Trains, or goes on training where the newest checkpoint stands."""
    from training.processes import Job, train
    from training.runs import Run, decay_run, open_run
    from training.trainer import Limits

    if decay_from is not None and start_from is not None:
        raise recipes.RecipeError("--decay-from and --start-from exclude each other: a run decays or it is stable")
    if decay_from is not None:
        if not tokens:
            raise recipes.RecipeError("--decay-from needs --tokens, the length of the decay in target tokens")
        wanted = decay_run(name, decay_from, tokens, profile)
    else:
        wanted = Run(name, profile, start_from=str(start_from) if start_from else None)
    run = open_run(state, wanted)
    limits = Limits(tokens=0 if run.decay else tokens, seconds=60 * minutes)
    train(Job(recipes.load(recipe, run.profile), run, data, state, limits), processes)


@app.command("status")
def status_command(state: StateOption) -> None:
    """Says where each run stands: its newest checkpoint and the last lines of its log."""
    for folder in sorted((state / "runs").glob("*/")):
        found = sorted((folder / "checkpoints").glob("step-*.pt"))
        typer.echo(f"{folder.name}: newest checkpoint {found[-1] if found else 'none'}")
        log = folder / "train.log"
        for line in log.read_text(encoding="utf-8").splitlines()[-3:] if log.exists() else []:
            typer.echo(f"  {line}")


@app.command("fit")
def fit_command(
    checkpoint: Annotated[Path, typer.Argument(help="Checkpoint to measure.")],
    data: DataOption,
    pairs: Annotated[int, typer.Option(help="Pairs drawn from each group.")] = 300,
    recipe: RecipeOption = recipes.RECIPE_PATH,
    profile: ProfileOption = None,
) -> None:
    """Shows what was learnt by heart: the loss on pairs of each group beside that on the development set."""
    from training.fit import group_losses

    for name, loss in group_losses(recipes.load(recipe, profile), checkpoint, data, pairs).items():
        typer.echo(f"{name:16} {loss:.2f} nats a piece")


@app.command("average")
def average_command(
    checkpoints: Annotated[list[Path], typer.Argument(help="Checkpoints of one model.")],
    out: Annotated[Path, typer.Option(help="File of the averaged checkpoint.")],
    weight: Annotated[list[float] | None, typer.Option(help="One for each checkpoint; equal if none.")] = None,
) -> None:
    """Averages the weights of checkpoints, of one run or of decays that share their beginning."""
    from training.average import average

    average(checkpoints, out, weight or None)


@app.command("export")
def export_command(
    checkpoint: Annotated[Path, typer.Argument(help="Checkpoint to export.")],
    folder: Annotated[Path, typer.Argument(help="Folder to write; files of an earlier export are replaced.")],
    data: DataOption,
    recipe: RecipeOption = recipes.RECIPE_PATH,
    profile: ProfileOption = None,
) -> None:
    """Writes a MarianMT folder in half precision with its int8 CTranslate2 form."""
    from training.export import export
    from training.prepare import VOCABULARY_NAME

    export(recipes.load(recipe, profile), checkpoint, data / VOCABULARY_NAME, folder)


@app.command("synthesise")
def synthesise_command(
    model: Annotated[Path, typer.Argument(help="Folder of an export, German→English or with --back English→German.")],
    pairs: Annotated[list[Path], typer.Argument(help="Files of German, English, source, as for `prepare`.")],
    out: Annotated[Path, typer.Option(help="File for the pairs; `prepare` reads it beside the others.")],
    source: Annotated[list[str], typer.Option(help="Pattern over the third column, as in the recipe's groups.")],
    back: Annotated[bool, typer.Option("--back", help="Write new German for the English, not new English.")] = False,
    beam: Annotated[int, typer.Option(help="Width of the search.")] = 4,
    threads: Annotated[int, typer.Option(help="Cores.")] = 1,
) -> None:
    """Makes pairs with one side translated by a model: back-translation, or forward as distillation."""
    from training.synthetic import Synthesis, synthesise

    for done in synthesise(pairs, Synthesis(model, back, tuple(source), beam, threads), out):
        typer.echo(f"{done:,} pairs")


@app.command("evaluate")
def evaluate_command(
    folder: Annotated[Path, typer.Argument(help="Folder of an export.")],
    source: Annotated[Path, typer.Option(help="German lines.")],
    reference: Annotated[Path, typer.Option(help="English lines.")],
    name: Annotated[str, typer.Option(help="Name of the test set.")] = "newstest2017",
    beam: Annotated[int, typer.Option(help="Width of the search.")] = 4,
    threads: Annotated[int, typer.Option(help="Cores, except for the speed, which is of one.")] = 1,
    float32: Annotated[bool, typer.Option(help="Score float32 too, and fail when int8 loses over 0.5 BLEU.")] = True,
    outputs: Annotated[Path | None, typer.Option(help="File for the outputs.")] = None,
) -> None:
    """Measures an export on a test set; writes FOLDER/figures.json."""
    from training.evaluate import check_int8, evaluate, write_figures

    figures = evaluate(
        folder, source, reference, name=name, beam=beam, threads=threads, float32=float32, outputs=outputs
    )
    write_figures(figures, folder / "figures.json")
    typer.echo(json.dumps(asdict(figures), indent=1, ensure_ascii=False))
    check_int8(figures)


@app.command("variants")
def variants_command(
    folder: Annotated[Path, typer.Argument(help="Folder of an export.")],
    source: Annotated[Path, typer.Option(help="German lines.")],
    reference: Annotated[Path, typer.Option(help="English lines.")],
    beam: Annotated[int, typer.Option(help="Width of the search.")] = 4,
    threads: Annotated[int, typer.Option(help="Cores.")] = 1,
) -> None:
    """Measures an export on a test set in capitals, without full stops, with other quotation marks, joined."""
    from training.evaluate import read_test_set
    from training.variants import measure_variants

    lines, references = read_test_set(source, reference)
    for name, scores in measure_variants(folder, lines, references, beam=beam, threads=threads).items():
        typer.echo(f"{name:28} BLEU {scores.bleu:5.2f}  chrF2 {scores.chrf:5.2f}")


@app.command("ship")
def ship_command(
    folder: Annotated[Path, typer.Argument(help="Folder of an export.")],
) -> None:
    """Makes an export the model that the workbench ships: workbench/assets/marian-de-en/."""
    from training.ship import ship

    typer.echo(f"shipped as revision {ship(folder)}; now write its figures into the card and the catalogue")


def main() -> None:
    """Runs the commands; a fault of the recipe, its data or its files becomes one line on stderr and status 2."""
    try:
        app()
    except (recipes.RecipeError, OSError) as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
