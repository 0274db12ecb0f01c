"""What the Compare tab draws: everything of a comparison, and nothing of a text acts as markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from workbench import compare, read_article
from workbench.comparison import Comparison, References
from workbench.comparison.judged import judged
from workbench.comparison.types import Verdict, Verdicts
from workbench.grid import run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Flag, Severity, Translated
from workbench.ui.compare.reading import Order, Reading
from workbench.ui.compare.sources import Sources
from workbench.ui.compare.views.figures import figures
from workbench.ui.compare.views.listed import listed
from workbench.ui.compare.views.sentences import sentences

NASTY = "<script>alert(1)</script> & \"so\" 'so' <img src=x onerror=alert(2)>"


class Nasty(FakeTranslator):
    """Writes what would be markup, were it not escaped."""

    def translate_batch(self, texts, decoding: Decoding):
        return [Translated(f"{self.name} {NASTY} {len(text)}", -0.5) for text in texts]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    text = f"Die Meldung lautet {NASTY}. Am Dienstag hat es in Berlin geregnet. Viele Menschen blieben zu Hause."
    article = replace(read_article(text.encode()), metadata={"file": f"{NASTY}.txt"})
    lines = tuple("It rained." for _ in article.segments)
    found = run_grid([article], {"<i>a": Nasty("a"), "b&b": Nasty("b"), "c": Nasty("b")}, [FakeSummariser("<s>")])
    return compare(found, references=References("r", lines=lines))


def tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", html))


def test_everything_is_escaped(comparison: Comparison) -> None:
    """Names of models and files as well as texts."""
    html = figures(comparison) + sentences(comparison, Reading()) + listed(Sources())
    assert not tags(html) & {"script", "img", "i", "s"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;i&gt;a" in html
    assert " onerror=alert(2)>" not in html


def test_what_a_judge_said_stands_under_its_sentence(comparison: Comparison) -> None:
    verdict = Verdict(comparison.texts[0].name, 1, "c", 1, (f"{NASTY} is plainer", ""))
    c = judged(comparison, Verdicts("<b>m</b>", "s", (verdict,)))
    articles = sentences(c, Reading(Order.PLACE)).split('<article class="wb-c-sentence">')[1:]
    assert ["is plainer" in article for article in articles] == [False, True, False]
    assert "c is better than &lt;i&gt;a" in articles[1]
    html = figures(c) + articles[1]
    assert "&lt;b&gt;m" in html
    assert not tags(html) & {"script", "img", "i", "s", "b"}


def test_outputs_that_say_the_same_stand_once_with_all_their_names(comparison: Comparison) -> None:
    html = sentences(comparison, Reading(Order.PLACE))
    first = html.split('<article class="wb-c-sentence">')[1]
    assert first.count('<div class="wb-c-row"><dt>') == 2
    assert "b&amp;b</span>" in first
    assert ">c</span>" in first
    assert "<ins>" in first
    assert "<del>" in first
    assert first.count('class="wb-c-base"') == 1
    assert first.count("chrF2++") == 2


def test_only_so_many_sentences_are_drawn_and_a_button_gives_more(comparison: Comparison) -> None:
    many = replace(comparison, sentences=comparison.sentences * 40, disagreement=())
    html = sentences(many, Reading(Order.PLACE))
    assert html.count('class="wb-c-sentence"') == 50
    assert "50 of 120 sentences" in html
    assert "data-more>Show 50 more</button>" in html
    assert "data-more>Show 20 more</button>" in sentences(many, Reading(Order.PLACE).more())
    assert "data-more" not in sentences(many, Reading(Order.PLACE).more().more())
    assert "No sentence is left" in sentences(many, Reading(text="nowhere"))


def test_doubts_are_marks_with_reasons_and_their_places_are_underlined(comparison: Comparison) -> None:
    """The reason is in words, reachable by the mark's description; the worst one gives the shape."""
    flags = (
        Flag(0, "numbers", Severity.ERROR, "12 is <missing>", target_span=(2, 10)),
        Flag(0, "length", Severity.NOTE, "short"),
    )
    one = comparison.sentences[0]
    outputs = (replace(one.outputs[0], flags=flags), *(replace(o, flags=()) for o in one.outputs[1:]))
    html = sentences(replace(comparison, sentences=(replace(one, outputs=outputs),), disagreement=()), Reading())
    (described,) = re.findall(r'aria-describedby="([^"]+)"', html)
    assert f'id="{described}"' in html
    assert "wb-c-flag-error" in html
    assert "2 remarks, the worst: error" in html
    assert "12 is &lt;missing&gt;" in html
    assert '<span class="wb-at wb-at-error">&lt;script&gt;</span>' in html


def test_the_figures_are_those_of_every_report(comparison: Comparison) -> None:
    """Systems, scores with what is missing, summaries, overlaps, signatures; the parts can be jumped to."""
    html = figures(comparison)
    for said in ("Translators", "tokens/s", "runtime:fake", "not computable, because", "unbabel-comet", "BLEU"):
        assert said in html, said
    for said in ("Words that two summaries share", "compression", "supported", "What the summaries say", "from 1"):
        assert said in html, said
    for place in re.findall(r'data-go="([^"]+)"', html):
        assert f'id="{place}"' in html or place == "wb-c-reading"


def test_the_list_of_texts_says_how_many_sentences_each_has() -> None:
    sources = Sources().adding(read_article(b"Ein Satz steht hier. Noch einer.\nUnd noch einer."), "a&b.txt")
    assert "a&amp;b.txt" in listed(sources)
    assert 'data-remove="0"' in listed(sources)
    assert "2 lines" in listed(sources, lines=True)
