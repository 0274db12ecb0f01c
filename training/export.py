"""Step 5: a checkpoint → a MarianMT folder in half precision, and its int8 CTranslate2 form in `ct2/`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from ctranslate2.converters import TransformersConverter
from transformers import GenerationConfig, MarianTokenizer

from training.checkpoint import load_checkpoint
from training.model import build_model
from training.recipe import Recipe, RecipeError
from training.vocabulary import EOS, load_vocabulary

MAX_MEGABYTES = 60  # of weights in half precision; what the package may carry


def vocabulary_table(path: Path) -> dict[str, int]:
    """Piece → number, as SentencePiece numbers them, with the pad token behind the last piece."""
    vocabulary = load_vocabulary(path)
    table = {vocabulary.id_to_piece(number): number for number in range(vocabulary.get_piece_size())}
    return table | {"<pad>": len(table)}


def _save_tokenizer(vocabulary: Path, folder: Path) -> None:
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(vocabulary, folder / name)
    text = json.dumps(vocabulary_table(vocabulary), ensure_ascii=False, indent=1)
    (folder / "vocab.json").write_text(text, encoding="utf-8")
    MarianTokenizer(
        source_spm=str(folder / "source.spm"), target_spm=str(folder / "target.spm"), vocab=str(folder / "vocab.json"),
        source_lang="de", target_lang="en",
    ).save_pretrained(folder)  # fmt: skip


def export(recipe: Recipe, checkpoint: Path, vocabulary: Path, folder: Path) -> None:
    """Writes the folder that `MarianMTModel.from_pretrained` and CTranslate2 load.

    Raises:
        RecipeError: when the pad token's embedding is not zero (CTranslate2 would start its decoder from another
            vector than training did) or the weights are larger than may be shipped.
    """
    pad = load_vocabulary(vocabulary).get_piece_size()
    model = build_model(recipe.model, pad, seed=0)
    model.load_state_dict(load_checkpoint(checkpoint)[1])
    if bool(model.model.shared.weight[pad].any()):
        raise RecipeError(f"{checkpoint.name}: the pad token's embedding is not zero, which CTranslate2 takes it to be")
    folder.mkdir(parents=True, exist_ok=True)
    decoding = {"num_beams": 4, "max_length": 256, "pad_token_id": pad, "eos_token_id": EOS, "bad_words_ids": [[pad]]}
    decoding |= {"decoder_start_token_id": pad, "forced_eos_token_id": EOS}
    model.generation_config = GenerationConfig.from_dict(decoding)
    torch.nn.Module.half(model)
    model.config.dtype = torch.float16
    model.save_pretrained(folder)
    megabytes = (folder / "model.safetensors").stat().st_size / 1e6
    if megabytes > MAX_MEGABYTES:
        raise RecipeError(f"the weights take {megabytes:.1f} MB in half precision; at most {MAX_MEGABYTES} are shipped")
    _save_tokenizer(vocabulary, folder)
    TransformersConverter(str(folder)).convert(str(folder / "ct2"), quantization="int8", force=True)
