"""The recipe file is read strictly, and the one that is committed is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.conftest import RECIPE
from training.recipe import RecipeError, load


def test_committed_recipe_loads() -> None:
    recipe = load()
    assert recipe.groups["news"].pretrain > recipe.groups["msdocs-mt"].pretrain
    assert recipe.train.phases[-1].until_tokens == 0, "the last phase has no end"


def test_finishing_stage_is_news_parliament_encyclopaedia_press() -> None:
    """Technical groups are gone from the finishing mix."""
    groups = load().groups
    assert all(groups[name].finish > 0 for name in ("news", "parliament", "encyclopaedia", "press"))
    assert all(groups[name].finish == 0 for name in ("web", "software", "msdocs-ht", "msdocs-mt"))


def test_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE.replace("ffn = 32", "ffm = 32"), encoding="utf-8")
    with pytest.raises(RecipeError, match="ffm"):
        load(path)


def test_profile_replaces_single_values(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE, encoding="utf-8")
    assert load(path, "wide").model.d_model == 32
    assert load(path, "wide").model.ffn == 32
    with pytest.raises(RecipeError, match="no profile 'huge'"):
        load(path, "huge")
