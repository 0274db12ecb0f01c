"""The transformers runtime: any `AutoModelForSeq2SeqLM`, for what CTranslate2 does not convert, and as the reference.

torch and transformers are imported here and nowhere else in the rooms of models. Nothing is downloaded
(`local_files_only`), no code of a model's author is run (`trust_remote_code` is off), and weights are safetensors, or a
`.bin` that torch reads with its weights-only loader.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.depot.revision import revision
from workbench.errors import DamagedModel, ModelError, UsageError
from workbench.models.attention import Weights, place, weigh
from workbench.models.machine import usable_threads
from workbench.models.seq2seq import Engine, Output, Search, Tongue
from workbench.models.tokens import REPAIR, HubTokens, first_line, read_json

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
_SCORED_AT_ONCE = 2**26  # probabilities held while scoring (rows x pieces x vocabulary): 256 MB in float32


class HubEngine(Engine):
    """A transformers model with its tokenizer."""

    def __init__(self, name: str, folder: Path, model: Any, tokens: HubTokens, tongue: Tongue) -> None:
        self.name = name
        self.positions = getattr(model.config, "max_position_embeddings", None)
        self._model = model
        self._tokens = tokens
        self._revision = revision(_weights(folder))
        self._fixed = _fixed_settings(model, tokens, tongue)
        self._heads = _alignment_heads(model.config)
        # What no output may hold does not share in the probabilities either, as in CTranslate2.
        self._never = [
            *(self._fixed["suppress_tokens"] or ()),
            *(ids[0] for ids in self._fixed["bad_words_ids"] or () if len(ids) == 1),
        ]

    def length(self, text: str) -> int:
        return len(self._tokens.encode(text))

    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Output]:
        import torch

        ids, mask = self._padded(texts)
        with torch.inference_mode():
            try:
                written = self._model.generate(
                    input_ids=ids, attention_mask=mask, generation_config=self._settings(search)
                )[:, 1:]  # without the token that starts the decoder
                scores, attention = self._read_again(ids, mask, written, search.attention)
            except (RuntimeError, IndexError) as error:  # out of memory; more positions than the model has
                raise ModelError(
                    f"{self.name} failed on a batch of {len(texts)} texts ({first_line(error)}); try a smaller batch."
                ) from error
        made = zip(texts, written.tolist(), scores, strict=True)
        rows = iter(attention)
        return [self._output(*one, next(rows, None)) for one in made]

    def _output(self, source: str, row: list[int], score: float, attention: NDArray[np.float32] | None) -> Output:
        text = self._tokens.decode_ids(row)
        weights = None if attention is None else self._weights(source, row, text, attention)
        return Output(text, score, self._fixed["eos_token_id"] not in row, weights)

    def _weights(self, source: str, row: list[int], text: str, attention: NDArray[np.float32]) -> Weights:
        read, written = self._tokens.encode(source), self._tokens.pieces_of(row)
        forced = self._fixed["forced_bos_token_id"] is not None
        apart = [(forced and k == 0) or self._tokens.is_special(piece) for k, piece in enumerate(written)]
        return weigh(attention, place(read, map(self._tokens.is_special, read), source), place(written, apart, text))

    def _padded(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        import torch

        rows = [self._tokens.clean_ids(text) for text in texts]
        width = max(map(len, rows))
        pad = self._fixed["pad_token_id"]
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in rows], device=self._model.device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows], device=self._model.device)
        return ids, mask

    def _settings(self, search: Search) -> Any:
        import transformers

        configuration: Any = transformers.GenerationConfig
        return configuration(
            num_beams=search.beam_size,
            do_sample=False,
            length_penalty=search.length_penalty,
            repetition_penalty=search.repetition_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            min_new_tokens=search.min_length or None,
            max_new_tokens=search.max_length,
            early_stopping=search.beam_size > 1,  # stop with `beam_size` finished outputs, as CTranslate2 does
            **self._fixed,
        )

    def _read_again(
        self, ids: torch.Tensor, mask: torch.Tensor, written: torch.Tensor, attend: bool
    ) -> tuple[list[float], list[NDArray[np.float32]]]:
        """The model reads its outputs: the mean log-probability of each (see `Engine.generate`), and its attention.

        The attention of an output is (pieces, source pieces), the mean of the heads that align; none unless `attend`.
        """
        vocabulary = self._model.config.vocab_size if hasattr(self._model.config, "vocab_size") else 2**16
        rows = max(1, _SCORED_AT_ONCE // max(1, written.shape[1] * vocabulary))
        scores: list[float] = []
        attention: list[NDArray[np.float32]] = []
        for at in range(0, len(written), rows):
            some = slice(at, at + rows)
            logits, heads = self._decode(ids[some], mask[some], written[some], attend)
            scores += self._means(logits, written[some])
            attention += heads
        return scores, attention

    def _decode(
        self, ids: torch.Tensor, mask: torch.Tensor, written: torch.Tensor, attend: bool
    ) -> tuple[torch.Tensor, list[NDArray[np.float32]]]:
        """One forced pass of the decoder. The encoder runs apart, so that its own attention is not kept."""
        import torch

        start = torch.full_like(written[:, :1], self._fixed["decoder_start_token_id"])
        given = torch.cat([start, written[:, :-1]], dim=1)
        result = self._model(
            encoder_outputs=self._model.get_encoder()(input_ids=ids, attention_mask=mask),
            attention_mask=mask,
            decoder_input_ids=given,
            use_cache=False,
            output_attentions=attend,
        )
        if not attend:
            return result.logits, []
        heads = [result.cross_attentions[layer][:, head] for layer, head in self._heads]
        return result.logits, list(torch.stack(heads).float().mean(0).cpu().numpy())

    def _means(self, logits: torch.Tensor, written: torch.Tensor) -> list[float]:
        import torch

        logits = logits.float()
        logits[..., self._never] = -torch.inf
        found = logits.log_softmax(-1).gather(-1, written.unsqueeze(-1)).squeeze(-1)
        ended = (written == self._fixed["eos_token_id"]).cumsum(1)
        counts = (ended == 0) | ((ended == 1) & (written == self._fixed["eos_token_id"]))  # the end token included
        if self._fixed["forced_bos_token_id"] is not None:
            counts[:, 0] = False
        means: list[float] = (found.where(counts, 0.0).sum(1) / counts.sum(1).clamp(min=1)).tolist()
        return means

    def parts(self) -> dict[str, object]:
        return torch_parts(self.name, self._revision, self._model)


def torch_parts(name: str, revision: str, model: Any) -> dict[str, object]:
    """What a signature tells of a model that transformers runs, whatever its kind."""
    import torch
    import transformers

    return {
        "model": name,
        "revision": revision,
        "runtime": f"transformers-{transformers.__version__}+torch-{torch.__version__}",
        "precision": str(model.dtype).removeprefix("torch."),
        "device": model.device.type,
    }


def open_hub(
    folder: Path,
    name: str,
    *,
    device: str = "cpu",
    compute_type: str | None = None,
    threads: int | None = None,
    tongue: Tongue | None = None,
) -> HubEngine:
    """Load a folder in transformers format. `compute_type` is a torch dtype's name; float32 on the CPU by default.

    Raises `DamagedModel` for files that are missing or do not fit together, `ModelError` where another package is
    needed, and `UsageError` for a device that this machine does not have.
    """
    import torch
    from transformers import AutoModelForSeq2SeqLM

    quieten()
    tongue = tongue or Tongue()
    where = torch_device(device)
    weights = _weights(folder)
    read_json(folder / "config.json")
    torch.set_num_threads(threads or usable_threads())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "Recommended: pip install sacremoses": Marian works without it
        tokens = HubTokens(folder, tongue.source)
        try:
            model = AutoModelForSeq2SeqLM.from_pretrained(
                folder,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors="safetensors" in weights.name,
                weights_only=True,
                dtype=torch_dtype(compute_type, where),
                attn_implementation="eager",  # the only one that tells what it attended to
            )
        except Exception as error:  # transformers and safetensors raise many kinds for a damaged file
            raise DamagedModel(f"{weights} cannot be loaded ({first_line(error)}): {REPAIR}.") from error
    try:
        model = model.to(where).eval()
    except RuntimeError as error:
        raise ModelError(f"{name} does not fit into the memory of {device}; use a smaller model.") from error
    return HubEngine(name, folder, model, tokens, tongue)


def quieten() -> None:
    """Keep transformers' advice and progress bars off stderr: they are meant for those who write the code."""
    from transformers.utils import logging

    log: Any = logging
    log.set_verbosity_error()
    log.disable_progress_bar()


def _weights(folder: Path) -> Path:
    for name in WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise DamagedModel(f"{folder / WEIGHTS[0]} is missing: {REPAIR}.")


def torch_device(device: str) -> torch.device:
    """The device of a name. Raises `UsageError` where this machine has none."""
    import torch

    try:
        where = torch.device(device)
        torch.empty(0, device=where)
    except (RuntimeError, AssertionError) as error:
        raise UsageError(f"No device {device!r} here ({first_line(error)}); use the device cpu.") from error
    return where


def torch_dtype(compute_type: str | None, where: torch.device) -> torch.dtype:
    """float32 on the CPU; elsewhere bfloat16, because T5 and Pegasus overflow in float16."""
    import torch

    if compute_type is None:
        return torch.float32 if where.type == "cpu" else torch.bfloat16
    found = getattr(torch, compute_type, None)
    if not isinstance(found, torch.dtype):
        raise UsageError(f"The transformers runtime has no precision {compute_type!r}; use float32 or bfloat16.")
    return found


def _alignment_heads(config: Any) -> list[tuple[int, int]]:
    """The (layer, head) pairs of the decoder that look at the word being translated.

    As the configuration's "alignment_heads" says; else the first head of the last layer for Marian, whose training
    guides that one, and all heads of the last layer for others. CTranslate2 does the same (`pull/convert.py`).
    """
    layers = getattr(config, "decoder_layers", None) or getattr(config, "num_decoder_layers", None) or config.num_layers
    heads: int = getattr(config, "decoder_attention_heads", None) or config.num_heads
    named = getattr(config, "alignment_heads", None)
    if named:
        return [(layer % layers, head) for layer, head in named]
    return [(layers - 1, head) for head in (range(1) if config.model_type == "marian" else range(heads))]


def _fixed_settings(model: Any, tokens: HubTokens, tongue: Tongue) -> dict[str, Any]:
    """What generation needs to know of the model itself. Its own search settings are dropped: `Search` has them all.

    A forced end token is dropped too: it would hide that an output was cut at its length limit.
    """
    import transformers

    own = model.generation_config
    end = own.eos_token_id if isinstance(own.eos_token_id, int) else (own.eos_token_id or [None])[0]
    fixed: dict[str, Any] = {
        "decoder_start_token_id": own.decoder_start_token_id,
        "pad_token_id": own.pad_token_id,
        "eos_token_id": end,
        "forced_bos_token_id": tokens.id(tongue.target) if tongue.target else own.forced_bos_token_id,
        "forced_eos_token_id": None,
        "bad_words_ids": own.bad_words_ids,  # Marian's padding
        "suppress_tokens": tokens.unknown(),
    }
    if fixed["decoder_start_token_id"] is None:
        fixed["decoder_start_token_id"] = model.config.decoder_start_token_id
    empty: Any = transformers.GenerationConfig
    model.generation_config = empty()  # transformers fills from it what a call leaves open
    return fixed
