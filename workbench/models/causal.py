"""The runtime of chat models on this machine: any `AutoModelForCausalLM` of transformers with a chat template.

Nothing is downloaded, no code of a model's author is run, and weights are safetensors. The template of the model is run
in transformers' sandbox. Whatever of an article looks like one of the tokenizer's own signs is broken up by a space, so
that the text of an article never becomes one; `_Template.ids` is sure of it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.depot.revision import revision
from workbench.errors import DamagedModel, ModelError, UsageError
from workbench.models.chat import Answer, Asked, Chat, Conversation
from workbench.models.hub import quieten, torch_device, torch_dtype, torch_parts
from workbench.models.machine import usable_threads
from workbench.models.tokens import REPAIR, first_line, read_json
from workbench.prompts import Message

if TYPE_CHECKING:
    import torch

WEIGHTS = ("model.safetensors", "model.safetensors.index.json")
_WINDOW = 4096  # pieces; larger windows cost memory and time, and small models lose the thread in them
_HEARD = (Message("system", "s"), Message("user", "u"), Message("assistant", "a"), Message("user", "v"))


class CausalChat(Chat):
    """A causal language model of transformers with its tokenizer and chat template."""

    def __init__(self, name: str, weights: Path, model: Any, template: _Template, window: int) -> None:
        positions = getattr(model.config, "max_position_embeddings", None) or _WINDOW
        self.name = name
        self.window = min(window or _WINDOW, positions)
        self._model = model
        self._template = template
        self._revision = revision(weights)
        self._ends = _ends(model, template.tokenizer)
        model.generation_config = _empty_settings()  # transformers fills from it what a call leaves open

    def length(self, conversation: Conversation) -> int:
        return len(self._template.ids(conversation))

    def answer(self, conversations: Sequence[Conversation], asked: Asked) -> Sequence[Answer]:
        import torch

        rows = [self._template.ids(conversation) for conversation in conversations]
        width = max(map(len, rows))
        longest = min(asked.search.max_length, self.window - width)
        if longest < 1:
            raise UsageError(
                f"A request of {width} pieces does not fit the window of {self.name} ({self.window}); "
                "use a shorter prompt or a larger `window`."
            )
        ids, mask = self._padded(rows, width)
        with torch.inference_mode():
            try:
                written = self._model.generate(
                    input_ids=ids,
                    attention_mask=mask,
                    generation_config=self._settings(asked, longest),
                    tokenizer=self._template.tokenizer if asked.stop else None,
                    stopping_criteria=_watching(asked),
                )[:, width:]
            except (RuntimeError, IndexError) as error:  # out of memory
                raise ModelError(
                    f"{self.name} failed on {len(rows)} requests of {width} pieces ({first_line(error)}); "
                    "use a smaller batch or a smaller model."
                ) from error
        return [self._read(row, asked.stop) for row in written.tolist()]

    def _padded(self, rows: Sequence[list[int]], width: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Padded on the left, so that every answer begins at the same place."""
        import torch

        pad = self._ends[0]
        ids = [[pad] * (width - len(row)) + row for row in rows]
        mask = [[0] * (width - len(row)) + [1] * len(row) for row in rows]
        device = self._model.device
        return torch.tensor(ids, device=device), torch.tensor(mask, device=device)

    def _settings(self, asked: Asked, longest: int) -> Any:
        import transformers

        search = asked.search
        configuration: Any = transformers.GenerationConfig
        return configuration(
            do_sample=False,
            num_beams=search.beam_size,
            length_penalty=search.length_penalty,
            repetition_penalty=search.repetition_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            min_new_tokens=search.min_length or None,
            max_new_tokens=longest,
            early_stopping=search.beam_size > 1,
            eos_token_id=list(self._ends),
            pad_token_id=self._ends[0],
            stop_strings=list(asked.stop) or None,
        )

    def _read(self, row: list[int], stop: Sequence[str]) -> Answer:
        end = next((place for place, piece in enumerate(row) if piece in self._ends), None)
        text: str = self._template.tokenizer.decode(
            row[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        stopped = min((text.index(mark) for mark in stop if mark in text), default=None)
        return Answer(text[:stopped].strip(), cut=end is None and stopped is None)

    def parts(self) -> dict[str, object]:
        return torch_parts(self.name, self._revision, self._model)


class _Template:
    """A tokenizer with its chat template."""

    def __init__(self, tokenizer: Any, name: str) -> None:
        self.tokenizer = tokenizer
        signs = {str(token) for token in tokenizer.added_tokens_decoder.values()} | set(tokenizer.all_special_tokens)
        # Added pieces that are no signs, such as runs of spaces, are ordinary text.
        signs = {sign for sign in signs if len(sign) > 1 and not sign.isspace() and not sign.isalnum()}
        self._signs = re.compile("|".join(map(re.escape, sorted(signs, key=len, reverse=True))) or r"(?!)")
        self._system = True
        try:
            self._rendered(_HEARD)
        except Exception:  # a template says by an error of its own making that it knows no system message
            self._system = False
        try:
            self._rendered(_HEARD)
        except Exception as error:
            raise DamagedModel(
                f"The chat template of {name} does not work ({first_line(error)}); choose an instruct model."
            ) from error

    def ids(self, conversation: Conversation) -> list[int]:
        """What the model reads. No sign of the tokenizer can come from a message."""
        safe = [Message(message.role, self._broken_up(message.text)) for message in conversation]
        found: list[int] = self.tokenizer(self._rendered(safe), add_special_tokens=False).input_ids
        return found

    def _broken_up(self, text: str) -> str:
        while self._signs.search(text):
            text = self._signs.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
        return text

    def _rendered(self, conversation: Conversation) -> str:
        turns = list(conversation)
        if turns[0].role == "system" and not self._system:  # Gemma's template has none
            turns[:2] = [Message("user", f"{turns[0].text}\n\n{turns[1].text}")]
        told: str = self.tokenizer.apply_chat_template(
            [{"role": turn.role, "content": turn.text} for turn in turns],
            tokenize=False,
            add_generation_prompt=True,
            enable_thinking=False,  # a variable of Qwen3's template; the others do not look at it
        )
        return told


def open_causal(
    folder: Path,
    name: str,
    *,
    device: str = "cpu",
    compute_type: str | None = None,
    threads: int | None = None,
    window: int = 0,
) -> CausalChat:
    """Load a folder in transformers format. `compute_type` is a torch dtype's name; float32 on the CPU by default.

    `window` is the longest request with its answer, in pieces; 4096 by default, and never more than the model has.
    Raises `DamagedModel` for files that are missing or do not fit together, and for models without a chat template,
    and `UsageError` for a device that this machine does not have.
    """
    import torch
    from transformers import AutoModelForCausalLM

    quieten()
    where = torch_device(device)
    weights = _weights(folder)
    read_json(folder / "config.json")
    torch.set_num_threads(threads or usable_threads())
    template = _Template(_tokenizer(folder, name), name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            model: Any = AutoModelForCausalLM.from_pretrained(
                folder,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                dtype=torch_dtype(compute_type, where),
            )
        except Exception as error:  # transformers and safetensors raise many kinds for a damaged file
            raise DamagedModel(f"{weights} cannot be loaded ({first_line(error)}): {REPAIR}.") from error
    try:
        model = model.to(where).eval()
    except RuntimeError as error:
        raise ModelError(f"{name} does not fit into the memory of {device}; use a smaller model.") from error
    return CausalChat(name, weights, model, template, window)


def _weights(folder: Path) -> Path:
    for name in WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise DamagedModel(f"{folder / WEIGHTS[0]} is missing: {REPAIR}.")


def _tokenizer(folder: Path, name: str) -> Any:
    from transformers import AutoTokenizer

    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # transformers raises OSError, ValueError, KeyError, TypeError … here
        raise DamagedModel(f"The tokenizer in {folder} cannot be read ({first_line(error)}): {REPAIR}.") from error
    if not tokenizer.chat_template:
        raise DamagedModel(
            f"{name} has no chat template, so it is a base model that cannot be told anything; take its instruct form."
        )
    return tokenizer


def _ends(model: Any, tokenizer: Any) -> tuple[int, ...]:
    """The pieces that end an answer, as the model's own settings and its tokenizer name them."""
    own = model.generation_config.eos_token_id
    found = [*(own if isinstance(own, list) else [own]), tokenizer.eos_token_id]
    ends = tuple(dict.fromkeys(piece for piece in found if piece is not None))
    if not ends:
        raise DamagedModel("The model names no piece that ends an answer (eos_token_id); get a whole copy of it.")
    return ends


def _watching(asked: Asked) -> Any:
    """Has the watch called after each piece, which is the only place where transformers lets go of the work."""
    import torch
    from transformers import StoppingCriteriaList

    def watch(ids: torch.Tensor, _scores: object, **_others: object) -> torch.Tensor:
        asked.watch()
        return torch.zeros(ids.shape[0], dtype=torch.bool, device=ids.device)

    criteria: Any = StoppingCriteriaList
    return criteria([watch])


def _empty_settings() -> Any:
    import transformers

    configuration: Any = transformers.GenerationConfig
    return configuration()
