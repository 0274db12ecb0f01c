"""The CTranslate2 runtime: MarianMT, M2M100, NLLB, T5, BART, Pegasus … as converted by `ctranslate2.converters`.

int8 on the CPU, the best type the card supports on CUDA. No torch and, for MarianMT, no transformers are imported.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import DamagedModel, ModelError, UsageError
from workbench.models.seq2seq import Engine, Search
from workbench.models.tokens import REPAIR, Tokens, open_tokens, read_json
from workbench.types import Translated

VOCABULARIES = (
    "shared_vocabulary.json",
    "shared_vocabulary.txt",
    "source_vocabulary.json",
    "source_vocabulary.txt",
)
# Best first. The weights are stored in int8, so a type with int8 loses nothing more and reads least memory.
_CUDA_TYPES = ("int8_bfloat16", "int8_float16", "bfloat16", "float16", "int8", "float32")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language tokens of a model that speaks many languages; None for the others."""

    source: str | None = None  # put in front of the source pieces, e.g. "__de__" or ">>eng<<"
    target: str | None = None  # the first piece that the decoder is given, e.g. "__en__"


class Ct2Engine(Engine):
    """A CTranslate2 model with its tokenizer."""

    def __init__(self, name: str, model: Any, tokens: Tokens, revision: str, tongue: Tongue) -> None:
        self.name = name
        self._model = model
        self._tokens = tokens
        self._revision = revision
        self._target = tongue.target

    def length(self, text: str) -> int:
        return len(self._tokens.encode(text)) - self._tokens.extra

    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Translated]:
        source = [self._tokens.encode(text) for text in texts]
        head = [self._target] if self._target else []
        outputs = self._model.translate_batch(
            source,
            [head] * len(source) if head else None,
            beam_size=search.beam_size,
            length_penalty=search.length_penalty,
            repetition_penalty=search.repetition_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            min_decoding_length=search.min_length,
            max_decoding_length=search.max_length,
            max_input_length=0,  # never cut in silence: texts were cut to the window before
            disable_unk=True,
            return_scores=True,
            return_end_token=True,
        )
        return [self._translated(output.hypotheses[0], output.scores[0], search) for output in outputs]

    def _translated(self, pieces: list[str], score: float, search: Search) -> Translated:
        """CTranslate2 gives the sum of log-probabilities over length ** length_penalty; this undoes the power."""
        written = pieces[1:] if self._target and pieces[:1] == [self._target] else pieces
        count = max(1, len(written))
        mean = score * count ** (search.length_penalty - 1.0)
        return Translated(self._tokens.decode(written), mean, truncated=not self._ended(written))

    def _ended(self, pieces: list[str]) -> bool:
        return bool(pieces) and pieces[-1] == "</s>"

    def parts(self) -> dict[str, object]:
        import ctranslate2

        return {
            "model": self.name,
            "revision": self._revision,
            "runtime": f"ctranslate2-{ctranslate2.__version__}",
            "precision": self._model.compute_type,
            "device": self._model.device,
        }


def open_ct2(
    folder: Path,
    name: str,
    *,
    device: str = "cpu",
    compute_type: str | None = None,
    threads: int | None = None,
    tongue: Tongue | None = None,
) -> Ct2Engine:
    """Load a CTranslate2 folder; its tokenizer files lie in it or in its parent.

    Raises `DamagedModel` for files that are missing, cut short or do not fit together, and `UsageError` for a
    device or a compute type that this machine does not have.
    """
    import ctranslate2

    _check_files(folder)
    tongue = tongue or Tongue()
    tokens = open_tokens(_tokenizer_folder(folder), tongue.source)
    _check_vocabulary(folder, tokens)
    try:
        model = ctranslate2.Translator(
            str(folder),
            device=device,
            compute_type=compute_type or best_type(device),
            intra_threads=threads or usable_threads(),
        )
    except ValueError as error:
        raise UsageError(
            f"{name} cannot run on {device}: {error}; choose another device or precision."
        ) from error
    except RuntimeError as error:
        raise DamagedModel(f"{folder / 'model.bin'} cannot be loaded ({error}): {REPAIR}.") from error
    return Ct2Engine(name, model, tokens, file_hash(folder / "model.bin")[:12], tongue)


def best_type(device: str) -> str:
    """int8 on the CPU; on CUDA the first of `_CUDA_TYPES` that the card supports."""
    if device == "cpu":
        return "int8"
    import ctranslate2

    try:
        supported = ctranslate2.get_supported_compute_types(device)
    except (ValueError, RuntimeError) as error:
        raise UsageError(f"This machine has no device {device!r} ({error}); use --device cpu.") from error
    return next(kind for kind in _CUDA_TYPES if kind in supported)


def usable_threads() -> int:
    """WORKBENCH_THREADS, or the cores that this process may use."""
    wanted = os.environ.get("WORKBENCH_THREADS")
    if wanted is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not wanted.isdecimal() or int(wanted) < 1:
        raise UsageError(f"WORKBENCH_THREADS is {wanted!r}; give a whole number of threads, or unset it.")
    return int(wanted)


def file_hash(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tokenizer_folder(folder: Path) -> Path:
    """The folder itself when it has tokenizer files, else its parent (as in marian-de-en/ct2)."""
    own = ("source.spm", "tokenizer.json", "tokenizer_config.json", "spiece.model", "vocab.json")
    return folder if any((folder / name).exists() for name in own) else folder.parent


def _check_files(folder: Path) -> None:
    if not (folder / "model.bin").is_file():
        raise DamagedModel(f"{folder / 'model.bin'} is missing: {REPAIR}.")
    if not any((folder / name).is_file() for name in VOCABULARIES):
        raise DamagedModel(f"{folder / VOCABULARIES[0]} is missing: {REPAIR}.")
    read_json(folder / "config.json")


def _check_vocabulary(folder: Path, tokens: Tokens) -> None:
    """CTranslate2 loads a vocabulary that is too short without a word and then writes nonsense."""
    path = next(folder / name for name in VOCABULARIES if (folder / name).is_file())
    known = len(read_json(path)) if path.suffix == ".json" else path.read_bytes().count(b"\n")
    wanted = tokens.vocabulary_size()
    if wanted is not None and known not in (wanted, wanted - 1):  # conversion drops Marian's <pad>
        raise DamagedModel(f"{path} has {known} pieces, the tokenizer has {wanted}: {REPAIR}.")


__all__ = ["Ct2Engine", "ModelError", "Tongue", "best_type", "file_hash", "open_ct2", "usable_threads"]
