"""Transformers format → CTranslate2 format. The only user of torch outside the runtime in `models/hub.py`."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import warnings
from pathlib import Path
from typing import Any

from workbench.errors import DamagedModel, DepotError

QUANTIZATION = "int8"
_SAMPLES = ("Am 3. Oktober kostete es 1.234,56 € – „zu viel“, sagte Größe.", "Don't stop 3.5 times; he said “no”…", "")


def convert(source: Path, target: Path, quantization: str = QUANTIZATION) -> str:
    """Convert the model in folder `source` into the new folder `target`; an older `target` is replaced.

    Returns the form for the manifest. The same weights give the same bytes.

    Raises `DamagedModel` for weights that do not load and `DepotError` where
    CTranslate2 has no conversion for the architecture, or the disk cannot take the result.
    """
    import ctranslate2
    from ctranslate2.converters import TransformersConverter

    from workbench.models.hub import quieten

    class Converter(TransformersConverter):  # type: ignore[misc, unused-ignore]
        def load_model(self, model_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            kwargs |= {"local_files_only": True, "weights_only": True}
            model = super().load_model(model_class, model_name_or_path, **kwargs)
            _bridge_versions(model.config)
            if model.config.model_type == "marian":
                _keep_start_embedding(model)
            return model

        def _load(self) -> Any:
            return _with_alignment(super()._load(), self._model_name_or_path)

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            tokenizer = super().load_tokenizer(tokenizer_class, model_name_or_path, local_files_only=True, **kwargs)
            return _with_languages(tokenizer)

    quieten()
    shutil.rmtree(target, ignore_errors=True)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")  # "Recommended: pip install sacremoses": Marian works without it
            Converter(str(source)).convert(str(target), quantization=quantization)
    except OSError as error:
        if error.errno is not None:
            raise DepotError(
                f"{target} cannot be written ({error.strerror}); free some space and try again."
            ) from error
        raise DamagedModel(
            f"The weights in {source} cannot be loaded ({_line(error)}); pull the model again."
        ) from error
    except ValueError as error:
        if "No conversion is registered" in str(error):
            raise DepotError(
                f'CTranslate2 has no conversion for {_architecture(source)}; give its catalogue entry runtime = "hub".'
            ) from error
        raise DamagedModel(f"The weights in {source} cannot be converted ({_line(error)}).") from error
    except Exception as error:  # safetensors and torch raise kinds of their own for damaged files
        raise DamagedModel(f"The weights in {source} cannot be converted ({_line(error)}).") from error

    return f"ctranslate2-{ctranslate2.__version__} {quantization}"


def pickle_to_safetensors(folder: Path) -> None:
    """Write safetensors beside `pytorch_model*.bin`. Only tensors are read from a pickle, never code."""
    import pickle

    import torch
    from safetensors.torch import save_file

    pickles = sorted(folder.glob("pytorch_model*.bin"))
    for path in pickles:
        try:
            state = torch.load(path, map_location="cpu", weights_only=True, mmap=False)
            # A clone each: safetensors takes no tensors that share memory, as tied embeddings do.
            tensors = {name: value.detach().clone().contiguous() for name, value in state.items()}
        except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, AttributeError) as error:
            raise DamagedModel(f"{path} holds something else than weights ({_line(error)}); do not use it.") from error
        save_file(tensors, path.with_name(_renamed(path.name)), metadata={"format": "pt"})
    index = folder / "pytorch_model.bin.index.json"
    if pickles and index.is_file():
        text = re.sub(r"pytorch_model[-\w]*\.bin", lambda match: _renamed(match[0]), index.read_text(encoding="utf-8"))
        (folder / "model.safetensors.index.json").write_text(text, encoding="utf-8")


def _renamed(name: str) -> str:
    return name.replace("pytorch_model", "model").replace(".bin", ".safetensors")


def write_tokenizer_file(folder: Path, source_token: str | None) -> None:
    """Give a folder a tokenizer.json where only transformers could read its tokenizer, so that no later load needs it.

    Kept only when both readers cut a sample into the same pieces.
    """
    from workbench.models.tokens import FileTokens, HubTokens, open_tokens

    tokens = open_tokens(folder, source_token)
    if not isinstance(tokens, HubTokens) or not tokens.save_file(folder / "tokenizer.json"):
        return
    if any(FileTokens(folder, source_token).ids(text) != tokens.ids(text) for text in _SAMPLES):
        (folder / "tokenizer.json").unlink()


# Where the layers normalise, which is part of each architecture. The converter reads it from the configuration, where
# the older models of the hub have it and those that transformers 5 saved have not.
_NORMALISES = {"bart": (False, True), "mbart": (True, True), "pegasus": (True, False)}


def _bridge_versions(config: Any) -> None:
    """Give the converter of CTranslate2 4.8, which was made for transformers 4, what transformers 5 keeps elsewhere.

    Every T5 now claims tied embeddings, from which the converter concludes that outputs are scaled; flan-T5's are not.
    """
    if config.model_type in ("t5", "mt5", "umt5"):
        config.tie_word_embeddings = bool(getattr(config, "scale_decoder_outputs", False))
    before, embedding = _NORMALISES.get(config.model_type, (None, None))
    if before is not None and not hasattr(config, "normalize_before"):
        config.normalize_before = before
    if embedding is not None and not hasattr(config, "normalize_embedding"):
        config.normalize_embedding = embedding


def _with_languages(tokenizer: Any) -> Any:
    """M2M100's language tokens have ids but, since transformers 5, no place in the vocabulary that is converted."""
    languages = getattr(tokenizer, "lang_token_to_id", None)
    if languages:
        whole = tokenizer.get_vocab() | languages
        tokenizer.get_vocab = lambda: whole
    return tokenizer


def _with_alignment(spec: Any, folder: str) -> Any:
    """Say whose attention is a word alignment: all heads of the last layer, where no training guided a single one.

    CTranslate2's own choice, the first head of the last layer, is right for Marian and by chance for others.
    """
    import numpy as np

    if _architecture(Path(folder)) != "marian":
        spec.decoder.alignment_heads = np.int16(0)  # 0 stands for all
    return spec


def _keep_start_embedding(model: Any) -> None:
    """Marian's decoder starts from zeros in CTranslate2, from the row of <pad> in transformers.

    In weights that came from Marian that row is zero. Trained with transformers it need not be, because the output
    layer shares it; then the model would start from another vector than it was trained with and write worse text.
    So the row is added to the first position, which only the start token ever has.
    """
    import torch

    decoder = model.model.decoder
    row = decoder.embed_tokens.weight[model.config.decoder_start_token_id]
    if not bool(row.any()):
        return
    scale = getattr(decoder, "embed_scale", 1.0) or 1.0
    with torch.no_grad():
        decoder.embed_positions.weight[0] += (row.float() * scale).to(decoder.embed_positions.weight.dtype)


def _architecture(source: Path) -> str:
    return str(json.loads((source / "config.json").read_text(encoding="utf-8")).get("model_type"))


def _line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
