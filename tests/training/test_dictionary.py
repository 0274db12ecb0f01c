"""The dictionary is learnt from sentence pairs, with the casing that English text gives its words."""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

import pytest

from training import dictionary

PAIRS = [
    ("Das Lösegeld fehlt", "The ransom lacks"),
    ("Das Lösegeld stinkt", "The ransom stinks"),
    ("Der Käse stinkt", "The cheese stinks"),
    ("Der Käse fehlt", "The cheese lacks"),
    ("Zwei Türken essen Käse", "Two Turks eat cheese"),
    ("Zwei Türken essen Lösegeld", "Two Turks eat ransom"),
]


def pairs_file(folder: Path, rows: list[tuple[str, str, str]]) -> Path:
    path = folder / "pairs.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
    return path


def test_words_get_the_english_that_both_directions_agree_on(tmp_path: Path) -> None:
    pairs = list(dictionary.read(pairs_file(tmp_path, [(*pair, "newstest") for pair in PAIRS])))
    best = {word: english for word, (english, _) in dictionary.translations(pairs).items()}
    assert best["lösegeld"] == "ransom"
    assert best["käse"] == "cheese"
    assert best["türken"] in ("turks", "eat")


def test_documentation_and_repeated_pairs_are_not_read(tmp_path: Path) -> None:
    rows = [(*PAIRS[0], "newstest"), (*PAIRS[0], "wmt"), (*PAIRS[1], "msdocs-ht"), ("Das ist es", "It is", "wmt")]
    assert list(dictionary.read(pairs_file(tmp_path, rows))) == [(["Lösegeld", "fehlt"], ["ransom", "lacks"])]


def test_names_units_and_what_is_no_word_are_left_out() -> None:
    best = {
        "türken": ("turks", 0.5),
        "giorgio": ("giorgio", 0.9),
        "blasenkrebs": ("mccloskey", 0.1),
        "zentimetern": ("inches", 0.1),
        "käse": ("cheese", 0.804),
        "quux": ("zzxyq", 0.3),
    }
    written = {"turks": "Turks", "giorgio": "Giorgio", "mccloskey": "McCloskey"}
    assert list(dictionary.lines(best, written)) == ["käse cheese 80", "türken Turks 50"]


def test_the_casing_is_that_of_words_inside_a_sentence() -> None:
    assert dictionary.casings([["Cheese", "Turks"], ["Two", "Turks", "cheese"]]) == {
        "turks": "Turks",
        "cheese": "cheese",
    }


def test_the_program_writes_the_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, out = pairs_file(tmp_path, [(*pair, "newstest") for pair in PAIRS]), tmp_path / "words.txt"
    monkeypatch.setattr(sys, "argv", ["dictionary", "--pairs", str(pairs), "--out", str(out)])
    dictionary.main()
    assert any(line.startswith("käse cheese ") for line in out.read_text("utf-8").splitlines())
