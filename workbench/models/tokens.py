"""Text to pieces and back, without transformers where the model's files allow it.

| the folder has | read by |
|---|---|
| source.spm, target.spm, vocab.json | sentencepiece (MarianMT) |
| sentencepiece.bpe.model, vocab.json | sentencepiece (M2M100) |
| tokenizer.json | tokenizers (NLLB, BART, Pegasus, T5; `models pull` writes it where the hub has none) |
| only other files | transformers' AutoTokenizer, which takes seconds to import |

Pieces are strings, special tokens included, because CTranslate2 takes and gives strings.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.errors import DamagedModel, ModelError
from workbench.segment import clean_for_model

REPAIR = "remove the model and pull it again, or get a whole copy of the folder"
TOKENIZER_FILES = ("source.spm", "sentencepiece.bpe.model", "tokenizer.json", "tokenizer_config.json", "spiece.model")
END = "</s>"  # the end token of every family that this package knows (Marian, M2M100, NLLB, T5, BART, Pegasus)
_KEPT = 1024  # texts whose pieces are remembered, because length() and generate() both ask for them
_KEPT_LENGTH = 2000  # characters; longer texts are asked for only while they are being cut


class Tokens(ABC):
    """A tokenizer of one model and one direction. Threads may share it: it holds no state of a request."""

    def __init__(self, head: str | None = None) -> None:
        self._apart = _SPECIAL | {head}
        self._remembered = lru_cache(maxsize=_KEPT)(self.pieces)

    def encode(self, text: str) -> tuple[str, ...]:
        """What the model reads for a text: its pieces with the special tokens. Invisible characters are left out."""
        text = clean_for_model(text)
        return self._remembered(text) if len(text) <= _KEPT_LENGTH else self.pieces(text)

    @abstractmethod
    def pieces(self, text: str) -> tuple[str, ...]:
        """`encode` for a text that is clean."""

    @abstractmethod
    def decode(self, pieces: Sequence[str]) -> str:
        """The text of output pieces, special tokens left out."""

    def is_special(self, piece: str) -> bool:
        """Whether a piece stands for no text: an end token, padding, a language token."""
        return piece in self._apart or _is_language(piece)

    @abstractmethod
    def piece(self, index: int) -> str | None:
        """The piece of an id of the model's vocabulary; None when there is none."""

    def vocabulary_size(self) -> int | None:
        """How many pieces the model must know for this tokenizer; None when that cannot be told."""
        return None


class SpmTokens(Tokens):
    """sentencepiece models with a vocabulary of their own, as MarianMT and M2M100 use them."""

    def __init__(self, source: Path, target: Path, vocabulary: Path, source_token: str | None, exact: bool) -> None:
        super().__init__(source_token)
        self._source = _load_spm(source)
        self._target = self._source if target == source else _load_spm(target)
        self._head = (source_token,) if source_token else ()
        known = read_json(vocabulary)
        if not isinstance(known, dict) or END not in known:
            raise DamagedModel(f"{vocabulary} is not a vocabulary (no {END} in it): {REPAIR}.")
        self._by_id = {index: piece for piece, index in known.items()}
        self._exact = exact

    def pieces(self, text: str) -> tuple[str, ...]:
        return (*self._head, *self._source.encode(text, out_type=str), END)

    def decode(self, pieces: Sequence[str]) -> str:
        text: str = self._target.decode([p for p in pieces if not self.is_special(p)])
        return text.strip()

    def piece(self, index: int) -> str | None:
        return self._by_id.get(index)

    def vocabulary_size(self) -> int | None:
        return len(self._by_id) if self._exact else None


class FileTokens(Tokens):
    """A tokenizer.json read by the tokenizers library."""

    def __init__(self, folder: Path, source_token: str | None) -> None:
        super().__init__(source_token)
        from tokenizers import Tokenizer

        path = folder / "tokenizer.json"
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises plain Exception for anything wrong with the file
            raise DamagedModel(f"The tokenizer {path} cannot be read ({first_line(error)}): {REPAIR}.") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._head = source_token

    def pieces(self, text: str) -> tuple[str, ...]:
        if self._head:  # the language token that was asked for, whatever language the file was saved with
            return (self._head, *self._tokenizer.encode(text, add_special_tokens=False).tokens, END)
        return tuple(self._tokenizer.encode(text).tokens)

    def ids(self, text: str) -> list[int]:
        """`pieces` as ids. Only they show what is unknown: as a piece it keeps its letters."""
        if self._head:
            inner = self._tokenizer.encode(text, add_special_tokens=False).ids
            return [self._tokenizer.token_to_id(self._head), *inner, self._tokenizer.token_to_id(END)]
        found: list[int] = self._tokenizer.encode(text).ids
        return found

    def decode(self, pieces: Sequence[str]) -> str:
        ids = [i for i in map(self._tokenizer.token_to_id, pieces) if i is not None]
        text: str = self._tokenizer.decode(ids, skip_special_tokens=True)
        return text.strip()

    def piece(self, index: int) -> str | None:
        piece: str | None = self._tokenizer.id_to_token(index)
        return piece


class HubTokens(Tokens):
    """transformers' own tokenizer: the reference, and for folders that the lighter readers cannot read."""

    def __init__(self, folder: Path, source_token: str | None) -> None:
        super().__init__(source_token)
        from transformers import AutoTokenizer

        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        except ImportError as error:  # FSMT asks for sacremoses
            raise ModelError(f"The tokenizer in {folder} needs another package: {first_line(error)}") from error
        except Exception as error:  # transformers raises OSError, ValueError, KeyError, TypeError … here
            raise DamagedModel(f"The tokenizer in {folder} cannot be read ({first_line(error)}): {REPAIR}.") from error
        self._head = source_token
        # M2M100's own tokenizer writes the language tokens out, as if they were words.
        self._languages = frozenset(getattr(self._tokenizer, "lang_token_to_id", {}).values())

    def ids(self, text: str) -> list[int]:
        """`pieces` as ids."""
        if not self._head:
            found: list[int] = self._tokenizer(text).input_ids
            return found
        head = self._tokenizer.convert_tokens_to_ids(self._head)
        inner: list[int] = self._tokenizer(text, add_special_tokens=False).input_ids
        return [head, *inner, self._tokenizer.eos_token_id]

    def pieces(self, text: str) -> tuple[str, ...]:
        return tuple(self._tokenizer.convert_ids_to_tokens(self.ids(text)))

    def decode(self, pieces: Sequence[str]) -> str:
        return self.decode_ids(self._tokenizer.convert_tokens_to_ids(list(pieces)))

    def decode_ids(self, ids: Sequence[int]) -> str:
        """The text of output ids, special tokens left out."""
        ids = [i for i in ids if i not in self._languages]
        text: str = self._tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text.strip()

    def piece(self, index: int) -> str | None:
        piece: str | None = self._tokenizer.convert_ids_to_tokens(index)
        return piece

    def clean_ids(self, text: str) -> list[int]:
        """`encode` as ids."""
        found: list[int] = self._tokenizer.convert_tokens_to_ids(list(self.encode(text)))
        return found

    def pieces_of(self, ids: Sequence[int]) -> list[str]:
        """The pieces of output ids, special tokens included."""
        found: list[str] = self._tokenizer.convert_ids_to_tokens(list(ids))
        return found

    def save_file(self, path: Path) -> bool:
        """Write a tokenizer.json where the tokenizer has one inside; False where it has not."""
        backend = getattr(self._tokenizer, "backend_tokenizer", None)
        if backend is None:
            return False
        backend.save(str(path))
        return True

    def unknown(self) -> list[int] | None:
        """The id that stands for what the vocabulary lacks, as a list for `suppress_tokens`."""
        found = self._tokenizer.unk_token_id
        return None if found is None else [found]

    def id(self, piece: str) -> int:
        """The id of a piece."""
        found: int = self._tokenizer.convert_tokens_to_ids(piece)
        return found


def open_tokens(folder: Path, source_token: str | None = None) -> Tokens:
    """The lightest tokenizer that the files of a folder allow. Raises `DamagedModel` when there is none."""
    if (folder / "source.spm").exists() or (folder / "target.spm").exists():
        vocabulary = folder / "vocab.json"
        return SpmTokens(folder / "source.spm", folder / "target.spm", vocabulary, source_token, exact=True)
    if (folder / "tokenizer.json").exists():
        return FileTokens(folder, source_token)
    spm = folder / "sentencepiece.bpe.model"
    if spm.exists() and (folder / "vocab.json").exists():
        return SpmTokens(spm, spm, folder / "vocab.json", source_token, exact=False)
    if any((folder / name).exists() for name in (*TOKENIZER_FILES, "vocab.json")):
        return HubTokens(folder, source_token)
    raise DamagedModel(f"No tokenizer files in {folder} (source.spm, tokenizer.json, …): {REPAIR}.")


def read_json(path: Path) -> Any:
    """A JSON file of a model. Raises `DamagedModel` when it is missing or not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DamagedModel(f"{path} is missing: {REPAIR}.") from error
    except (OSError, ValueError) as error:
        raise DamagedModel(f"{path} cannot be read ({first_line(error)}): {REPAIR}.") from error


def first_line(error: BaseException) -> str:
    """The first line of an error's message, for messages of one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


_SPECIAL = frozenset({"<s>", END, "<pad>"})


def _is_language(piece: str) -> bool:
    return piece.startswith("__") and piece.endswith("__") and len(piece) > 4


def _load_spm(path: Path) -> Any:
    import sentencepiece

    if not path.is_file():
        raise DamagedModel(f"{path} is missing: {REPAIR}.")
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise DamagedModel(f"The tokenizer {path} cannot be read ({first_line(error)}): {REPAIR}.") from error
