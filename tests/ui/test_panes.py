"""The panes' HTML: nothing of a text becomes markup, and every sentence can be found by its number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.markup import Reader, texts
from workbench.glossary import Conflict, Term
from workbench.ingest import join_lines, keep_blocks
from workbench.types import Flag, Severity, Summary, SummarySentence, TermChange, Translated
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.panes import render
from workbench.ui.translate.terms.report import TermReport
from workbench.ui.translate.view import View

OWN_TAGS = set("div section header h2 h3 h4 span button details summary p ul ol li footer strong br".split())
OWN_TAGS |= set("table thead tbody tr th td del ins em".split())


@settings(deadline=None)
@given(texts)
def test_shown_text_has_no_markup_but_the_signs_for_what_cannot_be_seen(text):
    """Only `span`s with class and title; joined, the text is there character by character."""
    found = Reader(shown(text))
    assert {tag for tag, _ in found.tags} <= {"span"}
    assert all(set(attributes) == {"class", "title"} for _, attributes in found.tags)
    assert found.depth == 0
    shown(text).encode("utf-8")
    if text.isprintable() and "\u2028" not in text:
        assert found.text == text


@settings(deadline=None)
@given(texts)
def test_an_attribute_is_never_left(text):
    """Quoted with double quotes, any text is one attribute of one tag."""
    found = Reader(f'<i title="{attribute(text)}">')
    assert len(found.tags) == 1
    assert set(found.tags[0][1]) == {"title"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b", "a␀b"),
        ("a\u202eb", "a⟨202E⟩b"),
        ("a\u200db", "a\u200db"),
        ("Kaf\u00adfee", "Kaf\u00adfee"),
        ("\ud83d", "⟨D83D⟩"),
    ],
)
def test_what_cannot_be_seen_is_seen(text, expected):
    """Controls, direction marks and half characters get a sign; joiners and soft hyphens are left to the browser."""
    assert Reader(shown(text)).text == expected


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), texts)
def test_no_text_of_an_article_a_model_or_a_signature_makes_markup(lines, other):
    """Whatever the source, the translation, the reasons and the signatures hold, the page has only its own tags."""
    article = join_lines(lines)
    done = {s.index: Translated(other, -2.0, truncated=True) for s in article.segments}
    summary = Summary((SummarySentence(other, (0,), 0.5), SummarySentence(other, (), 0.0)), "m", other, (0,))
    flags = (Flag(0, other, Severity.ERROR, other, (0, 1), (0, 1)), Flag(0, "x", Severity.NOTE, other, dismissed=True))
    term = Term(other, other, other)
    report = TermReport((Conflict(other, term, term),), (term,), 1, 2)
    terms = (TermChange(0, other, other, 0, 1, other, other),)
    view = View(article, done, summary, frozenset(), flags, terms, report, translation_signature=other, undo=other)
    found = Reader(render(view))
    assert {tag for tag, _ in found.tags} <= OWN_TAGS
    assert found.depth == 0
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)


def _sentences(html, pane):
    part = html.split(f'class="wb-pane wb-{pane}"')[1].split("</section>")[0]
    return [a["data-of"] for tag, a in Reader(part).tags if a.get("class") == "wb-s"]


def test_each_segment_is_one_sentence_in_german_and_in_english(seed_view):
    """In order, with the segment's index; a summary sentence names its evidence."""
    html = render(seed_view)
    every = [str(s.index) for s in seed_view.article.segments]
    assert _sentences(html, "german") == _sentences(html, "english") == every
    assert _sentences(html, "summary") == [" ".join(map(str, s.evidence)) for s in seed_view.summary.sentences]


def test_sentences_can_be_reached_by_keyboard_and_are_announced_as_buttons(seed_view):
    """Focusable, with a role and a state."""
    for tag, attributes in Reader(render(seed_view)).tags:
        if attributes.get("class") == "wb-s":
            assert (tag, attributes["role"], attributes["tabindex"], attributes["aria-pressed"]) == (
                "span",
                "button",
                "0",
                "false",
            )


def test_the_german_pane_shows_every_block_of_the_source(seed_view):
    """Kept or removed, nothing of the article is missing from its pane."""
    places = frozenset(suggestion.at for suggestion in seed_view.article.suggestions)
    answered = replace(seed_view, left=places)  # a suggestion stands between two sentences
    shown_text = "".join(Reader(render(answered).split('class="wb-pane wb-english"')[0]).text.split())
    for block in seed_view.article.blocks:
        assert "".join(seed_view.article.text[block.start : block.end].split()) in shown_text


def test_a_removed_block_is_folded_with_kind_and_reason_and_can_be_restored(seed_view):
    """One fold per removed block; a restored one is ordinary text that can be removed again."""
    article = seed_view.article
    removed = [i for i, block in enumerate(article.blocks) if not block.kept]
    html = render(seed_view)
    assert [int(a["data-restore"]) for _, a in Reader(html).tags if "data-restore" in a] == removed
    for index in removed:
        assert article.blocks[index].reason in Reader(html).text
    restored = View(keep_blocks(article, removed[:1]), restored=frozenset(removed[:1]))
    tags = Reader(render(restored)).tags
    assert [int(a["data-remove"]) for _, a in tags if "data-remove" in a] == removed[:1]
    assert [int(a["data-restore"]) for _, a in tags if "data-restore" in a] == removed[1:]


def test_what_is_still_to_come_has_a_place(seed_view):
    """While working, each missing sentence is a placeholder; when stopped, a still one."""
    article = seed_view.article
    first = {0: seed_view.translated[0]}
    missing = len(article.segments) - 1
    assert render(View(article, first, working=True)).count("wb-pending") == missing
    assert render(View(article, first)).count("wb-empty") == missing


def test_no_support_is_said(seed_view):
    """A summary sentence without evidence lights nothing and says so."""
    summary = Summary((SummarySentence("Made up.", (), 0.0),), "m", "s")
    html = render(View(seed_view.article, seed_view.translated, summary))
    assert "no support found" in html
    assert _sentences(html, "summary") == [""]
