"""The exported model as users run it: CTranslate2 in int8 with the vocabulary's own normaliser."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import sentencepiece


@dataclass(frozen=True)
class Translations:
    """English lines, and the seconds that they took."""

    lines: list[str]
    seconds: float


def translate(
    folder: Path, lines: Sequence[str], *, beam: int, threads: int, compute_type: str = "int8", batch_tokens: int = 2048
) -> Translations:
    """Translates German lines with an exported model.

    Args:
        folder: of the export, with `source.spm`, `target.spm` and `ct2/`.
        lines: one segment each.
        beam: 1 for greedy search.
        threads: cores; each takes batches of its own.
        compute_type: CTranslate2's; int8 is what is shipped, float32 what it is compared with.
        batch_tokens: source pieces translated together.
    """
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    model = ctranslate2.Translator(
        str(folder / "ct2"), compute_type=compute_type, inter_threads=threads, intra_threads=1
    )
    pieces = [[*tokens, "</s>"] for tokens in source.encode(list(lines), out_type=str)]
    start = time.perf_counter()
    results = model.translate_batch(
        pieces, beam_size=beam, max_batch_size=batch_tokens, batch_type="tokens", disable_unk=True
    )
    seconds = time.perf_counter() - start
    return Translations([target.decode(result.hypotheses[0]) for result in results], seconds)
