"""Step 4: how good an exported model is, each figure with how it was made."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import ctranslate2
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from training.pairs import read_lines
from training.recipe import RecipeError
from training.survival import kept, loops, names, numbers, words
from training.translator import translate

MAX_LOSS = 0.5  # BLEU that int8 may cost


@dataclass(frozen=True)
class Scores:
    """sacreBLEU's two scores of one set of outputs, with their signatures."""

    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str


@dataclass(frozen=True)
class Figures:
    """The figures of one exported model on one test set.

    `int8` and `float32` are the scores of CTranslate2 in these types at `beam`. `numbers_kept` and `names_kept` are
    shares of the source's numbers, and of its names that the reference keeps, found again in the int8 output; `loops`
    is the share of outputs with a phrase three times in a row. `words_per_second` counts source words on one core, in
    int8 at beam 1.
    """

    test_set: str
    segments: int
    beam: int
    int8: Scores
    float32: Scores | None
    numbers_kept: float | None
    names_kept: float | None
    loops: float
    words_per_second: float
    runtime: str
    processor: str


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Scores:
    """BLEU and chrF of outputs against one reference each."""
    bleu, chrf = BLEU(), CHRF()
    values = (
        bleu.corpus_score(list(hypotheses), [list(references)]),
        chrf.corpus_score(list(hypotheses), [list(references)]),
    )
    return Scores(
        round(values[0].score, 2), str(bleu.get_signature()), round(values[1].score, 2), str(chrf.get_signature())
    )


def _processor() -> str:
    """The processor's name, for a speed means nothing without it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor()
    )


def read_test_set(source: Path, reference: Path) -> tuple[list[str], list[str]]:
    """The lines of both sides of a test set.

    Raises:
        RecipeError: when the files have different numbers of lines.
    """
    lines, references = read_lines(source), read_lines(reference)
    if len(lines) != len(references):
        raise RecipeError(
            f"{source.name} has {len(lines)} lines, {reference.name} {len(references)}; one for one is needed"
        )
    return lines, references


def evaluate(
    folder: Path,
    source: Path,
    reference: Path,
    *,
    name: str,
    beam: int,
    threads: int,
    float32: bool,
    outputs: Path | None,
) -> Figures:
    """Translates a test set with an exported model and measures the outputs.

    Args:
        folder: of the export.
        source: German lines.
        reference: English lines, as many.
        name: of the test set, kept with the figures.
        beam: width of the search for all but the speed.
        threads: cores for all but the speed.
        float32: whether to score float32 too.
        outputs: where to write the int8 outputs; None for nowhere.

    Raises:
        RecipeError: when the files have different numbers of lines.
    """
    lines, references = read_test_set(source, reference)
    hypotheses = translate(folder, lines, beam=beam, threads=threads).lines
    if outputs is not None:
        outputs.write_text("".join(f"{line}\n" for line in hypotheses), encoding="utf-8")
    wide = translate(folder, lines, beam=beam, threads=threads, compute_type="float32").lines if float32 else None
    fast = translate(folder, lines, beam=1, threads=1)
    return Figures(
        test_set=name,
        segments=len(lines),
        beam=beam,
        int8=score(hypotheses, references),
        float32=score(wide, references) if wide is not None else None,
        numbers_kept=kept([numbers(line) for line in lines], [numbers(line) for line in hypotheses]),
        names_kept=kept(
            [names(line, target) for line, target in zip(lines, references, strict=True)],
            [words(h) for h in hypotheses],
        ),
        loops=sum(map(loops, hypotheses)) / len(hypotheses),
        words_per_second=round(sum(len(line.split()) for line in lines) / fast.seconds, 1),
        runtime=f"ctranslate2-{ctranslate2.__version__}",
        processor=_processor(),
    )


def write_figures(figures: Figures, path: Path) -> None:
    """Writes the figures as JSON."""
    path.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def check_int8(figures: Figures) -> None:
    """Checks what int8 costs.

    Raises:
        RecipeError: when it is more than 0.5 BLEU against float32.
    """
    if figures.float32 is not None and figures.float32.bleu - figures.int8.bleu > MAX_LOSS:
        raise RecipeError(
            f"int8 has {figures.int8.bleu} BLEU, float32 {figures.float32.bleu}: more than {MAX_LOSS} lost"
        )
