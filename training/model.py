"""The MarianMT model: its shape, its first weights, and which parameters each optimizer owns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from transformers import MarianConfig, MarianMTModel

from training.batches import Batch
from training.recipe import Model
from training.vocabulary import EOS


@dataclass(frozen=True)
class Split:
    """Trainable parameters: hidden matrices (Muon's) and the rest (AdamW's)."""

    matrices: list[torch.nn.Parameter]
    others: list[torch.nn.Parameter]


_RESIDUAL_GAIN = 0.5  # of matrices that write into the residual stream, beside Xavier's deviation
_RESIDUAL_OUTPUTS = ("out_proj.weight", "fc2.weight")


def build_model(
    shape: Model, pieces: int, seed: int, embeddings: npt.NDArray[np.float32] | None = None
) -> MarianMTModel:
    """Makes a model with fresh weights.

    Matrices are Xavier-uniform and embeddings have deviation d_model^-0.5; transformers' default of 0.02 is far too
    small for narrow models. The pad token comes after the last piece and its embedding is zero, because the decoder
    starts from it and CTranslate2, like Marian, starts from zero.

    Args:
        shape: from the recipe.
        pieces: size of the vocabulary, without the pad token.
        seed: of the weights.
        embeddings: the first embeddings, shape (pieces, d_model), from `embeddings.py`; None for random ones. With
            them, what the last decoder layer attends to in the source reaches the output as it is, so that the model
            translates word by word from its first steps on.
    """
    # Eager attention is the fastest on a CPU at these lengths, and the only one that gives guidance its weights.
    # Keys that only the base class of configurations declares go in as a table.
    plain: dict[str, Any] = {"static_position_embeddings": True, "attn_implementation": "eager"}
    config = MarianConfig(
        vocab_size=pieces + 1, d_model=shape.d_model, max_position_embeddings=shape.max_positions,
        encoder_layers=shape.encoder_layers, decoder_layers=shape.decoder_layers,
        encoder_ffn_dim=shape.ffn, decoder_ffn_dim=shape.ffn,
        encoder_attention_heads=shape.heads, decoder_attention_heads=shape.heads,
        dropout=shape.dropout, attention_dropout=0.0, activation_dropout=0.0, activation_function="relu",
        scale_embedding=True, share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True, pad_token_id=pieces, eos_token_id=EOS, bos_token_id=EOS,
        decoder_start_token_id=pieces, forced_eos_token_id=EOS, **plain,
    )  # fmt: skip
    model = MarianMTModel(config)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "embed_positions" in name:
                parameter.requires_grad_(False)
            elif parameter is model.model.shared.weight:
                parameter.normal_(std=shape.d_model**-0.5, generator=generator)
                parameter[pieces].zero_()
            elif parameter.dim() == 2:
                torch.nn.init.xavier_uniform_(parameter, generator=generator)
            elif name.endswith("bias"):
                parameter.zero_()
        if embeddings is not None:
            _lay_embeddings(model, embeddings)
    return model


def _lay_embeddings(model: MarianMTModel, embeddings: npt.NDArray[np.float32]) -> None:
    """Puts the first embeddings in, and keeps them legible on their way from the source to the output."""
    model.model.shared.weight[: len(embeddings)] = torch.from_numpy(embeddings)
    for name, parameter in model.named_parameters():
        if name.endswith(_RESIDUAL_OUTPUTS):
            parameter.mul_(_RESIDUAL_GAIN)
    attention = model.model.decoder.layers[-1].encoder_attn
    turn = torch.linalg.qr(attention.v_proj.weight).Q
    attention.v_proj.weight.copy_(turn)
    attention.out_proj.weight.copy_(turn.T)


def decoder_states(model: MarianMTModel, batch: Batch, pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """What the projection and the loss are made from, without padding.

    Returns:
        the decoder's last states in float32, shape (tokens, d_model), and the piece wanted at each, shape (tokens,).
    """
    states = model.model(
        input_ids=batch.source,
        attention_mask=(batch.source != pad).long(),
        decoder_input_ids=batch.decoder,
        use_cache=False,
    ).last_hidden_state
    real = batch.labels != pad
    return states[real].float(), batch.labels[real]


def split_parameters(model: MarianMTModel) -> Split:
    """Sorts the trainable parameters by optimizer, in the model's own order."""
    shared = model.model.shared.weight
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    matrices = [parameter for parameter in trainable if parameter.dim() == 2 and parameter is not shared]
    return Split(matrices, [p for p in trainable if p.dim() != 2 or p is shared])
