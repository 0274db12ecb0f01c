"""Text to pieces and back, without transformers where the model's files allow it.

| the folder has | read by |
|---|---|
| source.spm, target.spm, vocab.json | sentencepiece (MarianMT) |
| tokenizer.json | tokenizers |
| only other files (spiece.model, vocab.json + merges.txt, …) | transformers' AutoTokenizer, which is slow to import |

Pieces are strings, special tokens included, because CTranslate2 takes and gives strings.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.errors import DamagedModel

REPAIR = "remove the model and pull it again, or get a whole copy of the folder"
_KEPT_PIECES = (
    4096  # texts whose pieces are remembered: length() and generate() both ask, some hundred at a time
)


class Tokens(ABC):
    """A tokenizer of one model and one direction. Threads may share it: it holds no state of a request."""

    extra = 0  # special tokens that `encode` adds to each text

    def __init__(self) -> None:
        self.encode = lru_cache(maxsize=_KEPT_PIECES)(self._encode)

    @abstractmethod
    def _encode(self, text: str) -> tuple[str, ...]:
        """The pieces that the model reads, special tokens included. `encode` is this, remembered."""

    @abstractmethod
    def decode(self, pieces: Sequence[str]) -> str:
        """The text of output pieces, special tokens left out."""

    def vocabulary_size(self) -> int | None:
        """How many pieces the tokenizer knows; None when it cannot tell."""
        return None


class MarianTokens(Tokens):
    """sentencepiece as MarianMT uses it: two models, one vocabulary, one end token."""

    extra = 1

    def __init__(self, folder: Path, source_token: str | None = None) -> None:
        super().__init__()
        self._source = _load_spm(folder / "source.spm")
        self._target = _load_spm(folder / "target.spm")
        self._head = (source_token,) if source_token else ()
        self._size = len(read_json(folder / "vocab.json"))
        self.extra = 1 + len(self._head)

    def _encode(self, text: str) -> tuple[str, ...]:
        return (*self._head, *self._source.encode(text, out_type=str), "</s>")

    def decode(self, pieces: Sequence[str]) -> str:
        text: str = self._target.decode([piece for piece in pieces if piece not in ("</s>", "<pad>")])
        return text.strip()

    def vocabulary_size(self) -> int | None:
        return self._size


class FileTokens(Tokens):
    """A tokenizer.json read by the tokenizers library."""

    def __init__(self, folder: Path, source_token: str | None = None, end_token: str = "</s>") -> None:
        super().__init__()
        from tokenizers import Tokenizer

        path = folder / "tokenizer.json"
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises plain Exception for anything wrong with the file
            raise DamagedModel(f"The tokenizer {path} cannot be read ({_line(error)}): {REPAIR}.") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        # A language token in front and an end token behind, whatever language the file was saved with.
        self._around = (source_token, end_token) if source_token else None
        self.extra = 2 if self._around else len(self._tokenizer.encode("").ids)

    def _encode(self, text: str) -> tuple[str, ...]:
        if self._around:
            pieces = self._tokenizer.encode(text, add_special_tokens=False).tokens
            return (self._around[0], *pieces, self._around[1])
        return tuple(self._tokenizer.encode(text).tokens)

    def decode(self, pieces: Sequence[str]) -> str:
        ids = [i for i in map(self._tokenizer.token_to_id, pieces) if i is not None]
        text: str = self._tokenizer.decode(ids, skip_special_tokens=True)
        return text.strip()


class HubTokens(Tokens):
    """transformers' tokenizer, for folders that have none of the files that the lighter readers need."""

    def __init__(self, folder: Path, source_token: str | None = None) -> None:
        super().__init__()
        from transformers import AutoTokenizer

        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except Exception as error:  # transformers raises OSError, ValueError, KeyError, TypeError … here
            raise DamagedModel(
                f"The tokenizer in {folder} cannot be read ({_line(error)}): {REPAIR}."
            ) from error
        self._head = source_token
        self.extra = 2 if source_token else len(self._tokenizer("").input_ids)

    def _encode(self, text: str) -> tuple[str, ...]:
        if self._head:
            pieces = self._tokenizer.tokenize(text)
            return (self._head, *pieces, self._tokenizer.eos_token)
        return tuple(self._tokenizer.convert_ids_to_tokens(self._tokenizer(text).input_ids))

    def decode(self, pieces: Sequence[str]) -> str:
        ids = self._tokenizer.convert_tokens_to_ids(list(pieces))
        text: str = self._tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text.strip()


def open_tokens(folder: Path, source_token: str | None = None) -> Tokens:
    """The lightest tokenizer that the files of a folder allow. Raises `DamagedModel` when there is none."""
    if (folder / "source.spm").exists() or (folder / "target.spm").exists():
        return MarianTokens(folder, source_token)
    if (folder / "tokenizer.json").exists():
        return FileTokens(folder, source_token)
    if any((folder / name).exists() for name in ("tokenizer_config.json", "spiece.model", "vocab.json")):
        return HubTokens(folder, source_token)
    raise DamagedModel(f"No tokenizer files in {folder} (source.spm, tokenizer.json, …): {REPAIR}.")


def read_json(path: Path) -> Any:
    """A JSON file of a model. Raises `DamagedModel` when it is missing or not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedModel(f"{path} cannot be read ({_line(error)}): {REPAIR}.") from error


def _load_spm(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise DamagedModel(f"The tokenizer {path} cannot be read ({_line(error)}): {REPAIR}.") from error


def _line(error: BaseException) -> str:
    """The first line of an error's message."""
    return (str(error).splitlines() or [type(error).__name__])[0]
