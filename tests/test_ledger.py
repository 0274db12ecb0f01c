"""Every character of a source is accounted for, once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import Run, ledger, pipeline, read_article, run
from workbench.errors import EmptySource, UnreadableSource
from workbench.ledger import Fate
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Article, Decoding, Translated

# What news is made of, and what breaks programs: sentences, credits, lines without words, marks that nobody sees.
BITS = st.sampled_from(
    [
        "Das ist ein Satz. ", "Quelle: dpa © Erika Mustermann\n\n", "***\n\n", "\u200b", "\u00ad", "\n\n", "  ", "\t",
        "Und dann, sagte er, ging es weiter.", "Mehr zum Thema – Noch ein Artikel\n", "1.", "\ufeff", "\x00",
        "🦄\u200d", "\u2028", "Überschrift\n\n", "• Punkt\n", "\r\n",
    ]
)  # fmt: skip
SOURCES = st.one_of(st.text(max_size=80), st.lists(BITS, max_size=25).map("".join))


def made(source: str | Path | Article) -> Run:
    return run(source, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)


def check(done: Run) -> ledger.Ledger:
    """What must hold of every run."""
    account = ledger.of(done)
    assert account.total == len(done.article.text) == sum(entry.characters for entry in account.entries)
    assert all(entry.characters > 0 for entry in account.entries)
    assert sum(account.count(fate) for fate in Fate) == account.total
    tiles = ledger.stretches(done.article, done.translation, done.summary)
    assert [tile.start for tile in tiles] == [0, *(tile.end for tile in tiles[:-1])][: len(tiles)]
    assert tiles[-1].end == account.total
    return account


@given(SOURCES, st.sampled_from(["", "all"]), st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
@settings(max_examples=400, deadline=None)
def test_it_adds_up_for_any_text(source: str, keep: str, beyond: set[int], lost: set[int]) -> None:
    """Whatever the source, whatever was kept, whatever came back."""
    try:
        article = read_article(source.encode("utf-8", "surrogatepass"), keep=keep, encoding="utf-8")
        done = made(article)
    except (EmptySource, UnreadableSource):  # nothing to translate, or a lone surrogate
        return
    count = len(done.article.segments)
    sentences = tuple(
        Translated("", None) if i in lost else sentence for i, sentence in enumerate(done.translation.sentences)
    )
    done = replace(
        done,
        translation=replace(done.translation, sentences=sentences),
        summary=replace(done.summary, left_out=tuple(sorted(i for i in beyond if i < count))),
    )
    check(done)
    assert Run.from_json(done.to_json()) == done


@given(st.lists(st.text(max_size=20), max_size=8))
@settings(max_examples=200, deadline=None)
def test_it_adds_up_for_lists_of_lines(lines: list[str]) -> None:
    """Where a segment may be blank."""
    translation = pipeline.translate(lines, model=FakeTranslator())
    summary = pipeline.summarise(["One."], model=FakeSummariser())
    account = ledger.account(translation.article, translation, summary)
    assert sum(entry.characters for entry in account.entries) == account.total == len(translation.article.text)


def test_the_seed_article(seed_path: Path) -> None:
    """Which rule removed what is told by name, and what is between sentences is white space."""
    account = check(made(seed_path))
    removed = {entry.why for entry in account.entries if entry.fate is Fate.REMOVED}
    article = read_article(seed_path)
    assert removed == {block.rule for block in article.blocks if not block.kept}
    sizes = sum(block.end - block.start for block in article.blocks if not block.kept)
    assert account.count(Fate.REMOVED) == sizes
    assert account.count(Fate.SKIPPED) == 0
    assert [entry.why for entry in account.entries if entry.fate is Fate.KEPT] == [ledger.WHITE_SPACE]


def test_rules_say_in_words_what_they_set_aside(seed_path: Path) -> None:
    """Rules that say the same stand together, with their names; the numbers still add up."""
    account = check(made(seed_path))
    reasons = {block.reason: [] for block in read_article(seed_path).blocks if not block.kept}
    for block in read_article(seed_path).blocks:
        if not block.kept:
            reasons[block.reason].append(block.rule)
    told = account.told(Fate.REMOVED)
    assert {one.words: set(one.rules) for one in told} == {words: set(rules) for words, rules in reasons.items()}
    assert sum(one.characters for one in told) == account.count(Fate.REMOVED)
    assert [one.characters for one in told] == sorted((one.characters for one in told), reverse=True)
    [space] = account.told(Fate.KEPT)
    assert (space.words, space.rules) == (ledger.WHITE_SPACE, ())


def test_each_fate() -> None:
    text = "\ufeff  Das ist \u200b ein  Satz. Noch einer.\n\n***\n\nQuelle: dpa © Erika Mustermann\n"
    done = made(read_article(text.encode(), encoding="utf-8"))
    done = replace(done, summary=replace(done.summary, left_out=(1,)))
    found = {(entry.fate, entry.why): entry.characters for entry in check(done).entries}
    assert found[Fate.TRANSLATED, None] == len("Das ist ein Satz.")
    assert found[Fate.BEYOND_WINDOW, None] == len("Noch einer.")
    assert found[Fate.KEPT, ledger.INVISIBLE] == 2
    assert found[Fate.SKIPPED, "Holds no words, so there is nothing to translate"] == len("***\n\n")
    assert sum(n for (fate, _), n in found.items() if fate is Fate.REMOVED) == len("Quelle: dpa © Erika Mustermann\n")


def test_what_came_back_as_it_was_is_not_called_translated() -> None:
    done = made("Das ist ein Satz. Noch einer.")
    first, second = done.translation.sentences
    lost = replace(done.translation, sentences=(Translated("Das ist ein Satz.", None), replace(second, text=" ")))
    account = check(replace(done, translation=lost))
    whys = {entry.why for entry in account.entries if entry.fate is Fate.SKIPPED}
    assert whys == {ledger.UNCHANGED, ledger.EMPTY}
    assert first.score is not None


def test_a_user_who_removes_a_block_is_the_reason() -> None:
    from workbench.ingest import keep_blocks

    article = read_article("Das ist ein Absatz mit Worten.\n\nUnd noch einer, der lang genug ist.")
    account = check(made(keep_blocks(article, (), drop=[1])))
    assert [entry.why for entry in account.entries if entry.fate is Fate.REMOVED] == ["Removed by the user"]


def test_the_json_has_it_and_files_without_it_are_read(seed_path: Path) -> None:
    done = made(seed_path)
    data = json.loads(done.to_json())
    assert data["ledger"]["total"] == len(done.article.text)
    assert sum(entry["characters"] for entry in data["ledger"]["entries"]) == data["ledger"]["total"]
    for entry in data["ledger"]["entries"]:  # as files were before the reasons stood there
        del entry["reason"]
    assert Run.from_json(json.dumps(data)) == done
    del data["ledger"]
    assert Run.from_json(json.dumps(data)) == done


@pytest.mark.model
def test_a_real_run_adds_up(seed_path: Path) -> None:
    done = pipeline.run(seed_path, translator="marian-de-en", decoding=Decoding(beam_size=1))
    account = check(done)
    assert account.count(Fate.TRANSLATED) > 1000
