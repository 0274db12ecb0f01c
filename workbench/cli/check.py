"""`workbench check`: what is doubtful in translations that somebody or something made."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from workbench.cli import streams
from workbench.errors import SchemaError, UsageError


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the input, as it will be written again, and what can be checked of it."""

    answer: dict[str, Any]
    pair: tuple[str, str, float | None] | None  # source, target, score; None for a line that cannot be read


def check(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A file, or - for standard input.")
    ] = streams.STANDARD_INPUT,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Lines of {"source", "target"} in, the same with "flags" out.')
    ] = False,
) -> int:
    """Check German sentences against their English translations.

    Other keys of a line are kept. With "score", the mean log-probability of a translation, the ones that the model was
    unsure of are flagged too, against the scores of all lines. A line that cannot be read is kept with its "error".
    """
    from workbench.checks import check_all
    from workbench.schema import flag_to_dict

    if not jsonl:
        raise UsageError('Say --jsonl, and give lines of {"source": "…", "target": "…"}.')
    rows = [_read(number, line) for number, line in enumerate(streams.read_lines(file), start=1) if line.strip()]
    readable = [row for row in rows if row.pair is not None]
    for flag in check_all(row.pair for row in readable if row.pair is not None):
        readable[flag.segment].answer["flags"].append(flag_to_dict(flag))
    for row in rows:
        sys.stdout.write(json.dumps(row.answer, ensure_ascii=False) + "\n")
    return 0 if len(readable) == len(rows) else 1


def _read(number: int, line: str) -> _Row:
    answer: dict[str, Any] = {}
    try:
        answer = _object(line)
        pair = _pair(answer)
    except SchemaError as error:
        print(f"workbench: line {number}: {error}", file=sys.stderr)
        return _Row({**answer, "flags": [], "error": str(error)}, None)
    return _Row({**answer, "flags": []}, pair)


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"not JSON: {' '.join(str(error).split())}.") from None
    if not isinstance(found, dict):
        raise SchemaError('expected an object with "source" and "target".')
    return found


def _pair(answer: dict[str, Any]) -> tuple[str, str, float | None]:
    source, target, score = (answer.get(key) for key in ("source", "target", "score"))
    if not isinstance(source, str) or not isinstance(target, str):
        raise SchemaError('expected texts under "source" and "target".')
    if score is not None and (
        not isinstance(score, int | float) or isinstance(score, bool) or not math.isfinite(score)
    ):
        raise SchemaError(f'expected a number under "score", not {score!r}.')
    return source, target, score
