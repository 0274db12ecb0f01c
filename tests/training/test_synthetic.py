"""Data with the sides changed over, and pairs that a model wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import World
from training.packed import load_packed
from training.pairs import read_tsv
from training.prepare import VOCABULARY_NAME
from training.recipe import RecipeError
from training.reverse import reverse
from training.synthetic import Synthesis, synthesise
from training.translator import translate

PAIRS = [
    "Der Hund sieht den Baum.\tThe dog sees the tree.\tnews1",
    "Der Minister kennt den Brief.\tThe minister knows the letter.\tdocs",
    "Der Hund sieht den Baum.\tA dog looks at a tree.\tnews2",
    "Ein Hund sieht den Baum.\tThe dog sees the tree.\tnews2",
]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text("".join(f"{line}\n" for line in PAIRS), encoding="utf-8")
    return path


def test_reversed_data_have_the_other_side_as_source_and_the_same_vocabulary(world: World, tmp_path: Path) -> None:
    reverse(world.data, tmp_path / "reversed")
    before, after = load_packed(world.data / "train"), load_packed(tmp_path / "reversed" / "train")
    assert len(after) == len(before)
    assert (after.groups, after.copies) == (before.groups, before.copies)
    for index in (0, len(before) - 1):
        assert [side.tolist() for side in after.pair(index)] == [side.tolist() for side in before.pair(index)[::-1]]
    assert np.array_equal(after.group, before.group)
    assert len(load_packed(tmp_path / "reversed" / "dev")) == len(load_packed(world.data / "dev"))
    assert (tmp_path / "reversed" / VOCABULARY_NAME).read_bytes() == (world.data / VOCABULARY_NAME).read_bytes()


def test_back_translation_keeps_the_english_and_asks_the_model_for_each_once(
    exported: Path, pairs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "back.tsv"
    assert list(synthesise([pairs], Synthesis(exported, back=True, sources=("news*",), beam=2, threads=1), out)) == [2]
    made = list(read_tsv(out))
    assert [(pair.target, pair.origin) for pair in made] == [
        ("The dog sees the tree.", "back-news1"),
        ("A dog looks at a tree.", "back-news2"),
    ]
    wanted = translate(exported, [pair.target for pair in made], beam=2, threads=1).lines
    assert [pair.source for pair in made] == [" ".join(line.split()) for line in wanted]


def test_forward_translation_keeps_the_german(exported: Path, pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "forward.tsv"
    synthesis = Synthesis(exported, back=False, sources=("news1", "docs"), beam=1, threads=2)
    assert list(synthesise([pairs], synthesis, out)) == [2]
    made = list(read_tsv(out))
    assert [(pair.source, pair.origin) for pair in made] == [
        ("Der Hund sieht den Baum.", "forward-news1"),
        ("Der Minister kennt den Brief.", "forward-docs"),
    ]
    assert not list(tmp_path.glob("*.part"))


def test_sources_that_no_pair_has_are_an_error_and_leave_no_file(exported: Path, pairs: Path, tmp_path: Path) -> None:
    synthesis = Synthesis(exported, back=True, sources=("blog",), beam=1, threads=1)
    with pytest.raises(RecipeError, match="no pair comes from blog"):
        list(synthesise([pairs], synthesis, tmp_path / "back.tsv"))
    assert list(tmp_path.iterdir()) == [pairs]
