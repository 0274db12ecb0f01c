"""What `prepare` writes: the mix, the vocabulary's normaliser, packed arrays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.conftest import DEV_SENTENCE, RECIPE, World
from training.batches import collate, draw, plan_epoch, target_tokens, without_pieces
from training.packed import load_packed, pack, save_packed
from training.prepare import VOCABULARY_NAME, collect, group_of, prepare, tag_pieces
from training.recipe import RecipeError, load
from training.vocabulary import EOS, UNK, load_vocabulary, normalisation_rules


def test_development_sentences_are_not_in_the_training_data(world: World) -> None:
    groups = collect(world.inputs, world.recipe)
    assert DEV_SENTENCE not in {pair.source for pairs in groups.values() for pair in pairs}


def test_source_in_no_group_is_an_error(world: World) -> None:
    with pytest.raises(RecipeError, match="'blog' is in no group"):
        group_of("blog", world.recipe)


def test_packed_pairs_decode_to_their_sentences(world: World) -> None:
    packed = load_packed(world.data / "train")
    vocabulary = load_vocabulary(world.data / VOCABULARY_NAME)
    source, target = packed.pair(0)
    assert vocabulary.decode(source.tolist()).startswith("Der ")
    assert vocabulary.decode(target.tolist()).startswith("The ")
    assert len(packed) == sum(counts["pairs"] for counts in world.mix.values())


def test_pairs_of_an_augmented_group_stand_in_several_segmentations(world: World) -> None:
    """The first is the likeliest; the others spell the same sentence, mostly in other pieces."""
    packed = load_packed(world.data / "train")
    vocabulary = load_vocabulary(world.data / VOCABULARY_NAME)
    news = [packed.pair(int(i)) for i in np.flatnonzero(packed.group == packed.groups.index("news"))]
    assert packed.copies[packed.groups.index("news")] == 3
    share = len(news) // 3
    assert share * 3 == len(news), "every pair has its copies"
    likeliest = [vocabulary.encode(vocabulary.decode(source.tolist())) == source.tolist() for source, _ in news]
    assert all(likeliest[:share])
    assert sum(likeliest[share:]) < share
    for source, target in zip(news[:share], news[share : 2 * share], strict=True):
        assert [vocabulary.decode(side.tolist()) for side in source] == [
            vocabulary.decode(side.tolist()) for side in target
        ]


def test_pairs_of_another_group_stand_once(world: World) -> None:
    packed = load_packed(world.data / "train")
    assert dict(zip(packed.groups, packed.copies, strict=True))["software"] == 1
    assert world.mix["software"]["pairs"] == 80


def test_vocabulary_folds_quotation_marks_and_dashes(world: World) -> None:
    vocabulary = load_vocabulary(world.data / VOCABULARY_NAME)
    for text in ("»Der Hund«", "“Der Hund”", "„Der  Hund“"):
        assert vocabulary.encode(text) == vocabulary.encode('"Der Hund"')
    assert vocabulary.encode("so — oder") == vocabulary.encode("so - oder")
    assert vocabulary.encode("Mu\u0308de") == vocabulary.encode("Müde")


def test_vocabulary_spells_unknown_characters_in_bytes(world: World) -> None:
    vocabulary = load_vocabulary(world.data / VOCABULARY_NAME)
    pieces = vocabulary.encode("漢 🙂")
    assert UNK not in pieces
    assert vocabulary.decode(pieces) == "漢 🙂"
    assert vocabulary.id_to_piece(EOS) == "</s>"


def test_normaliser_has_rules_for_what_nfkc_changes_and_none_for_umlauts() -> None:
    rules = normalisation_rules()
    assert (rules["ﬁ"], rules["…"], rules["\u00a0"], rules["½"]) == ("fi", "...", " ", "1/2")
    assert not {"ä", "ß", "€"} & rules.keys()


def test_weights_say_how_often_a_pair_is_drawn() -> None:
    group = np.repeat(np.arange(3, dtype=np.uint8), 1000)
    counts = np.bincount(draw(group, [2.0, 0.25, 0.0], np.random.default_rng(1)), minlength=3000)
    assert set(counts[:1000]) == {2}
    assert set(counts[1000:2000]) == {0, 1}
    assert 200 < counts[1000:2000].sum() < 300
    assert counts[2000:].sum() == 0


def test_epoch_is_a_function_of_its_seed_and_keeps_its_bounds(world: World) -> None:
    packed = load_packed(world.data / "train")
    weights = [1.0] * len(packed.groups)

    def plan(epoch: int) -> list[list[int]]:
        made = plan_epoch(packed, weights, seed=(1, 0, epoch), max_pieces=40, batch_tokens=200, chunk_pairs=60)
        return [batch.tolist() for batch in made]

    assert plan(0) == plan(0) != plan(1)
    longest = np.maximum(packed.source_lengths(), packed.target_lengths())
    planned = [pair for batch in plan(0) for pair in batch]
    assert sorted(planned) == np.flatnonzero(longest <= 40).tolist()
    assert all(len(batch) * (longest[batch].max() + 1) <= 200 for batch in plan(0))


def test_collate_pads_ends_and_shifts() -> None:
    packed = pack([[5, 6], [7]], [[8], [9, 10]], [0, 0], {"news": 1})
    batch = collate(packed, np.array([0, 1]), pad=99)
    assert batch.source.tolist() == [[5, 6, EOS], [7, EOS, 99]]
    assert batch.labels.tolist() == [[8, EOS, 99], [9, 10, EOS]]
    assert batch.decoder.tolist() == [[99, 8, EOS], [99, 9, 10]]
    assert target_tokens(packed, np.array([0, 1])) == 5


def test_lost_pieces_are_read_as_unknown_and_written_all_the_same() -> None:
    packed = pack([[5] * 400, [6] * 390], [[7] * 400, [8] * 390], [0, 0], {"news": 1})
    batch = collate(packed, np.array([0, 1]), pad=99)
    torch.manual_seed(1)
    lossy = without_pieces(batch, 0.25)
    assert torch.equal(lossy.labels, batch.labels)
    for before, after in ((batch.source, lossy.source), (batch.decoder, lossy.decoder)):
        changed = before != after
        assert set(after[changed].tolist()) == {UNK}
        assert not changed[(before == EOS) | (before == 99)].any(), "ends, padding and the decoder's start stay"
        assert 0.2 < changed.sum() / 790 < 0.3


def test_pairs_of_an_earlier_form_are_named_as_such(tmp_path: Path) -> None:
    save_packed(pack([[5]], [[6]], [0], {"news": 1}), tmp_path / "packed")
    (tmp_path / "packed" / "groups.json").write_text('["news"]', encoding="utf-8")
    with pytest.raises(RecipeError, match="of an earlier form"):
        load_packed(tmp_path / "packed")


def test_a_tag_stands_before_each_source_of_its_group_and_no_other(world: World, tmp_path: Path) -> None:
    recipe_path, inputs = tmp_path / "recipe.toml", world.inputs
    docs = 'sources = ["docs"]'
    recipe_path.write_text(RECIPE.replace(docs, f'{docs}\ntag = "<0x0F>"'), encoding="utf-8")
    (tmp_path / "data").mkdir()
    shutil.copyfile(world.data / VOCABULARY_NAME, tmp_path / "data" / VOCABULARY_NAME)
    prepare(inputs, load(recipe_path), tmp_path / "data", threads=1)
    before, after = load_packed(world.data / "train"), load_packed(tmp_path / "data" / "train")
    tag = load_vocabulary(world.data / VOCABULARY_NAME).piece_to_id("<0x0F>")
    assert len(after) == len(before)
    for index in range(len(before)):
        source, target = (side.tolist() for side in before.pair(index))
        tagged = before.groups[before.group[index]] == "software"
        assert [side.tolist() for side in after.pair(index)] == [[tag, *source] if tagged else source, target]


def test_a_tag_that_text_could_hold_is_refused(world: World) -> None:
    vocabulary = load_vocabulary(world.data / VOCABULARY_NAME)
    group = world.recipe.groups["news"]
    assert tag_pieces(vocabulary, group) == []
    for tag in ("▁Der", "<back>"):
        with pytest.raises(RecipeError, match="no byte of the vocabulary"):
            tag_pieces(vocabulary, replace(group, tag=tag))
