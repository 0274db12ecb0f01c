"""The command line. Data goes to stdout and nothing else; an error is one line on stderr.

Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly, 130 stopped by Ctrl-C, 141 the reader of a pipe went away.
Importing this room loads no model runtime: each command imports what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from workbench import __version__
from workbench.cli import article, bench, cache, check, compare, doctor, history, models, page, prompts, votes
from workbench.errors import WorkbenchError

BROKEN_PIPE = 141  # 128 + SIGPIPE, what a shell reports for a program that the signal ended
INTERRUPTED = 130  # 128 + SIGINT

app = typer.Typer(
    name="workbench",
    help="German news, understood in English, on your own machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Rich would take longer to import than everything else that --help needs
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"workbench {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", help="Show the version and stop.", callback=_show_version, is_eager=True
    ),
) -> None:
    """German news, understood in English, on your own machine."""


app.command("run")(article.run)
app.command("translate")(article.translate)
app.command("summarise")(article.summarise)
app.command("segment")(article.segment)
app.command("ingest")(article.ingest)
app.command("check")(check.check)
app.command("compare")(compare.compare)
app.add_typer(models.app, name="models", help="The models known by name: list, info, pull, remove, verify.")
app.add_typer(history.app, name="history", help="What is remembered: list, show, search, diff, export, delete.")
app.add_typer(cache.app, name="cache", help="The sentences that need not be translated again: info, clear.")
app.add_typer(prompts.app, name="prompts", help="What prompted models are told: list, show, render, try.")
app.add_typer(votes.app, name="votes", help="What people prefer: export, import, ratings.")
app.command("page")(page.page)
app.command("bench")(bench.bench)
app.command("doctor")(doctor.doctor)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; never a traceback for an error that is foreseen."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # texts hold „ “ – and names of any script, whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        result = app(args=None if argv is None else list(argv), prog_name="workbench", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_went_away()
    except SystemExit as stop:  # Typer ends a broken pipe like this
        return _reader_went_away() if stop.code == 1 else int(stop.code or 0)
    except KeyboardInterrupt:
        return _fail("Stopped.", INTERRUPTED)
    except WorkbenchError as error:
        return _fail(str(error), error.exit_code)
    except TyperException as error:
        return _fail(f"{error.format_message()} Try 'workbench --help'.", error.exit_code)
    except OSError as error:
        return _fail(f"{error.filename or 'The system'}: {error.strerror or error}.", 1)
    return result if isinstance(result, int) else 0


def _fail(message: str, code: int) -> int:
    print("workbench:", " ".join(message.split()), file=sys.stderr)
    return code


def _reader_went_away() -> int:
    # What is still in the buffer can go nowhere; without this, Python would complain about it while it shuts down.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
