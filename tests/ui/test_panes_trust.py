"""Doubts, places, coverage, support and glossary as HTML."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.markup import Reader, tags, texts
from workbench.glossary import Conflict, Term
from workbench.ingest import join_lines
from workbench.types import Flag, Severity, Summary, SummarySentence, TermChange, Translated
from workbench.ui.escape import shown
from workbench.ui.translate.panes import render
from workbench.ui.translate.panes.spans import Span, marked
from workbench.ui.translate.terms.report import TermReport
from workbench.ui.translate.view import View


def flagged(view, *flags):
    return replace(view, flags=flags)


ERROR = Flag(1, "numbers", Severity.ERROR, "the source says 7, the translation 8", (0, 6), (2, 4))
WARNING = Flag(1, "names", Severity.WARNING, "the name “Peskow” is gone")
NOTE = Flag(2, "names", Severity.NOTE, "hardly worth a word")


def test_a_doubtful_sentence_has_one_mark_that_tells_its_reasons(seed_view):
    """One button per sentence, with the worst severity in its name, and every reason among its descriptions."""
    html = render(flagged(seed_view, WARNING, ERROR, NOTE))
    marks = tags(html, "wb-mark")
    assert [(m["data-mark"], m["aria-label"]) for m in marks] == [("1", "Sentence 2: error"), ("2", "Sentence 3: hint")]
    for identity in marks[0]["aria-describedby"].split():
        assert f'id="{identity}"' in html
    assert html.count("the source says 7, the translation 8</span>") == 1
    assert {a["data-dismiss"] for a in tags(html, "wb-small") if "data-dismiss" in a} == {"0", "1", "2"}


def test_sentences_know_their_kinds_and_notes_are_hints(seed_view):
    """German and English alike; what is only a note is not doubtful."""
    html = render(flagged(seed_view, WARNING, ERROR, NOTE))
    kinds = {(a["data-of"], a.get("data-kinds")) for a in tags(html, "wb-s") if a.get("data-kinds")}
    assert kinds == {("1", "doubtful names numbers"), ("2", "hints")}


def test_the_counts_are_of_what_is_not_dismissed(seed_view):
    """Each kind with its number, the doubtful sentences, the hints and the dismissed."""

    def counts(*flags):
        bar = render(flagged(seed_view, *flags)).split('<div class="wb-desk')[0]
        texts = {a["data-filter"] for a in tags(bar, "wb-filter")}
        return texts, Reader(bar).text

    kinds, text = counts(WARNING, ERROR, NOTE)
    assert kinds == {"doubtful", "names", "numbers", "hints"}
    assert "only doubtful sentences 1" in text
    kinds, text = counts(replace(WARNING, dismissed=True), replace(ERROR, dismissed=True))
    assert kinds == {"dismissed"}
    assert "dismissed 2" in text
    assert "found nothing to doubt" in text


def test_a_dismissed_doubt_can_be_brought_back_and_marks_nothing(seed_view):
    """Its mark stays, quiet; its places in the text are plain again."""
    html = render(flagged(seed_view, replace(ERROR, dismissed=True)))
    assert [m["aria-label"] for m in tags(html, "wb-mark")] == ["Sentence 2: dismissed"]
    assert [a["data-undismiss"] for a in tags(html, "wb-small") if "data-undismiss" in a] == ["0"]
    assert tags(html, "wb-at") == []


def test_the_places_of_a_flag_are_marked_on_both_sides(seed_view):
    """As many characters as the spans say, in German and in English."""
    html = render(flagged(seed_view, ERROR))
    german, english = html.split('class="wb-pane wb-english"')
    assert f'wb-at-error">{seed_view.article.source(seed_view.article.segments[1])[:6]}<' in german
    assert f'wb-at-error">{seed_view.translated[1].text[2:4]}<' in english


@settings(deadline=None)
@given(texts, st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=5))
def test_marked_places_lose_no_character(text, places):
    """However spans overlap or lie outside, the text is there once."""
    spans = [Span(start, end, f"look-{n}", "why") for n, (start, end) in enumerate(places)]
    assert Reader(marked(text, spans)).text == Reader(shown(text)).text


def test_overlapping_places_have_both_looks():
    """Cut where one begins or ends."""
    html = marked("abcdef", [Span(0, 4, "one"), Span(2, 6, "two", "why")])
    assert [(a["class"], a.get("title")) for _, a in Reader(html).tags] == [
        ("one", None),
        ("one two", "why"),
        ("two", "why"),
    ]
    assert Reader(html).text == "abcdef"


def test_a_cut_is_told_in_the_text(seed_view):
    """And by the run's own flag in the margin."""
    html = render(View(seed_view.article, {**seed_view.translated, 1: Translated("Cut", -0.1, truncated=True)}))
    assert html.count("[cut at the length limit]") == 1


def test_the_strip_has_a_cell_for_each_sentence_that_leads_to_it(seed_view):
    """Reached, left out, or beyond the window, in words; one stop for the keyboard."""
    count = len(seed_view.article.segments)
    summary = Summary((SummarySentence("One.", (1, 3), 0.8),), "m", "s", left_out=(count - 1,))
    html = render(replace(seed_view, summary=summary))
    cells = tags(html, "wb-cell")
    assert [int(c["data-go"]) for c in cells] == list(range(count))
    assert [i for i, c in enumerate(cells) if c["data-reach"] == "reached"] == [1, 3]
    assert [i for i, c in enumerate(cells) if c["data-reach"] == "unseen"] == [count - 1]
    assert cells[1]["aria-label"] == "Sentence 2: reached the summary"
    assert [c["tabindex"] for c in cells] == ["0"] + ["-1"] * (count - 1)
    assert "2 sentences reached the summary" in Reader(html).text
    assert "never read by it" in Reader(html).text


def test_a_long_article_has_a_strip_of_few_cells():
    """Several sentences share a cell, which says how many reached the summary and leads to the first that did."""
    article = join_lines(["Ein Satz."] * 1000)
    done = {s.index: Translated("A sentence.", -0.1) for s in article.segments}
    summary = Summary((SummarySentence("One.", (13,), 1.0),), "m", "s")
    cells = tags(render(View(article, done, summary)), "wb-cell")
    assert 100 <= len(cells) <= 120
    assert cells[1]["aria-label"].startswith("Sentences 10 to 18: 1 reached the summary")
    assert cells[1]["data-go"] == "13"


def test_what_the_glossary_did_is_told(seed_view):
    """Every change with its entry, before and after; contradictions; entries of no use."""
    old, new, idle = Term("Kiew", "Kiev"), Term("Kiew", "Kyiv"), Term("Bonn", "Bonn")
    report = TermReport((Conflict("Kiew", new, old),), (idle,), 3, 1241)
    change = TermChange(0, "Peskow", "Peskov", 0, 6, "Peskow", "Peskov")
    html = render(replace(seed_view, terms=(change,), report=report))
    text = Reader(html.split('class="wb-told"')[1]).text
    assert "1 place put right" in text
    assert "Peskow → PeskovPeskowPeskov" in text
    assert "Two entries for Kiew: Kyiv was taken, not Kiev." in text
    assert "nowhere in the German: Bonn." in text
    assert "Of the 1,241 entries of the starter list, 3 stand" in text
    assert tags(html, "wb-term")[0]["title"] == "glossary: Peskow → Peskov; the model wrote “Peskow”"


def test_support_is_said_in_words(seed_view):
    """The score of each summary sentence beside where it comes from."""
    some = SummarySentence("Some.", (1, 2), 0.62, missing=("7", "Berlin", "(not) attend"))
    summary = Summary((some, SummarySentence("All.", (3,), 1.0)), "m", "s")
    text = Reader(render(replace(seed_view, summary=summary))).text
    assert "from sentences 2, 3 · support 0.62 of 1" in text
    assert "not there: 7, Berlin; lost from there: (not) attend" in text
    assert "from sentence 4 · support 1.00: all of it stands there" in text
