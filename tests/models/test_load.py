"""From a name to a model: catalogue names, hub ids, folders, auto; and the cache behind it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from workbench import catalogue, depot
from workbench.errors import DamagedModel, ModelMissing, UnknownModel, UsageError
from workbench.models import load_summariser, load_translator
from workbench.models.extractive import ExtractiveSummariser
from workbench.models.lead import LeadSummariser
from workbench.types import Decoding

EMBEDDED = depot.folder(catalogue.find("marian-de-en"))


def test_summarisers_by_name() -> None:
    assert isinstance(load_summariser("lead"), LeadSummariser)
    assert isinstance(load_summariser("extractive"), ExtractiveSummariser)
    assert isinstance(load_summariser(), ExtractiveSummariser)


def test_unknown_and_missing_are_two_things() -> None:
    """A name that nobody knows lists the nearest; one that is known but not here says how to get it."""
    with pytest.raises(UnknownModel, match="did you mean opus-mt-de-en"):
        load_translator("opus-mt-de-ne")
    with pytest.raises(ModelMissing, match="`workbench models pull opus-mt-de-en`"):
        load_translator("opus-mt-de-en")
    with pytest.raises(ModelMissing, match="`workbench models pull some-one/some-model`"):
        load_translator("some-one/some-model")
    with pytest.raises(ModelMissing, match="`workbench models pull distilbart-cnn-12-6`"):
        load_summariser("sshleifer/distilbart-cnn-12-6")
    with pytest.raises(UnknownModel, match="extractive is a model to summarise, not to translate"):
        load_translator("extractive")


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(DamagedModel, match=r"holds no model: neither model\.bin"):
        load_translator(str(tmp_path))


def test_a_runtime_that_a_model_does_not_have_is_refused() -> None:
    with pytest.raises(UsageError, match="extractive has no weights to run with 'ct2'"):
        load_summariser("extractive", runtime="ct2")


def test_a_model_of_many_languages_must_be_told_which(tmp_path: Path) -> None:
    """Without language tokens it would write in any language it likes."""
    (tmp_path / "config.json").write_text('{"model_type": "m2m_100"}')
    with pytest.raises(UsageError, match="give it a catalogue entry with source_token and target_token"):
        load_translator(str(tmp_path))


@pytest.mark.model
def test_the_same_name_is_the_same_model() -> None:
    """It is loaded once, even when two threads ask at once."""
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(load_translator())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found[0] is found[1] is load_translator("marian-de-en")


@pytest.mark.model
def test_a_folder_in_either_format(tmp_path: Path) -> None:
    """A CTranslate2 folder with its tokenizer in it, one with the tokenizer beside it, and a transformers folder."""
    beside = tmp_path / "beside"
    shutil.copytree(EMBEDDED, beside)
    inside = tmp_path / "inside"
    shutil.copytree(EMBEDDED / "ct2", inside)
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copy(EMBEDDED / name, inside)
    plain = tmp_path / "plain"
    shutil.copytree(EMBEDDED, plain)
    shutil.rmtree(plain / "ct2")
    for folder, runtime in (
        (beside, "ctranslate2"),
        (beside / "ct2", "ctranslate2"),
        (inside, "ctranslate2"),
        (plain, "transformers"),
    ):
        translator = load_translator(str(folder))
        assert f"runtime:{runtime}-" in translator.signature(Decoding())
        assert translator.translate(["Es regnet."], Decoding(beam_size=1))[0].text


@pytest.mark.model
def test_a_ctranslate2_folder_without_a_tokenizer_is_a_clear_error(tmp_path: Path) -> None:
    shutil.copytree(EMBEDDED / "ct2", tmp_path / "alone")
    with pytest.raises(DamagedModel, match="No tokenizer files in"):
        load_translator(str(tmp_path / "alone"))


@pytest.mark.model
def test_a_model_that_changed_on_disk_is_loaded_anew(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(EMBEDDED, folder)
    before = load_translator(str(folder))
    assert load_translator(str(folder)) is before
    shutil.copytree(folder / "ct2", folder / "new")
    shutil.rmtree(folder / "ct2")
    (folder / "new").rename(folder / "ct2")
    (folder / "ct2" / "touched").write_text("as a new pull would")
    assert load_translator(str(folder)) is not before


@pytest.mark.model
def test_own_entries_are_models_like_any_other() -> None:
    path = catalogue.user_file()
    path.parent.mkdir(parents=True)
    path.write_text(
        f'[[model]]\nname = "mine"\ntask = "translate"\nruntime = "ct2"\nsource = "{EMBEDDED}"\n'
        'languages = ["de-en"]\nrank = 99\n'
    )
    assert load_translator().name == "mine"
    assert load_translator("mine").translate(["Es regnet."])[0].text
