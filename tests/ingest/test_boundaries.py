"""Boundaries in the reader's hand: joined, split, undone; no character is lost, no segment is blank."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import read_article
from workbench.errors import EmptySource, UsageError
from workbench.ingest import join_segments, keep_blocks, split_segment
from workbench.segment import has_words
from workbench.types import Article, BlockKind

TEXT = "Das ist der erste Satz. Und das der zweite. Hier kommt noch ein dritter.\n\nEin neuer Absatz beginnt. Er endet."
PIECES = st.lists(
    st.sampled_from(
        ["Das ist ein Satz. ", "Und er ging. ", "\n\n", "Quelle: dpa © Erika Mustermann\n\n", "***\n\n", "\u200b\n\n"]
    ),
    min_size=1,
    max_size=12,
).map("".join)  # fmt: skip


def check(article: Article) -> None:
    """What the types promise of every article."""
    position = 0
    for block in article.blocks:
        assert block.start == position
        position = block.end
    assert position == len(article.text)
    last = 0
    for number, segment in enumerate(article.segments):
        block = article.blocks[segment.block]
        assert segment.index == number
        assert block.kept
        assert block.start <= segment.start < segment.end <= block.end
        assert last <= segment.start
        assert not article.text[last : segment.start].strip() or not all(
            b.kept for b in article.blocks if b.start < segment.start and b.end > last
        )
        assert has_words(article.source(segment)) or not has_words(article.text[block.start : block.end])
        assert article.source(segment) == article.source(segment).strip()
        last = segment.end
    assert all(any(s.start < one.at < s.end for s in article.segments) for one in article.suggestions)


def read(text: str) -> Article:
    return read_article(text.encode("utf-8"), encoding="utf-8")


def test_a_split_and_its_undoing() -> None:
    article = read(TEXT)
    at = TEXT.index("der erste")
    made = split_segment(article, 0, at)
    check(made)
    assert [made.source(s) for s in made.segments[:3]] == ["Das ist", "der erste Satz.", "Und das der zweite."]
    assert made.blocks == article.blocks
    assert made.metadata["boundaries"]
    assert join_segments(made, 0) == article, "the mark is gone with the difference"


def test_a_join_and_its_undoing() -> None:
    article = read(TEXT)
    made = join_segments(article, 1)
    check(made)
    assert made.source(made.segments[1]) == "Und das der zweite. Hier kommt noch ein dritter."
    assert [s.block for s in made.segments] == [0, 0, 1, 1]
    assert split_segment(made, 1, TEXT.index("Hier")) == article


def test_where_a_split_falls_into_white_space_it_is_trimmed() -> None:
    article = read("Das ist   ein Satz.")
    for at in range(7, 11):
        made = split_segment(article, 0, at)
        assert [made.source(s) for s in made.segments] == ["Das ist", "ein Satz."]


def test_joining_over_a_line_break_makes_one_block_of_two() -> None:
    """It takes the kind of the longer one, and the blocks still tile the text."""
    article = read(TEXT)
    made = join_segments(article, 2)
    check(made)
    assert made.source(made.segments[2]) == "Hier kommt noch ein dritter.\n\nEin neuer Absatz beginnt."
    assert len(made.blocks) == len(article.blocks) - 1
    assert made.blocks[0].kind is article.blocks[0].kind
    assert [s.block for s in made.segments] == [0, 0, 0, 0]


def test_a_blank_block_between_is_joined_over() -> None:
    article = read("Er sagte, dass er\n\n\u200b\n\nkommen wird. Dann ging er.")
    assert [b.kind for b in article.blocks if not b.kept] == [BlockKind.BLANK]
    made = join_segments(article, 0)
    check(made)
    assert [b.kept for b in made.blocks] == [True]


def test_nothing_is_joined_over_what_was_set_aside() -> None:
    article = read("Er sagte, dass er\n\nQuelle: dpa © Erika Mustermann\n\nkommen wird.")
    with pytest.raises(UsageError, match="set aside \\(credit\\) lies between them; restore it first"):
        join_segments(article, 0)
    credit = next(n for n, b in enumerate(article.blocks) if not b.kept)
    check(join_segments(keep_blocks(article, [credit]), 0))


@pytest.mark.parametrize(("index", "at"), [(0, 0), (0, 23), (0, 99), (9, 5), (-1, 5), (0, 22)])
def test_a_split_that_cannot_be_is_refused(index: int, at: int) -> None:
    """Outside the sentence, at its edges, or where one side would be a lone full stop."""
    with pytest.raises(UsageError, match=r"[Ss]entence"):
        split_segment(read(TEXT), index, at)


@pytest.mark.parametrize("index", [-1, 4, 99])
def test_a_join_that_cannot_be_is_refused(index: int) -> None:
    with pytest.raises(UsageError, match="has no next one"):
        join_segments(read(TEXT), index)


def test_restoring_a_block_keeps_what_the_reader_joined() -> None:
    article = read(TEXT + "\n\nQuelle: dpa © Erika Mustermann")
    joined = join_segments(article, 0)
    credit = next(n for n, b in enumerate(article.blocks) if not b.kept)
    restored = keep_blocks(joined, [credit])
    check(restored)
    assert restored.source(restored.segments[0]) == "Das ist der erste Satz. Und das der zweite."
    assert restored.source(restored.segments[-1]).startswith("Quelle")
    assert keep_blocks(restored, [], drop=[credit]).segments == joined.segments


@given(PIECES, st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 200)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_edits_keep_the_promises(text: str, edits: list[tuple[bool, int, int]]) -> None:
    """Whatever is joined and split in whatever order: the text stays, blocks tile it, no segment is blank."""
    try:
        article = read(text)
    except EmptySource:
        return
    for join, index, at in edits:
        try:
            article = join_segments(article, index) if join else split_segment(article, index, at)
        except UsageError:
            continue
        check(article)
        assert article.text == text


def test_the_glued_heading_of_the_seed_article_is_suggested_and_not_applied(seed_path: Path) -> None:
    article = read_article(seed_path)
    [found] = article.suggestions
    assert article.text[: found.at].endswith("Einladung zum Gegenbesuch an ")
    assert article.text[found.at :].startswith("Putins mögliche Reise wird Peskow zufolge")
    assert "“Putins”" in found.why
    whole = next(s for s in article.segments if s.start < found.at < s.end)
    assert article.source(whole).startswith("Putin nimmt Kim"), "it is still one sentence"
    made = split_segment(article, whole.index, found.at)
    check(made)
    assert made.suggestions == ()
    assert join_segments(made, whole.index) == article
