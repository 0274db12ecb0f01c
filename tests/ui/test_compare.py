"""What the Compare tab knows without a browser: texts, references, models, orders and filters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench import compare, read_article
from workbench.comparison import Comparison, References
from workbench.comparison.references import parse_references
from workbench.errors import EmptySource, UsageError
from workbench.grid import Route, run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pieces import Mark
from workbench.types import Decoding, Translated
from workbench.ui.compare import choice
from workbench.ui.compare.gather import told, typed_references, with_typed
from workbench.ui.compare.reading import Order, Reading, chosen, fitting, marked_against, orders
from workbench.ui.compare.sources import Sources

ONE = "Das Wetter war gut. Am Dienstag hat es geregnet. Viele Menschen blieben zu Hause."
TWO = "Die Regierung hat über den Haushalt beraten. Der Minister war zufrieden."


def article(text: str):
    return read_article(text.encode())


class Rough(FakeTranslator):
    """Drops the last word of every sentence with rain in it, and repeats what it says of homes."""

    def translate_batch(self, texts, decoding: Decoding):
        return [Translated(self._say(text), score=-0.5) for text in texts]

    def _say(self, text: str) -> str:
        if "geregnet" in text:
            return text.upper().replace(" GEREGNET", "")
        return f"{text.upper()} {text.upper()}" if "Hause" in text else text.upper()


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    texts = [replace(article(text), metadata={"file": name}) for text, name in ((ONE, "one.txt"), (TWO, "two.txt"))]
    references = References("r", lines=tuple((ONE + " " + TWO).upper().replace(". ", ".\n").split("\n")))
    return compare(run_grid(texts, [FakeTranslator("exact"), Rough("rough")]), references=references)


def test_each_text_has_a_name_of_its_own_and_stands_once() -> None:
    """The tables tell texts apart by their names."""
    sources = Sources().adding(article(ONE), "a.txt").adding(article(TWO), "a.txt")
    assert [source.name for source in sources.texts] == ["a.txt", "a.txt (2)"]
    with pytest.raises(UsageError, match=r"already, as 'a\.txt'"):
        sources.adding(article(ONE))
    assert [source.name for source in sources.removing(0).texts] == ["a.txt (2)"]
    with pytest.raises(UsageError, match="not in the list any more"):
        sources.removing(7)


def test_the_grid_finds_the_names_and_a_long_title_is_shortened() -> None:
    long = "Ein sehr langer Titel über die Lage der Nation und vieles andere mehr, das niemand lesen will"
    sources = Sources().adding(article(f"{long}\n\n{ONE}")).adding(article(ONE))
    names = [found.metadata["file"] for found in sources.articles(lines=False)]
    assert names == [source.name for source in sources.texts]
    assert all(len(name) <= 70 for name in names)
    assert names[1] == "text 2"


def test_with_lines_each_line_is_one_sentence_as_a_reference_file_counts_them() -> None:
    text = "Ein Satz. Noch einer.\r\n\r\nUnd ein dritter\n"
    (made,) = Sources().adding(article(text), "a.txt").articles(lines=True)
    assert [made.source(s) for s in made.segments] == ["Ein Satz. Noch einer.", "", "Und ein dritter"]
    assert made.metadata["file"] == "a.txt"


def test_what_stands_in_the_box_counts_without_being_added() -> None:
    assert len(with_typed(Sources(), ONE).texts) == 1
    assert with_typed(Sources(), "  \n").texts == ()


def test_references_come_from_the_box_or_a_file_and_not_from_both() -> None:
    file = parse_references("r.tsv", "Ja.\tYes.\n")
    assert typed_references(file, " ") is file
    found = typed_references(None, "One.\nTwo.\n")
    assert found is not None
    assert found.lines == ("One.", "Two.")
    with pytest.raises(UsageError, match=r"in the box and from r\.tsv"):
        typed_references(file, "One.")
    assert "r.tsv: 1 pair" in told(file)


def test_only_what_is_on_this_machine_can_be_ticked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is named with its size and the way to get it; the baselines are not among the choices."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert [name for _, name in choice.offered("translate")] == ["marian-de-en"]
    assert choice.offered("summarise") == []
    assert choice.first("translate") == ["marian-de-en"]
    assert choice.still("translate", ["marian-de-en", "opus-mt-de-en"]) == ["marian-de-en"]
    away = choice.elsewhere("translate")
    assert "opus-mt-de-en (" in away
    assert "workbench models pull" in away
    assert "distilbart-cnn-12-6" in choice.elsewhere("summarise")
    assert "lead" not in choice.elsewhere("summarise")
    assert "Only one translator is on this machine" in choice.alone(["marian-de-en"])
    assert choice.alone([]) == ""


def test_every_route_of_the_grid_can_be_chosen() -> None:
    assert {route for _, routes in choice.ROUTES.values() for route in routes} == set(Route)
    assert choice.ROUTES[choice.NATURAL][1] == ()


def test_sentences_can_be_read_in_three_orders(comparison: Comparison) -> None:
    assert [name for _, name in orders(comparison)] == ["disagreement", "place", "difference"]
    assert chosen(comparison, Reading(Order.PLACE)) == [0, 1, 2, 3, 4]
    by_disagreement = chosen(comparison, Reading(Order.DISAGREEMENT))
    assert by_disagreement == list(comparison.disagreement)
    spreads = [comparison.sentences[i].spread or 0.0 for i in chosen(comparison, Reading(Order.DIFFERENCE))]
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[0] > 0


def test_one_translator_is_read_in_the_order_of_the_text() -> None:
    alone = compare(run_grid([ONE], [FakeTranslator()], [FakeSummariser()]))
    assert fitting(len(alone.systems)).order is Order.PLACE
    assert [name for _, name in orders(alone)] == ["place"]


def test_filters_leave_what_they_say(comparison: Comparison) -> None:
    assert chosen(comparison, Reading(Order.PLACE, text="two.txt")) == [3, 4]
    assert chosen(comparison, Reading(Order.PLACE, differing=True)) == [1, 2]
    doubtful = chosen(comparison, Reading(Order.PLACE, doubtful=True))
    assert 2 in doubtful, "said twice"
    assert chosen(comparison, Reading(Order.PLACE, text="two.txt", differing=True)) == []


def test_words_can_be_marked_against_another_base(comparison: Comparison) -> None:
    """Without comparing again; a base that wrote nothing changes nothing."""
    sentence = comparison.sentences[1]
    again = marked_against(sentence, "rough")
    assert {piece.mark for piece in again.outputs[1].pieces} == {Mark.SAME}
    assert Mark.NEW in {piece.mark for piece in again.outputs[0].pieces}
    assert marked_against(sentence, "nobody") is sentence
    assert Reading(base="nobody").base_of(comparison) == "exact"


def test_nothing_is_no_text() -> None:
    with pytest.raises(EmptySource):
        article(" \n")
