"""The house rules of docs/architecture.md, held by tests."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import workbench

ROOT = Path(workbench.__file__).parent
LEVELS = {
    "types": 0,
    "errors": 0,
    "signature": 1,
    "schema": 1,
    "words": 1,
    "pieces": 1,
    "segment": 1,
    "reuse": 1,
    "ledger": 1,
    "alignment": 1,
    "prompts": 1,
    "address": 1,
    "catalogue": 1,
    "seeds": 1,
    "depot": 1,
    "models": 2,
    "ingest": 2,
    "evidence": 2,
    "checks": 2,
    "glossary": 2,
    "summarising": 3,
    "translating": 3,
    "metrics": 2,
    "pipeline": 3,
    "pull": 3,
    "grid": 3,
    "comparison": 4,
    "export": 4,
    "store": 4,
    "difference": 4,
    "judging": 4,
    "bench": 4,
    "report": 4,
    "votes": 4,
    "cli": 5,
    "ui": 5,
}
# `Run.to_json` calls the schema when it is used, so that nobody loads pydantic who does not need it.
DEFERRED = {("types", "schema")}
RUNTIME_FILES = {
    "torch": {"models/hub.py", "models/causal.py", "pull/convert.py"},
    "transformers": {"models/hub.py", "models/causal.py", "pull/convert.py", "models/tokens.py"},
    "ctranslate2": {"models/ct2.py", "pull/convert.py"},
}
MODULES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Full names of every module that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    """A room imports rooms of its own level or below."""
    own = room(path)
    if own in ("__init__", "__main__"):
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "workbench" or len(parts) < 2 or parts[1] not in LEVELS:
            continue
        assert LEVELS[parts[1]] <= LEVELS[own] or (own, parts[1]) in DEFERRED, f"{own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_heavy_packages_stay_in_their_files(path: Path) -> None:
    """gradio only under ui/; torch, transformers and ctranslate2 only in the runtime files that need them."""
    tops = {name.split(".")[0] for name in imported(path)}
    place = path.relative_to(ROOT).as_posix()
    assert "gradio" not in tops or place.startswith("ui/")
    for package, files in RUNTIME_FILES.items():
        assert package not in tops or place in files, f"{place} imports {package}"


def test_every_room_has_a_level() -> None:
    """A new room is put into the picture before it is built."""
    rooms = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms <= set(LEVELS)


@pytest.mark.parametrize("code", ["import workbench", "import workbench.cli"])
def test_importing_loads_nothing_heavy(code: str) -> None:
    heavy = ("torch", "transformers", "ctranslate2", "gradio", "numpy", "sacrebleu", "rouge_score", "nltk")
    probe = f"import sys; {code}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_public_names_are_exact() -> None:
    """`__all__` is what a user may rely on; a change here is a change of the interface."""
    assert workbench.__all__ == [
        "Article",
        "Decoding",
        "Run",
        "Summary",
        "Translation",
        "WorkbenchError",
        "__version__",
        "compare",
        "open_store",
        "read_article",
        "run",
        "run_grid",
        "summarise",
        "translate",
    ]
    for name in workbench.__all__:
        assert getattr(workbench, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = workbench.nothing
