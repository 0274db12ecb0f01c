"""The catalogue: what ships is sound, a user's own file is read strictly, an unknown name finds its neighbours."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from workbench import catalogue, depot, prompts
from workbench.errors import UnknownModel, UsageError
from workbench.models import better, choose
from workbench.models.load import CHATS, ENGINES, SUMMARISERS
from workbench.models.seq2seq import Search


@pytest.fixture
def own_file() -> Path:
    """Where a user's own entries lie in this test."""
    path = catalogue.user_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_every_entry_tells_what_a_user_must_know() -> None:
    for entry in catalogue.entries():
        assert entry.licence != "unknown", entry.name
        assert entry.note.endswith("."), entry.name
        assert entry.languages, entry.name
        if entry.on_hub:
            assert entry.size > 0, entry.name
            assert entry.window > 0, entry.name
        if entry.prompt:
            assert prompts.load(entry.prompt).task == entry.task


def test_the_models_of_the_house_are_there() -> None:
    names = {entry.name for entry in catalogue.entries()}
    summarisers = {"distilbart-cnn-12-6", "bart-large-cnn", "pegasus-cnn_dailymail", "flan-t5-base"}
    assert {"marian-de-en", "extractive", "lead", "mT5_multilingual_XLSum", *summarisers} <= names


def test_names_that_two_levels_share_are_the_same() -> None:
    """The catalogue may not import the runtimes, so a test holds their names together.

    What a caller wants to know besides, its attention, is no setting of a model.
    """
    assert set(catalogue.RUNTIMES) == set(ENGINES) | set(CHATS) | set(SUMMARISERS)
    assert set(catalogue.SEARCH_KEYS) == {field.name for field in fields(Search)} - {"attention"}


def test_auto_is_the_best_that_is_present_and_better_is_one_to_pull() -> None:
    """With nothing pulled, auto is what ships, and for both tasks there is something to offer."""
    assert choose("translate").name == "marian-de-en"
    assert choose("summarise").name == "extractive"
    for task in catalogue.TASKS:
        offer = better(task)
        assert offer is not None
        assert offer.on_hub
        assert not depot.present(offer)
    offer = better("summarise")
    assert offer is not None
    assert offer.name == "distilbart-cnn-12-6"


def test_auto_follows_what_is_pulled() -> None:
    """A manifest in the depot is what makes a model present."""
    entry = catalogue.find("opus-mt-de-en")
    depot.folder(entry).mkdir(parents=True)
    assert choose("translate").name == "marian-de-en", "a folder without a manifest is not a model"
    (depot.folder(entry) / "manifest.json").write_text("{}")
    assert choose("translate").name == "opus-mt-de-en"


@pytest.mark.parametrize(
    ("name", "near"),
    [("opus-mt-deen", "opus-mt-de-en"), ("DistilBART-CNN", "distilbart-cnn-12-6"), ("marian", "marian-de-en")],
)
def test_an_unknown_name_finds_its_neighbours(name: str, near: str) -> None:
    with pytest.raises(UnknownModel, match=f"No model is called '{name}'; did you mean .*{near}"):
        catalogue.find(name)


def test_a_name_of_the_other_task_says_so() -> None:
    with pytest.raises(UnknownModel, match="lead is a model to summarise, not to translate"):
        catalogue.find("lead", "translate")


def test_a_hub_id_finds_its_entry() -> None:
    assert catalogue.find("Helsinki-NLP/opus-mt-de-en").name == "opus-mt-de-en"


def test_a_user_adds_and_replaces_entries(own_file: Path) -> None:
    own_file.write_text(
        '[[model]]\nname = "mine"\ntask = "translate"\nruntime = "hub"\nsource = "/models/mine"\n'
        '[[model]]\nname = "lead"\ntask = "summarise"\nruntime = "lead"\nnote = "Mine."\n'
    )
    assert catalogue.find("mine").source == "/models/mine"
    assert catalogue.find("lead").note == "Mine."
    assert not depot.present(catalogue.find("mine"))
    own_file.unlink()
    with pytest.raises(UnknownModel):
        catalogue.find("mine")


ENTRY = '[[model]]\nname = "mine"\ntask = "translate"\nruntime = "ct2"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY + "windw = 5", "model 'mine': unknown key 'windw'; did you mean 'window'"),
        (ENTRY + 'window = "5"', "'window' must be a whole number, not '5'"),
        (ENTRY + "window = true", "'window' must be a whole number"),
        (ENTRY + "search = { beams = 4 }", "'search' must be one of beam_size"),
        (ENTRY + "search = { beam_size = 4.5 }", "'beam_size' of 'search' must be a number, whole unless a penalty"),
        (ENTRY + "languages = [1]", "'languages' must hold texts"),
        (ENTRY.replace("ct2", "ct3"), "'runtime' must be one of ct2, hub"),
        (ENTRY.replace("translate", "sing"), "'task' must be one of translate, summarise"),
        ('[[model]]\nname = "mine"', "the key 'task' is missing"),
        ("[models]\n", r"may only hold \[\[model\]\] tables, not models"),
        ("[model]\n", r"may only hold \[\[model\]\] tables"),
        ("oops", "cannot be read"),
    ],
)
def test_a_mistake_in_a_users_file_is_named(own_file: Path, text: str, message: str) -> None:
    """File, entry and key are in the message."""
    own_file.write_text(text)
    with pytest.raises(UsageError, match=message) as caught:
        catalogue.entries()
    assert "models.toml" in str(caught.value)


SERVER = """[[model]]
name = "our-server"
task = "chat"
runtime = "endpoint"
source = "https://models.example.org/v1#big-instruct"
key = "OUR_SERVER_KEY"
window = 8192
timeout = 300
"""


def test_a_server_is_an_entry_like_any_other(own_file: Path) -> None:
    """Of use for either task, always "here", never pulled, and never what `auto` means."""
    own_file.write_text(SERVER + "rank = 99\n")
    for task in catalogue.TASKS:
        entry = catalogue.find("our-server", task)
        assert entry.remote
        assert depot.present(entry)
        assert not entry.on_hub
        assert not entry.embedded
        assert choose(task).name != "our-server"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("OUR_SERVER_KEY", "sk-secret"), "'key' must be the name of an environment variable in capitals, not the key"),
        (("https://", "https://me:sk-secret@"), "may hold no user, password or query"),
        (("#big-instruct", "?key=sk-secret#big"), "may hold no user, password or query"),
        (("#big-instruct", ""), "names no model"),
        (('"endpoint"', '"ct2"'), "'runtime' must be one of causal, endpoint, not 'ct2'"),
        (('"chat"', '"translate"'), "'runtime' must be one of ct2, hub, extractive, lead, not 'endpoint'"),
        (('"endpoint"', '"causal"'), "'key' and 'timeout' are for servers"),
        (("timeout = 300", 'timeout = "5 s"'), "'timeout' must be a whole number"),
    ],
)
def test_a_mistake_in_a_servers_entry_is_named_without_its_secrets(
    own_file: Path, change: tuple[str, str], message: str
) -> None:
    own_file.write_text(SERVER.replace(*change))
    with pytest.raises(UsageError, match=message) as caught:
        catalogue.entries()
    assert "secret" not in str(caught.value)


def test_the_entries_of_the_documentation_are_entries(own_file: Path) -> None:
    text = (Path(catalogue.BUILT_IN).parents[1] / "docs" / "adding-a-model.md").read_text("utf-8")
    lines = [line[4:] for line in text.splitlines() if re.match(r"    (\[\[model\]\]|\w+ = )", line)]
    own_file.write_text("\n".join(lines))
    assert {"nllb-1.3B", "our-server"} <= {entry.name for entry in catalogue.entries()}
