"""Never a bare number, never a false 0."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from workbench.errors import ModelError
from workbench.metrics import METRICS, Score, metrics_for, score_systems
from workbench.metrics import outside as outside_room
from workbench.metrics.chrf import likeness, likeness_signature
from workbench.metrics.rouge import overlap
from workbench.types import Stage

REFERENCES = ["The cat sat on the mat today.", "It has been raining for three days.", "Nobody was hurt in the fire."]


@pytest.mark.parametrize("name", ["bleu", "chrf", "ter", "rouge1", "rouge2", "rougel"])
def test_every_score_has_a_signature(name: str) -> None:
    score = score_systems(METRICS[name], {"a": REFERENCES}, REFERENCES)["a"]
    assert score.value == pytest.approx(0.0 if name == "ter" else 100.0)
    assert "nrefs:1|bs:1000|seed:12345" in score.signature
    assert ("version:2.6.0" in score.signature) or ("rouge-score:0.1.2" in score.signature)
    assert score.reason is None


def test_a_perfect_output_too_short_for_bleu_is_not_scored_0() -> None:
    """sacreBLEU's own corpus BLEU of three words against themselves is 0."""
    score = score_systems(METRICS["bleu"], {"a": ["Yes, indeed"]}, ["Yes, indeed"])["a"]
    assert score.value is None
    assert str(score) == "not computable, because no output has 4 words in a row, which BLEU counts"


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.id)
def test_nothing_to_score_against_is_a_reason(metric: object) -> None:
    for references in ([], ["", " "]):
        score = score_systems(metric, {"a": ["x"] * len(references)}, references)["a"]  # type: ignore[arg-type]
        assert score.value is None
        assert score.reason == "no reference was given"


def test_a_system_that_wrote_nothing_has_a_reason_and_the_others_a_score() -> None:
    scores = score_systems(METRICS["chrf"], {"a": REFERENCES, "b": ["", "", " "]}, REFERENCES, base="b")
    assert scores["b"].reason == "the system wrote nothing"
    assert scores["a"].value == pytest.approx(100)
    assert scores["a"].p_reason == "b has no score to be held against"


def test_blank_references_are_left_out_for_all() -> None:
    scores = score_systems(METRICS["chrf"], {"a": [*REFERENCES, "What is this?"]}, [*REFERENCES, ""])
    assert scores["a"].value == pytest.approx(100)
    assert scores["a"].count == 3


def test_the_same_output_has_no_p_value() -> None:
    """sacreBLEU's bootstrap would call it significant at its smallest p."""
    scores = score_systems(METRICS["bleu"], {"a": REFERENCES, "b": list(REFERENCES)}, REFERENCES, base="a")
    assert scores["b"].p is None
    assert scores["b"].p_reason == "it wrote the same as a"


def test_one_text_has_a_score_and_no_interval() -> None:
    score = score_systems(METRICS["rouge1"], {"a": ["A cat sat."]}, ["A cat sat down."])["a"]
    assert score.value == pytest.approx(100 * 6 / 7)
    assert (score.mean, score.margin) == (None, None)
    assert score.p_reason == "one text cannot be resampled"


def test_rouge_is_what_rouge_score_says() -> None:
    """Figures of rouge-score's own documentation: "The quick brown fox …" against "The quick brown dog …"."""
    one, other = "The quick brown dog jumps on the log.", "The quick brown fox jumps over the lazy dog"
    assert overlap(one, other, "1") == pytest.approx(70.588, abs=1e-3)
    assert overlap(one, other, "L") == pytest.approx(58.824, abs=1e-3)


def test_rouge_gives_no_0_to_what_it_cannot_read() -> None:
    score = score_systems(METRICS["rouge1"], {"a": ["Привет, мир"]}, ["Привет, мир"])["a"]
    assert "letters a to z" in (score.reason or "")


def test_likeness_is_the_same_both_ways() -> None:
    assert likeness("The cat sat.", "The cat sat.") == 100
    assert likeness("", "The cat sat.") == 0
    assert likeness("", " ") == 100
    there, back = likeness("The cat sat.", "A dog ran off."), likeness("A dog ran off.", "The cat sat.")
    assert there == pytest.approx(back)
    assert 0 < there < 50
    assert "nc:6|nw:0" in likeness_signature()


def test_a_score_has_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="a value or a reason"):
        Score("BLEU", None, "")
    with pytest.raises(ValueError, match="a value or a reason"):
        Score("BLEU", 1.0, "", reason="x")
    with pytest.raises(ValueError, match="cannot be nan"):
        Score("BLEU", math.nan, "")


def test_neural_metrics_say_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither their packages nor their models are downloaded."""
    for name, package in (("comet", "unbabel-comet"), ("bertscore", "bert-score")):
        score = score_systems(METRICS[name], {"a": REFERENCES}, REFERENCES, REFERENCES)["a"]
        assert score.reason == f"the package {package} is not installed (pip install {package})"
    for package in ("comet", "bert_score"):  # an empty package stands for an installed one
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    for name in ("comet", "bertscore"):
        assert "its model is not on this machine" in (METRICS[name].missing() or "")


def test_a_metric_of_another_process_is_told_to_stay_offline() -> None:
    script = 'import os; print("noise"); answer([len(t) + float(os.environ["HF_HUB_OFFLINE"]) for t in job["texts"]])'
    assert outside_room.score_outside("X", script, {"texts": ["a", "bc"]}, 2) == [2.0, 3.0]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("raise ValueError('no such layer')", "X failed: ValueError: no such layer"),
        ("answer([1])", "X gave 1 scores for 2 texts"),
        ("pass", "X failed"),
    ],
)
def test_a_metric_that_fails_says_how(script: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        outside_room.score_outside("X", script, {}, 2)


def test_a_failing_metric_is_a_reason_in_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An installed package that does not work leaves the other metrics alone."""
    (tmp_path / "comet").mkdir()
    (tmp_path / "comet" / "__init__.py").write_text("def load_from_checkpoint(path): raise OSError('bad file')\n")
    (tmp_path / "model.ckpt").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("WORKBENCH_COMET", str(tmp_path / "model.ckpt"))
    score = score_systems(METRICS["comet"], {"a": REFERENCES}, REFERENCES, REFERENCES)["a"]
    assert score.reason == "it failed (COMET failed: OSError: bad file.)"


def test_each_task_has_its_metrics() -> None:
    assert [m.id for m in metrics_for(Stage.TRANSLATE)] == ["bleu", "chrf", "ter", "comet"]
    assert [m.id for m in metrics_for(Stage.SUMMARISE)] == ["rouge1", "rouge2", "rougel", "bertscore"]


def test_importing_the_metrics_loads_nothing_heavy() -> None:
    import subprocess

    probe = "import sys, workbench.metrics; print([n for n in ('sacrebleu', 'nltk', 'numpy') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
