"""A test set joined, shouted, left open or quoted otherwise, and how that is scored."""

from __future__ import annotations

from pathlib import Path

from training.evaluate import score
from training.translator import translate
from training.variants import in_capitals, joined, measure_variants, requoted, unstopped

LINES = ["Der Hund sieht den Baum.", 'Der Minister: "Der Brief!"', "Der Berg ..."]


def test_variants_change_what_they_name_and_nothing_else() -> None:
    assert in_capitals(LINES)[0] == "DER HUND SIEHT DEN BAUM."
    assert unstopped(LINES) == ["Der Hund sieht den Baum", *LINES[1:]]
    assert requoted([*LINES, 'a " lone mark'], "„", "“") == [
        LINES[0], "Der Minister: „Der Brief!“", LINES[2], 'a " lone mark'
    ]  # fmt: skip
    assert joined(LINES, 2) == [f"{LINES[0]} {LINES[1]}", LINES[2]]


def test_each_variant_is_scored_against_its_own_references(exported: Path) -> None:
    outputs = translate(exported, LINES, beam=1, threads=1).lines
    scores = measure_variants(exported, LINES, outputs, beam=1, threads=1)
    assert scores["as it is"] == score(outputs, outputs)
    assert scores["apart by 2"].bleu == scores["apart by 3"].bleu == scores["as it is"].bleu
    shouted = translate(exported, in_capitals(LINES), beam=1, threads=1).lines
    assert scores["in capitals"] == score(shouted, outputs)
    together = translate(exported, [" ".join(LINES)], beam=1, threads=1).lines
    assert scores["joined by 3"] == score(together, [" ".join(outputs)])
    assert scores["marks „ “"] == scores["as it is"], "the vocabulary folds quotation marks"
