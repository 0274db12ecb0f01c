"""An exported folder gives the same pieces and the same words wherever it is loaded, and figures are right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import ctranslate2
import pytest
import torch
from transformers import MarianMTModel, MarianTokenizer

from tests.training.conftest import World
from training.checkpoint import Position, list_checkpoints, load_checkpoint, write_checkpoint
from training.evaluate import Figures, Scores, check_int8, evaluate, write_figures
from training.export import export
from training.prepare import VOCABULARY_NAME
from training.recipe import RecipeError
from training.ship import ship
from training.survival import kept, loops, names, numbers
from training.vocabulary import EOS, load_vocabulary
from workbench import translate
from workbench.depot.manifest import faults, read

TEXTS = ["Der Hund sieht den Baum 17.", "„Der Minister“ – kennt  den Brief …", "Łódź 漢 🙂 ½", "DER WAGEN"]


def test_folder_has_the_layout_of_the_package(exported: Path) -> None:
    wanted = {"config.json", "generation_config.json", "model.safetensors", "source.spm", "target.spm"}
    assert wanted | {"vocab.json", "tokenizer_config.json", "ct2"} <= {path.name for path in exported.iterdir()}
    assert (exported / "ct2" / "model.bin").exists()
    assert json.loads((exported / "config.json").read_text())["dtype"] == "float16"


def test_marian_tokenizer_gives_sentencepieces_own_numbers(world: World, exported: Path) -> None:
    tokenizer = MarianTokenizer.from_pretrained(exported)
    vocabulary = load_vocabulary(world.data / VOCABULARY_NAME)
    for text in TEXTS:
        assert tokenizer(text).input_ids == [*vocabulary.encode(text), EOS]


def test_ctranslate2_gives_transformers_probabilities(exported: Path) -> None:
    """From the first word on: both start the decoder from zeros."""
    tokenizer, model = MarianTokenizer.from_pretrained(exported), MarianMTModel.from_pretrained(exported)
    target = "The dog sees the tree 17."
    inputs = tokenizer(TEXTS[0], text_target=target, return_tensors="pt")
    with torch.no_grad():
        logits = model.float().eval()(**inputs).logits[0, :, :-1]  # the pad token is never written
    theirs = logits.log_softmax(1).gather(1, inputs.labels.T)[:, 0]
    translator = ctranslate2.Translator(str(exported / "ct2"), compute_type="float32")
    source, pieces = (
        [tokenizer.convert_ids_to_tokens(ids.tolist()) for ids in inputs[k]] for k in ("input_ids", "labels")
    )
    ours = translator.score_batch(source, [pieces[0][:-1]])[0].log_probs
    assert ours == pytest.approx(theirs.tolist(), abs=0.05), "int8 weights cost no more"


def test_pad_embedding_that_is_not_zero_is_refused(world: World, exported: Path, tmp_path: Path) -> None:
    found = list_checkpoints(exported.parent / "runs" / "stable" / "checkpoints")[-1]
    _, state, _ = load_checkpoint(found)
    state["model.shared.weight"][-1] = 1.0
    write_checkpoint(tmp_path / "step-1.pt", Position(), state, {})
    with pytest.raises(RecipeError, match="pad token's embedding is not zero"):
        export(world.recipe, tmp_path / "step-1.pt", world.data / VOCABULARY_NAME, tmp_path / "model")


def test_evaluation_writes_figures_with_signatures(world: World, exported: Path, tmp_path: Path) -> None:
    figures = evaluate(
        exported, world.inputs.dev_source, world.inputs.dev_target, name="tiny", beam=2, threads=1, float32=True,
        outputs=tmp_path / "out.en",
    )  # fmt: skip
    write_figures(figures, tmp_path / "figures.json")
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert "tok:13a" in written["int8"]["bleu_signature"]
    assert "nc:6" in written["int8"]["chrf_signature"]
    assert written["words_per_second"] > 0
    assert len((tmp_path / "out.en").read_text(encoding="utf-8").splitlines()) == figures.segments == 2


def test_int8_may_lose_half_a_point() -> None:
    def figures(int8: float) -> Figures:
        scores = [Scores(bleu, "", 0.0, "") for bleu in (int8, 20.0)]
        return Figures("tiny", 1, 4, scores[0], scores[1], None, None, 0.0, 1.0, "", "")

    check_int8(figures(19.5))
    with pytest.raises(RecipeError, match="lost"):
        check_int8(figures(19.4))


def test_numbers_survive_a_change_of_separators() -> None:
    wanted, found = numbers("1.234,5 Euro am 3. Mai"), numbers("1,234.5 euros on May 3")
    assert kept([wanted], [found]) == 1.0
    assert kept([wanted], [numbers("1,234 euros on May 3")]) == 0.5
    assert kept([numbers("kein")], [numbers("none")]) is None


def test_names_are_what_the_reference_keeps() -> None:
    assert set(names("Gestern traf Merkel den Minister aus Paris.", "Merkel met the minister from Paris.")) == {
        "Merkel",
        "Paris",
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a b a b a b", True), ("so so so", True), ("no, no, not so", False), ("one two three one two three", False)],
)
def test_loops_are_phrases_three_times_in_a_row(text: str, wanted: bool) -> None:
    assert loops(text) is wanted


def test_shipped_export_is_sealed_and_translates(exported: Path, tmp_path: Path) -> None:
    """Beside a card that stays, and over the files of an older model."""
    target = tmp_path / "assets"
    target.mkdir()
    (target / "README.md").write_text("the card", encoding="utf-8")
    (target / "vocab.json").write_text("{}", encoding="utf-8")
    revision = ship(exported, target)
    assert faults(target) == []
    assert read(target).revision == revision
    assert (target / "README.md").read_text(encoding="utf-8") == "the card"
    assert translate(TEXTS[:1], model=str(target)).sentences[0].text


def test_folder_that_is_no_export_is_not_shipped(exported: Path, tmp_path: Path) -> None:
    shutil.copytree(exported, tmp_path / "half", ignore=shutil.ignore_patterns("source.spm"))
    with pytest.raises(RecipeError, match=r"source\.spm missing"):
        ship(tmp_path / "half", tmp_path / "assets")
    assert not (tmp_path / "assets").exists()
