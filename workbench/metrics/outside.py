"""Metrics that need a neural model of their own run in a process of their own, which is told to stay offline.

So their packages are no dependency of the workbench, their memory is given back when they are done, and the switch
that keeps their libraries from downloading is set before those are loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workbench.errors import ModelError

_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
_ANSWER = "\x1eworkbench-scores:"  # what the libraries print besides is not the answer
_LONGEST = 3600.0  # seconds; COMET reads about ten sentences a second on a slow processor


def installed(package: str) -> bool:
    """Whether a package can be imported; it is not loaded for that."""
    return find_spec(package) is not None


def release(package: str) -> str:
    """The version of a package, for signatures; one that was not installed by a package manager has none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def cached_files(repository: str, name: str) -> list[Path]:
    """Where the cache of the Hugging Face hub holds a file of a repository, newest first; nothing is fetched."""
    home = os.environ.get("HF_HUB_CACHE") or Path(os.environ.get("HF_HOME", "~/.cache/huggingface")) / "hub"
    snapshots = Path(home).expanduser() / f"models--{repository.replace('/', '--')}" / "snapshots"
    return sorted(snapshots.glob(f"*/{name}"), key=lambda path: -path.stat().st_mtime)


def score_outside(name: str, script: str, job: dict[str, Any], wanted: int) -> list[float]:
    """Run a script that turns the job (JSON on standard input) into `answer([...])`, a number per text.

    Raises `ModelError` with the script's last line when it fails or gives another count of numbers.
    """
    program = f"{_PREAMBLE}\n{script}"
    try:
        done = subprocess.run(  # noqa: S603  (our own scripts)
            [sys.executable, "-c", program],
            input=json.dumps(job),
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **_OFFLINE},
            timeout=_LONGEST,
        )
    except subprocess.TimeoutExpired:
        raise ModelError(f"{name} took longer than {_LONGEST:.0f} s; score fewer sentences.") from None
    line = next((x for x in done.stdout.splitlines() if x.startswith(_ANSWER.strip())), None)
    if done.returncode or line is None:
        said = [x for x in done.stderr.splitlines() if x.strip()]
        raise ModelError(f"{name} failed: {said[-1].strip() if said else f'exit code {done.returncode}'}.")
    scores: Sequence[float] = json.loads(line.removeprefix(_ANSWER.strip()))
    if len(scores) != wanted:
        raise ModelError(f"{name} gave {len(scores)} scores for {wanted} texts.")
    return [float(score) for score in scores]


_PREAMBLE = f"""
import json, sys
job = json.load(sys.stdin)
def answer(scores):
    print({_ANSWER.strip()!r} + json.dumps(list(map(float, scores))), flush=True)
"""
