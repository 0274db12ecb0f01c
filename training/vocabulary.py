"""The shared SentencePiece vocabulary, with a normaliser that inference applies by itself.

The model file carries its own normalisation rules: NFKC as SentencePiece's `nmt_nfkc`, and besides every style of
quotation mark, apostrophe and dash folded to the straight one. So „…“, «…» and "…" reach the model as the same pieces
whoever calls it (transformers' MarianTokenizer and CTranslate2 both run the .spm), and training need not show each.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import sentencepiece

from training.recipe import Vocabulary

EOS, UNK = 0, 1  # Marian's order; the pad token comes after the last piece
_FOLDED = dict(zip("“”„«»‟″〝〞‘’‚‹›‛`´′‐‑‒–—―−⁄", '"' * 9 + "'" * 9 + "-" * 7 + "/", strict=True))
_REQUIRED = "€£$%°§&@"  # in the news, but too rare in the training text to be covered without a word
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES = "\t\n\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def normalisation_rules() -> dict[str, str]:
    """Every rule of the normaliser, as a map from a character or a composed sequence to what replaces it."""
    rules: dict[str, str] = {}
    for code in range(0x20, 0x10000):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or unicodedata.category(char) == "Cn":
            continue
        folded = unicodedata.normalize("NFKC", char)
        if folded != char:
            rules[char] = "".join(_FOLDED.get(c, c) for c in folded)
        spelt = unicodedata.normalize("NFD", char)
        if spelt != char and len(spelt) <= 3 and unicodedata.normalize("NFC", spelt) == char:
            rules[spelt] = folded
    rules |= _FOLDED | dict.fromkeys(_DROPPED, "") | dict.fromkeys(_SPACES, " ")
    return rules | {chr(code): "" for code in range(1, 0x20) if chr(code) not in _SPACES}


def _write_rules(path: Path) -> None:
    """Writes the rules in SentencePiece's form: hexadecimal code points, a tab between source and result."""
    lines = (
        " ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in result)
        for source, result in sorted(normalisation_rules().items())
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def train_vocabulary(sentences: Iterable[str], options: Vocabulary, path: Path, threads: int = 2) -> None:
    """Trains the vocabulary on `sentences` (both languages together) and writes the SentencePiece model to `path`."""
    with tempfile.TemporaryDirectory() as folder:
        rules, text = Path(folder, "rules.tsv"), Path(folder, "text")
        _write_rules(rules)
        with text.open("w", encoding="utf-8") as lines:
            lines.writelines(sentence + "\n" for sentence in sentences)
        sentencepiece.SentencePieceTrainer.train(
            input=str(text),
            model_prefix=str(Path(folder, "model")),
            model_type="unigram",
            vocab_size=options.size,
            character_coverage=options.character_coverage,
            byte_fallback=True,
            split_digits=True,
            bos_id=-1,
            eos_id=EOS,
            unk_id=UNK,
            pad_id=-1,
            normalization_rule_tsv=str(rules),
            required_chars=_REQUIRED,
            input_sentence_size=0,
            num_threads=threads,
            minloglevel=1,
        )
        path.write_bytes(Path(folder, "model.model").read_bytes())


def load_vocabulary(path: Path) -> sentencepiece.SentencePieceProcessor:
    """Reads a vocabulary made by `train_vocabulary`."""
    return sentencepiece.SentencePieceProcessor(model_file=str(path))
