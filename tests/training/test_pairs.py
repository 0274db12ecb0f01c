"""Cleaning, filtering, dictionary and generated pairs."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

import pytest

from training.augment import variants
from training.ding import read_ding
from training.locale_names import read_locale_names
from training.names import generate, load_names, unchanged_names
from training.pairs import Pair, clean_source, clean_target, is_usable, keep_usable, read_tsv
from training.recipe import Augment, RecipeError, load

OPTIONS = load().prepare


def test_source_keeps_its_quotation_marks_target_gets_straight_ones() -> None:
    assert clean_source("  „Ja“,\u00a0sagte\u200b er ") == "„Ja“, sagte er"
    assert clean_target("“It’s true” – he said .") == '"It\'s true" - he said.'


def test_composed_and_decomposed_letters_are_one() -> None:
    assert clean_source("Mu\u0308ller") == "Müller"


def test_xz_and_plain_files_read_alike(tmp_path: Path) -> None:
    line = "Guten Tag.\tGood day.\tnews\n"
    (tmp_path / "a.tsv").write_text(line, encoding="utf-8")
    (tmp_path / "a.tsv.xz").write_bytes(lzma.compress(line.encode()))
    assert list(read_tsv(tmp_path / "a.tsv")) == list(read_tsv(tmp_path / "a.tsv.xz"))


def test_line_without_three_columns_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Guten Tag.\tGood day.\n", encoding="utf-8")
    with pytest.raises(RecipeError, match=r"a\.tsv:1: 2 columns"):
        list(read_tsv(tmp_path / "a.tsv"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("", "Nothing."),
        ("12 | 34 | 56", "12 | 34 | 56"),
        ("Das ist ein sehr langer Satz, dem im Englischen fast gar nichts entspricht.", "A sentence."),
        ("Er kommt nicht mehr nach Hause.", "Er ist nicht mehr nach Hause gekommen und das ist gut."),
        ("Die Datei main.cpp wird geladen", "Die Datei main.cpp wird geladen"),
    ],
)
def test_unusable_pairs_are_dropped(source: str, target: str) -> None:
    assert not is_usable(Pair(source, target, "news"), OPTIONS)


def test_repeated_and_forbidden_pairs_are_dropped() -> None:
    pairs = [Pair("Guten Tag.", "Good day.", "a"), Pair("Guten Tag.", "Good day.", "b"), Pair("Ja.", "Yes.", "a")]
    assert list(keep_usable(pairs, OPTIONS, frozenset({"Yes."}))) == pairs[:1]


def test_dictionary_forms_and_synonyms_are_matched(tmp_path: Path) -> None:
    path = tmp_path / "ding"
    path.write_text(
        "# head\nHaus {n}; Gebäude {n} [arch.] | Häuser {pl} :: house; building | houses\nAst {m} :: branch; bough\n",
        encoding="utf-8",
    )
    read = [(pair.source, pair.target) for pair in read_ding(path)]
    assert read == [("Haus", "house"), ("Gebäude", "building"), ("Häuser", "houses"), ("Ast", "branch")]


def test_locale_names_hold_countries_and_months() -> None:
    read = {(pair.source, pair.target) for pair in read_locale_names()}
    assert {("Frankreich", "France"), ("aus Frankreich", "from France"), ("im März", "in March")} <= read


def test_generated_pairs_fill_every_slot_and_hold_transliterations() -> None:
    made = list(generate(load_names(), ["Merkel"], 500, seed=3))
    assert Pair("Lawrow", "Lavrov", "names") in made
    assert not any("{" in pair.source + pair.target for pair in made)
    assert made == list(generate(load_names(), ["Merkel"], 500, seed=3))


def test_unchanged_names_leave_out_first_words_and_translated_nouns() -> None:
    pairs = [Pair("Heute sah Merkel den Hund Bello", "Merkel saw Bello the dog today", "news")]
    assert set(unchanged_names(pairs, 10)) == {"Bello"}, "Merkel is the first English word"


def test_variants_keep_both_sides_together() -> None:
    pairs = [Pair(f"Satz {n}.", f"Sentence {n}.", "news") for n in range(10)]
    made = list(variants(pairs, Augment(join=0.5, upper=0.1, unpunctuated=0.2), random.Random(1)))
    assert len(made) == 8
    assert sum(pair.source.isupper() for pair in made) == 1
    for pair in made:
        assert pair.source.count(".") == pair.target.count(".")
        assert [c for c in pair.source if c.isdigit()] == [c for c in pair.target if c.isdigit()]
