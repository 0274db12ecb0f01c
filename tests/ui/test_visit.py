"""What the page keeps of a visitor: changes that can be undone, and dismissals that outlive them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.errors import UsageError
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.types import Article
from workbench.ui.translate.changes import Join, Remove, Restore, Split, changed
from workbench.ui.translate.dismissals import carried, dismissed
from workbench.ui.translate.order import read_typed
from workbench.ui.translate.view import view_of
from workbench.ui.translate.visit import Visit

TEXT = "Der erste Satz ist da. Er ist nicht gut.\n\nQuelle: dpa © Erika Muster\n\nDas ist alles. Mehr kommt nicht."


def made(article: Article):
    return run(article, translator=FakeTranslator(), summariser=FakeSummariser())


@pytest.fixture
def visit() -> Visit:
    """A text that was read, translated and summarised."""
    article = read_typed(TEXT)
    return Visit().reading(article).finished(made(article), None)


def again(visit: Visit) -> Visit:
    """The visit after the present article went through the models."""
    return visit.finished(made(visit.article), None)


def test_a_dismissal_is_kept_where_the_sentence_stays(visit):
    """Through a join elsewhere, and through undoing it; a doubt that was brought back does not come back dismissed."""
    number = next(i for i, flag in enumerate(visit.run.flags) if flag.segment == 3)
    visit = replace(visit, run=dismissed(visit.run, number, True))
    joined = again(changed(visit, Join(0)))
    assert {flag.segment for flag in joined.run.flags if flag.dismissed} == {2}
    there = next(i for i, flag in enumerate(joined.run.flags) if flag.dismissed)
    joined = replace(joined, run=dismissed(joined.run, there, False))
    assert not any(flag.dismissed for flag in joined.undone().run.flags)


def test_a_dismissal_outlives_a_translation_that_was_broken_off(visit):
    """It is dismissed again when the text is translated to its end."""
    visit = replace(visit, run=dismissed(visit.run, 0, True))
    assert again(visit.unfinished().unfinished()).run.flags[0].dismissed


def test_a_new_article_has_nothing_of_the_old_one(visit):
    """No run to show, no way back, nothing restored."""
    other = visit.reading(read_typed("Ein anderer Text."))
    assert (other.run, other.report, other.past, other.memory, other.left) == (None, None, (), {}, frozenset())


def test_other_sentences_are_not_dismissed(visit):
    """The same check with the same reason on another sentence is another doubt."""
    run_after = carried(dismissed(visit.run, 0, True), visit.run)
    assert [flag.dismissed for flag in run_after.flags] == [True] + [False] * (len(run_after.flags) - 1)


@pytest.mark.parametrize("number", [-1, 999])
def test_a_doubt_that_is_none_cannot_be_dismissed(visit, number):
    """Buttons come from the browser, and a browser may send anything."""
    with pytest.raises(UsageError, match=f"no doubt {number}"):
        dismissed(visit.run, number, True)


@pytest.mark.parametrize(
    "change", [Join(-1), Join(3), Split(9, 3), Split(0, 0), Split(0, 999), Restore(99), Remove(-1)]
)
def test_a_change_that_cannot_be_is_an_error_and_changes_nothing(visit, change):
    """One clear line."""
    with pytest.raises(UsageError) as caught:
        changed(visit, change)
    assert "\n" not in str(caught.value)


def test_changes_are_undone_one_by_one(visit):
    """Article, run, restored blocks and words, the latest first; at the beginning there is nothing to undo."""
    credit = next(i for i, block in enumerate(visit.article.blocks) if not block.kept and block.reason)
    first = again(changed(visit, Restore(credit)))
    second = again(changed(first, Split(0, 10)))
    assert second.restored == {credit}
    assert view_of(second).undo == "split sentence 1"
    assert second.undone().article == first.article
    back = second.undone().undone()
    assert (back.article, back.run, back.restored, back.past) == (visit.article, visit.run, frozenset(), ())
    with pytest.raises(UsageError, match="nothing to undo"):
        back.undone()


def test_restored_blocks_are_known_after_blocks_became_one():
    """Joining across an empty line makes one block of two; those behind it move up."""
    text = "Der erste Satz steht\n\nhier allein.\n\nQuelle: dpa © Erika Muster\n\nDas ist alles."
    visit = Visit().reading(read_typed(text))
    credit = next(i for i, block in enumerate(visit.article.blocks) if "Quelle" in text[block.start : block.end])
    visit = changed(visit, Restore(credit))
    joined = changed(visit, Join(0))
    (number,) = joined.restored
    assert "Quelle" in text[joined.article.blocks[number].start : joined.article.blocks[number].end]


def test_a_suggestion_that_is_left_stays_left(seed_path):
    """Until that is undone; a place that was never suggested cannot be left."""
    visit = Visit().reading(read_typed(seed_path.read_text(encoding="utf-8")))
    (suggestion,) = visit.article.suggestions
    left = visit.leaving(suggestion.at)
    assert view_of(left).suggestions() == {}
    assert view_of(changed(left, Join(0))).suggestions() == {}
    assert len(view_of(left.undone()).suggestions()) == 1
    with pytest.raises(UsageError, match="Nothing is suggested"):
        visit.leaving(1)
