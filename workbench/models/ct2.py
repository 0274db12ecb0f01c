"""The CTranslate2 runtime: MarianMT, M2M100, NLLB, T5, BART, Pegasus … as converted by `ctranslate2.converters`.

int8 on the CPU, the best type the card supports on CUDA. No torch is imported, nor transformers where `tokens` can do
without it. CTranslate2 starts Marian's decoder from a zero embedding, as Marian does, and its Marian configuration
leaves the end token of the source to the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.depot.revision import revision
from workbench.errors import DamagedModel, ModelError, UsageError
from workbench.models.attention import Weights, place, weigh
from workbench.models.machine import usable_threads
from workbench.models.seq2seq import Engine, Output, Search, Tongue
from workbench.models.tokens import REPAIR, TOKENIZER_FILES, Tokens, first_line, open_tokens, read_json

_VOCABULARIES = tuple(f"{side}_vocabulary.{kind}" for side in ("shared", "source") for kind in ("json", "txt"))
# Best first. The weights are stored in int8, so a type with int8 loses nothing more and reads the least memory.
_CUDA_TYPES = ("int8_bfloat16", "int8_float16", "bfloat16", "float16", "int8", "float32")


class Ct2Engine(Engine):
    """A CTranslate2 model with its tokenizer."""

    def __init__(self, name: str, folder: Path, model: Any, tokens: Tokens, first: str | None) -> None:
        self.name = name
        self.positions = _positions(_tokenizer_folder(folder))
        self.model = model
        self.tokens = tokens
        self._revision = revision(folder / "model.bin")
        self._first = [first] if first else []  # what every output must begin with
        self._end = read_json(folder / "config.json").get("eos_token", "</s>")

    def length(self, text: str) -> int:
        return len(self.tokens.encode(text))

    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Output]:
        source = [self.tokens.encode(text) for text in texts]
        try:
            outputs = self.model.translate_batch(
                source,
                [self._first] * len(source) if self._first else None,
                beam_size=search.beam_size,
                length_penalty=search.length_penalty,
                repetition_penalty=search.repetition_penalty,
                no_repeat_ngram_size=search.no_repeat_ngram,
                min_decoding_length=search.min_length,
                max_decoding_length=search.max_length,
                max_input_length=0,  # never cut in silence: texts were cut to the window before
                disable_unk=True,  # as Marian itself does
                return_scores=True,
                return_end_token=True,
                return_attention=search.attention,
            )
            scores = self._scores(source, outputs, search)
        except RuntimeError as error:
            raise ModelError(
                f"{self.name} failed on a batch of {len(texts)} texts ({first_line(error)}); "
                "try a smaller batch, or `workbench models verify`."
            ) from error
        made = zip(texts, source, outputs, scores, strict=True)
        blind = search.beam_size > 1 and self.model.device == "cpu"  # see models/attention.py
        return [self._output(*one, blind) for one in made]

    def _output(self, source: str, pieces: Sequence[str], result: Any, score: float, blind: bool) -> Output:
        written = result.hypotheses[0]
        text = self.tokens.decode(written[len(self._first) :])
        attention = self._weights(source, pieces, text, result, blind) if result.attention else None
        return Output(text, score, written[-1:] != [self._end], attention)

    def _weights(self, source: str, pieces: Sequence[str], text: str, result: Any, blind: bool) -> Weights:
        """What CTranslate2 gives is the attention of the heads that the conversion chose (`pull/convert.py`)."""
        written = result.hypotheses[0]
        apart = [k < len(self._first) or self.tokens.is_special(piece) for k, piece in enumerate(written)]
        read = place(pieces, map(self.tokens.is_special, pieces), source)
        return weigh(result.attention[0], read, place(written, apart, text), blind)

    def _scores(self, source: Sequence[Sequence[str]], outputs: Sequence[Any], search: Search) -> list[float]:
        """Mean log-probabilities. Where penalties bent the search's own score, the model reads its output again."""
        if search.penalised:
            return self._read_again(source, [output.hypotheses[0] for output in outputs])
        scores = []
        for output in outputs:
            # CTranslate2 gives sum / length ** penalty; the length counts forced pieces, the sum does not.
            count = len(output.hypotheses[0])
            total = output.scores[0] * count**search.length_penalty
            scores.append(total / max(1, count - len(self._first)))
        return scores

    def _read_again(self, source: Sequence[Sequence[str]], written: Sequence[list[str]]) -> list[float]:
        bodies = [pieces[:-1] if pieces[-1:] == [self._end] else pieces for pieces in written]
        scores = []
        for result, pieces in zip(self.model.score_batch(source, bodies, max_input_length=0), written, strict=True):
            own = list(result.log_probs)[len(self._first) : len(pieces)]  # without an end that was not written
            scores.append(sum(own) / max(1, len(own)))
        return scores

    def parts(self) -> dict[str, object]:
        import ctranslate2

        return {
            "model": self.name,
            "revision": self._revision,
            "runtime": f"ctranslate2-{ctranslate2.__version__}",
            "precision": self.model.compute_type,
            "device": self.model.device,
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

    ctranslate2.set_log_level(40)  # errors only (logging.ERROR): its warnings would be text on stderr
    tongue = tongue or Tongue()
    _check_files(folder)
    tokens = open_tokens(_tokenizer_folder(folder), tongue.source)
    _check_vocabulary(folder, tokens)
    kind = compute_type or _best_type(device)
    try:
        model = ctranslate2.Translator(
            str(folder), device=device, compute_type=kind, intra_threads=threads or usable_threads()
        )
    except ValueError as error:
        raise UsageError(f"{name} cannot run on {device} in {kind}: {first_line(error)}; choose another.") from error
    except RuntimeError as error:
        if "out of memory" in str(error):
            raise ModelError(f"{name} does not fit into the memory of {device}; use a smaller model.") from error
        raise DamagedModel(f"{folder / 'model.bin'} cannot be loaded ({first_line(error)}): {REPAIR}.") from error
    return Ct2Engine(name, folder, model, tokens, tongue.target or _forced_first(_tokenizer_folder(folder), tokens))


def _best_type(device: str) -> str:
    """int8 on the CPU; on CUDA the first of `_CUDA_TYPES` that the card supports."""
    import ctranslate2

    try:
        supported = ctranslate2.get_supported_compute_types(device)
    except (ValueError, RuntimeError) as error:
        raise UsageError(f"No device {device!r} here ({first_line(error)}); use the device cpu.") from error
    return "int8" if device == "cpu" else next(kind for kind in _CUDA_TYPES if kind in supported)


def _tokenizer_folder(folder: Path) -> Path:
    """The folder itself when it has tokenizer files, else its parent (as in marian-de-en/ct2)."""
    return folder if any((folder / name).exists() for name in TOKENIZER_FILES) else folder.parent


def _settings(folder: Path, name: str) -> Any:
    return read_json(folder / name) if (folder / name).is_file() else {}


def _positions(folder: Path) -> int | None:
    """The model's longest sequence, from the transformers configuration beside it."""
    positions = _settings(folder, "config.json").get("max_position_embeddings")
    return positions if isinstance(positions, int) else None


def _forced_first(folder: Path, tokens: Tokens) -> str | None:
    """The piece that the model's own configuration forces to the front (BART's <s>)."""
    # As in transformers: where there is a generation_config.json, config.json has no say in it.
    name = "generation_config.json" if (folder / "generation_config.json").is_file() else "config.json"
    forced = _settings(folder, name).get("forced_bos_token_id")
    return tokens.piece(forced) if isinstance(forced, int) else None


def _check_files(folder: Path) -> None:
    if not (folder / "model.bin").is_file():
        raise DamagedModel(f"{folder / 'model.bin'} is missing: {REPAIR}.")
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        raise DamagedModel(f"{folder / _VOCABULARIES[0]} is missing: {REPAIR}.")
    if not isinstance(read_json(folder / "config.json"), dict):
        raise DamagedModel(f"{folder / 'config.json'} is not a model's configuration: {REPAIR}.")


def _check_vocabulary(folder: Path, tokens: Tokens) -> None:
    """CTranslate2 loads a vocabulary that is too short without a word and then writes nonsense."""
    path = next(folder / name for name in _VOCABULARIES if (folder / name).is_file())
    known = len(read_json(path)) if path.suffix == ".json" else path.read_bytes().count(b"\n")
    wanted = tokens.vocabulary_size()
    if wanted is not None and known not in (wanted, wanted - 1):  # the conversion drops Marian's <pad>
        raise DamagedModel(f"{path} has {known} pieces, the tokenizer has {wanted}: {REPAIR}.")
