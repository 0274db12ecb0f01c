"""Transformers format → CTranslate2 format. The only user of torch outside the runtime in `models/hub.py`."""

from __future__ import annotations

import contextlib
import io
import shutil
import warnings
from pathlib import Path
from typing import Any

from workbench.errors import DamagedModel, DepotError

QUANTIZATION = "int8"


def convert(source: Path, target: Path, quantization: str = QUANTIZATION) -> None:
    """Convert the model in folder `source` into the new folder `target`; an older `target` is replaced.

    The same weights give the same bytes. Raises `DamagedModel` for weights that do not load and `DepotError` where
    CTranslate2 has no conversion for the architecture, or the disk cannot take the result.
    """
    from ctranslate2.converters import TransformersConverter

    from workbench.models.hub import quieten

    class Converter(TransformersConverter):  # type: ignore[misc, unused-ignore]
        def load_model(self, model_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            kwargs |= {"local_files_only": True, "weights_only": True}
            model = super().load_model(model_class, model_name_or_path, **kwargs)
            if model.config.model_type == "marian":
                _keep_start_embedding(model)
            return model

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
                f'CTranslate2 has no conversion for {source.name}; give its catalogue entry runtime = "hub".'
            ) from error
        raise DamagedModel(f"The weights in {source} cannot be converted ({_line(error)}).") from error
    except Exception as error:  # safetensors and torch raise kinds of their own for damaged files
        raise DamagedModel(f"The weights in {source} cannot be converted ({_line(error)}).") from error


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


def _line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
