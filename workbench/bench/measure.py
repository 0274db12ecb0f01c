"""The measurements: the pipeline against bare CTranslate2, CTranslate2 against transformers, and fresh processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from workbench.bench.figures import Figure
from workbench.errors import WorkbenchError
from workbench.types import Article, Decoding

_HEAVY = ("torch", "transformers", "ctranslate2", "gradio")


def measure_all(article_path: Path, runs: int, with_transformers: bool = True) -> Iterator[Figure]:
    """Every figure in turn, each after a warm-up that is not counted."""
    from workbench.ingest import read_article

    article = read_article(article_path)
    yield pipeline_against_bare(article_path, article, runs)
    yield from remembering(article_path, runs)
    if with_transformers:
        yield transformers_against_ct2(article, max(2, runs // 3))
    with TemporaryDirectory() as folder:
        yield from fresh_processes(article_path, max(3, runs // 3), Path(folder))


def pipeline_against_bare(path: Path, article: Article, runs: int) -> Figure:
    """Read, segment, translate, check and summarise, against `translate_batch` alone over the same sentences.

    The bare call is given the pieces of every sentence at once, and the pipeline's beam; nothing else.
    """
    from workbench.models import load_translator
    from workbench.models.ct2 import Ct2Engine
    from workbench.models.seq2seq import Seq2SeqTranslator
    from workbench.pipeline import run

    translator = load_translator("marian-de-en")
    if not isinstance(translator, Seq2SeqTranslator) or not isinstance(translator.engine, Ct2Engine):
        raise TypeError("The embedded model is expected to run in CTranslate2.")
    engine = translator.engine
    pieces = [engine.tokens.encode(article.source(segment)) for segment in article.segments]
    ratios = _ratios(
        lambda: run(path, translator="marian-de-en", summariser="extractive"),
        lambda: engine.model.translate_batch(pieces, beam_size=Decoding().beam_size),
        runs,
    )
    return _figure("pipeline / bare translate_batch, warm", ratios, "x", 1.10, at_most=True)


def remembering(path: Path, runs: int) -> Iterator[Figure]:
    """What the memory costs a run that it does not know yet, and what it saves one that it knows.

    The first is a run with an empty sentence cache that is then stored, against the same run without a memory.
    """
    from workbench.pipeline import run
    from workbench.store import open_store

    with TemporaryDirectory() as folder, open_store(Path(folder) / "memory.sqlite") as store:

        def remembered() -> None:
            store.add_run(run(path, cache=store.sentences))

        ratios, second = [], []
        for _ in range(runs + 1):
            store.sentences.clear()
            ratios.append(_seconds(remembered) / _seconds(lambda: run(path)))
            second.append(run(path, cache=store.sentences).timings["translate"])
    yield _figure("a run that is remembered / one that is not, warm", ratios[1:], "x", 1.05, at_most=True)
    yield _figure("translating a known article again", second[1:], "s", 0.05, at_most=True)


def transformers_against_ct2(article: Article, runs: int) -> Figure:
    """transformers `generate` against CTranslate2: the same weights, sentences and beam, on one thread each.

    One thread, because two OpenMP pools that wait for work in a loop take the second core from each other.
    """
    from workbench.models import load_translator

    sources = [article.source(segment) for segment in article.segments]
    hub = load_translator("marian-de-en", runtime="hub", threads=1)
    ct2 = load_translator("marian-de-en", runtime="ct2", threads=1)
    ratios = _ratios(lambda: hub.translate(sources), lambda: ct2.translate(sources), runs)
    return _figure("transformers generate / CTranslate2, warm", ratios, "x", 3.0, at_most=False)


def fresh_processes(path: Path, runs: int, folder: Path) -> Iterator[Figure]:
    """What a user waits for who types a command: `--help`, a cold run, and its memory. `folder` is for scratch."""
    probe = f"import sys, workbench; print(sum(name in sys.modules for name in {_HEAVY!r}))"
    loaded = [float(_output([sys.executable, "-c", probe]))]
    yield _figure("heavy packages that `import workbench` loads", loaded, "packages", 0, at_most=True)
    command = [sys.executable, "-m", "workbench"]
    helped = [_child([*command, "--help"])[0] for _ in range(runs + 1)][1:]
    yield _figure("workbench --help", helped, "s", 0.4, at_most=True)
    cold = [_child([*command, "run", str(path)], _empty_store(folder, number)) for number in range(runs + 1)][1:]
    yield _figure("workbench run, cold", [seconds for seconds, _ in cold], "s", 4.0, at_most=True)
    yield _figure("workbench run, peak memory", [mb for _, mb in cold], "MB", 600, at_most=True)
    new = [_child([*command, "run", str(path)], folder / f"new-{number}.sqlite")[0] for number in range(runs)]
    yield _figure("workbench run, cold, begins the memory", new, "s", 4.0, at_most=True)


def _empty_store(folder: Path, number: int) -> Path:
    """A memory that is there and knows nothing, as on the first run of an article; never the user's own."""
    from workbench.store import open_store

    empty = folder / "empty.sqlite"
    open_store(empty).close()
    return Path(shutil.copyfile(empty, folder / f"copy-{number}.sqlite"))


def _ratios(a: Callable[[], object], b: Callable[[], object], runs: int) -> list[float]:
    """a / b, timed in turn, after one of each that is not counted."""
    a(), b()
    return [_seconds(a) / _seconds(b) for _ in range(runs)]


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


# A process inherits the peak memory of the one that started it, so a lean one stands between this one and the measured.
_LEAN = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


def _child(command: Sequence[str], store: Path | None = None) -> tuple[float, float]:
    """Seconds and peak memory in MB (10^6 bytes) of one process from its start to its end."""
    seconds, peak, code = json.loads(_output([sys.executable, "-S", "-c", _LEAN, *command], store))
    if code:
        raise WorkbenchError(f"{' '.join(command)} ended with exit code {code}, so it cannot be measured.")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB on Linux
    return seconds, peak * unit / 1e6


def _output(command: Sequence[str], store: Path | None = None) -> str:
    where = {**os.environ, "WORKBENCH_STORE": "off" if store is None else str(store)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=where)  # noqa: S603  (our own command)
    return done.stdout


def _figure(name: str, values: Sequence[float], unit: str, target: float, *, at_most: bool) -> Figure:
    return Figure(name, median(values), unit, target, at_most, len(values), min(values), max(values))
