"""The table of ordinary casing is learnt from German sentences, and leaves out what follows from the rest of it."""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from training import casing
from workbench.segment.casing import Table, read_table

SENTENCES = [
    "Heute essen wir die roten Äpfel.",
    "Morgen essen sie die guten Birnen.",
    "Er hilft beim Essen in den alten Häusern, wo sie essen.",
    "Sie hilft beim Essen und die großen Hunde schlafen.",
    "Die dpa meldet: „Alle Räder stehen still.“",
]


def learnt(sentences: Iterable[str], weight: int = casing.WEIGHT) -> Table:
    return casing.learn(*casing.count((sentence, weight) for sentence in sentences))


def test_words_are_learnt_in_their_commonest_casing() -> None:
    table = learnt(SENTENCES)
    for loud, before, ordinary in (
        ("ESSEN", None, "essen"),
        ("GROSSEN", None, "großen"),
        ("DPA", None, "dpa"),
        ("ÄPFEL", None, "Äpfel"),
        ("DIE", None, "die"),
    ):
        assert table.cased(loud, before) == ordinary


def test_the_word_before_is_kept_where_it_changes_a_casing_more_than_once() -> None:
    more = ["Wir sehen, wie sie in der Küche essen und dort essen gern."] * 2
    assert learnt([*SENTENCES, *more]).behind == {("BEIM", "ESSEN"): "Essen"}
    assert learnt([*SENTENCES[:3], *more]).behind == {}


def test_the_beginning_of_a_sentence_or_a_quotation_says_nothing() -> None:
    seen, _ = casing.count([("„Rot ist schön“, sagte er: „Blau nicht.“ Grün auch.", 1)])
    assert set(seen) == {"IST", "SCHÖN", "SAGTE", "ER", "NICHT", "AUCH"}


def test_what_follows_from_endings_is_left_out() -> None:
    table = learnt(["Er sah die kleinen, feinen, reinen Dinge und Hunde."])
    assert "KLEINEN" not in table.words
    assert table.cased("SCHEINEN", None) == "scheinen"
    assert table.cased("STUNDE", None) == "Stunde"


def test_lines_read_back_equal() -> None:
    table = learnt(SENTENCES * 2)
    assert table.behind
    assert read_table(list(casing.lines(table))) == table


def test_documentation_and_what_is_in_capitals_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, out = tmp_path / "pairs.tsv.xz", tmp_path / "casing.txt"
    rows = ["Ja, wir GEHEN.\tYes.\twmt-newstest2014", "Ja, Sie klicken.\tYes.\tmsdocs-ht", "OH JA!\tYes.\ttatoeba-anki"]
    with lzma.open(pairs, "wt", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in [*rows, rows[0]])
    assert list(casing.read(pairs)) == [("Ja, wir GEHEN.", casing.WEIGHT)]
    monkeypatch.setattr(sys, "argv", ["casing", "--pairs", str(pairs), "--out", str(out)])
    casing.main()
    assert out.read_text("utf-8").split() == ["GEHEN", "wir"]
