"""The list of English words is made of lists and pairs, without what other lists and rules give."""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

import pytest

from training import wordlist


def test_what_the_lexicon_or_a_rule_gives_is_left_out() -> None:
    """The lexicon has "house"; "unzibble" and "zibbler" are made of "zibble"."""
    assert wordlist.stems({"house", "zibble", "unzibble", "zibbler", "zibbles", "a-b", "ox"}) == ["zibbl"]


def test_words_of_pairs_must_be_seen_often_enough(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv.xz"
    lines = ["Ja.\tThe quomp and the well-snerved Plomp.\tnews"] * 3 + [
        "Ja.\tThe glimf.\tnews",
        "Ja.\tA frub.\tmsdocs-ht",
    ]
    with lzma.open(pairs, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    assert wordlist.seen(pairs) == {"quomp", "and", "the", "well", "snerved"}


def test_the_list_says_whose_words_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SCOWL may be used and sold as long as its notice goes with it."""
    listed, pairs, out = tmp_path / "words", tmp_path / "pairs.tsv.xz", tmp_path / "english.txt"
    listed.write_text("Zibble\nzibble's\ncafé\n", encoding="utf-8")
    pairs.write_bytes(lzma.compress(b""))
    monkeypatch.setattr(sys, "argv", ["wordlist", "--words", str(listed), "--pairs", str(pairs), "--out", str(out)])
    wordlist.main()
    lines = out.read_text("utf-8").splitlines()
    assert any("Copyright 2000-2011 by Kevin Atkinson" in line for line in lines)
    assert [line for line in lines if not line.startswith("#")][-1] == "zibbl"
