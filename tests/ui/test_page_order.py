"""What an order does, screen by screen, without a browser."""

from __future__ import annotations

import threading
import time

import pytest

from workbench.errors import EmptySource, UnreadableSource, UsageError
from workbench.models.cached import CachedTranslator
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Translated
from workbench.ui.knobs import checked
from workbench.ui.shelf import Shelf
from workbench.ui.translate.changes import Remove, Restore
from workbench.ui.translate.memory import VisitCache
from workbench.ui.translate.order import Order, perform, read_typed
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.work import Bench

TEXT = (
    "Der erste Satz ist da.\n\nDer zweite Absatz folgt gleich danach.\n\nQuelle: dpa © Erika Muster\n\nDas ist alles."
)


@pytest.fixture
def translator():
    return FakeTranslator()


@pytest.fixture
def order(translator):
    """Perform an order with fakes; returns its screens."""

    def screens(visit, text=TEXT, ticket=None, shelf=None, **options):
        shelf = shelf or Shelf(lambda _: translator, lambda _: FakeSummariser())
        return list(perform(visit, Order(text, **options), shelf, Bench(), ticket or Ticket()))

    return screens


class HeldBack(FakeTranslator):
    """Is done with the first sentence soon, and with the others when it is let go; one sentence a batch."""

    def __init__(self):
        super().__init__()
        self.let_go = threading.Event()

    def translate_batch(self, texts, decoding):
        if self.batches:
            assert self.let_go.wait(timeout=60)
        else:
            time.sleep(0.1)  # behind the first screen, and not late enough for the next one
        return super().translate_batch(texts, decoding)


def test_a_sentence_is_shown_before_the_next_one_is_done():
    """Also when it was ready too soon behind the screen before it; a model may take a minute for each."""
    held = HeldBack()
    shelf = Shelf(lambda _: held, lambda _: FakeSummariser())
    order = Order(TEXT, decoding=Decoding(batch_tokens=1))
    shown = []
    for screen in perform(Visit(), order, shelf, Bench(), Ticket()):
        if screen.view is not None:
            shown.append(len(screen.view.translated))
        if shown and shown[-1] == 1:
            held.let_go.set()
    assert shown[0] <= 1
    assert 1 in shown
    assert held.let_go.is_set()
    assert shown[-1] == 3


def asked(translator):
    return [text for batch in translator.batches for text in batch]


def test_the_last_screen_has_the_run(order):
    """Article, translation and summary belong together, and the visit keeps them."""
    last = order(Visit())[-1]
    assert last.error is None
    assert last.run is not None
    assert last.visit.run is last.run
    assert [s.text for s in last.run.translation.sentences] == [
        last.visit.article.source(s).upper() for s in last.visit.article.segments
    ]


def test_a_second_order_asks_the_model_for_nothing_that_it_knows(order, translator):
    """Same text, same signature: all from memory. Another beam is another signature."""
    first = order(Visit())[-1]
    count = len(asked(translator))
    again = order(first.visit)[-1]
    assert len(asked(translator)) == count
    assert again.run.translation.sentences == first.run.translation.sentences
    order(first.visit, decoding=Decoding(beam_size=1))
    assert len(asked(translator)) == 2 * count


def test_restoring_asks_only_for_the_new_sentences(order, translator):
    """And the result is what a run with that block kept from the start would give."""
    first = order(Visit())[-1]
    block = next(i for i, b in enumerate(first.visit.article.blocks) if not b.kept)
    before = asked(translator)
    last = order(first.visit, ticket=Ticket(change=Restore(block)))[-1]
    assert asked(translator)[len(before) :] == ["Quelle: dpa © Erika Muster"]
    assert last.visit.restored == {block}
    assert "QUELLE: DPA © ERIKA MUSTER" in last.run.translation.text
    gone = order(last.visit, ticket=Ticket(change=Remove(block)))[-1]
    assert gone.run.translation.sentences == first.run.translation.sentences
    assert gone.visit.restored == frozenset()


@pytest.mark.parametrize("block", [-1, 99])
def test_a_block_that_is_none_is_a_message(order, block):
    """Buttons come from the browser, and a browser may send anything."""
    visit = order(Visit())[-1].visit
    last = order(visit, ticket=Ticket(change=Restore(block)))[-1]
    assert f"no block {block}" in last.error


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no text"),
        (" \n\t ", "no text"),
        ("\u200b\u200b", "empty"),
        ("Halb \ud83d", "half a character"),
        ("The government announced on Monday that it would raise taxes for the first time.", "not German"),
    ],
)
def test_bad_text_is_one_line_and_changes_nothing(order, text, says):
    """The visit, and with it all that is shown, stays as it was."""
    visit = order(Visit())[-1].visit
    screens = order(visit, text)
    assert says in screens[-1].error
    assert "\n" not in screens[-1].error
    assert screens[-1].visit == visit
    assert all(screen.view is None for screen in screens)


def test_only_the_wrong_language_can_be_overruled(order):
    """The offer is made, and taking it gives a run with a warning."""
    text = "The government announced on Monday that it would raise taxes for the first time."
    assert order(Visit(), text)[-1].wrong_language
    last = order(Visit(), text, any_language=True)[-1]
    assert last.run is not None
    assert "not German" in last.warnings[0]


def test_a_stopped_order_keeps_what_was_done(order):
    """The ticket stops the work before the next batch; a new order goes on from there."""
    ticket = Ticket()

    class Stopping(FakeTranslator):
        def length(self, text):
            return 600  # one sentence per batch

        def translate_batch(self, texts, decoding):
            ticket.stopped = True
            return super().translate_batch(texts, decoding)

    stopping = Stopping(window=2000)
    last = order(Visit(), ticket=ticket, shelf=Shelf(lambda _: stopping, lambda _: FakeSummariser()))[-1]
    assert "Cancelled: 1 of 3" in last.status.words
    assert len(last.view.translated) == 1
    assert not last.view.working
    assert last.run is None
    assert len(stopping.batches) == 1


def test_a_fault_of_the_program_is_one_line(order, caplog):
    """An error that nobody foresaw: its name for the visitor, all of it in the log, and no traceback on the page."""

    class Broken(FakeTranslator):
        def translate_batch(self, texts, decoding):
            raise ZeroDivisionError("secret detail")

    last = order(Visit(), shelf=Shelf(lambda _: Broken(), lambda _: FakeSummariser()))[-1]
    assert "ZeroDivisionError" in last.error
    assert "secret" not in last.error
    assert "\n" not in last.error
    assert "secret detail" in caplog.text


def test_an_article_without_a_kept_block_can_be_rescued(order):
    """It is shown folded, and the message says what to do."""
    last = order(Visit(), "Foto: dpa")[-1]
    assert "Restore one" in last.error
    assert last.view.article.segments == ()
    shown = order(last.visit, "Foto: dpa", ticket=Ticket(change=Restore(0)))[-1]
    assert order(shown.visit, "Foto: dpa")[-1].run.translation.text == "FOTO: DPA"


def test_typed_text_is_never_a_file(seed_path):
    """The name of a file that exists is only a name here."""
    article = read_typed(str(seed_path))
    assert article.text == str(seed_path)


@pytest.mark.parametrize(
    ("text", "error"), [("", EmptySource), ("\ud800", UnreadableSource), ("x" * 20_000_001, UsageError)]
)
def test_typed_text_that_cannot_be_is_refused(text, error):
    """Each with its own kind of error."""
    with pytest.raises(error):
        read_typed(text)


def test_a_visit_knows_its_article_whatever_the_browser_did_to_it():
    """A text area makes every line end a line feed."""
    visit = Visit().reading(read_typed("Eins.\r\n\r\nZwei mehr.\r\n"))
    assert visit.holds("Eins.\n\nZwei mehr.\n")
    assert not visit.holds("Eins.\n\nZwei weniger.\n")


def test_remembered_and_fresh_sentences_come_back_in_order():
    """As many out as in, also when a sentence is there twice; progress ends at the total."""
    inner = FakeTranslator()
    made = inner.signature(Decoding())
    steps = []
    known = CachedTranslator(inner, VisitCache({("b", made): Translated("KNOWN", -0.1)}))
    out = known.translate(["a", "b", "c", "b"], Decoding(), steps.append)
    assert [t.text for t in out] == ["A", "KNOWN", "C", "KNOWN"]
    assert sorted(asked(inner)) == ["a", "c"]
    assert steps[-1].done == steps[-1].total == 4
    finished = {}
    for step in steps:
        finished |= step.finished
    assert [finished[i].text for i in range(4)] == ["A", "KNOWN", "C", "KNOWN"]


@pytest.mark.parametrize("value", [0, 17, 2.5, "4", None, True, float("nan")])
def test_a_knob_takes_only_numbers_of_its_range(value):
    """What a browser or a client sends is checked against the field's own metadata."""
    with pytest.raises(UsageError, match="beam_size"):
        checked(Decoding, beam_size=value)


def test_a_whole_number_may_come_as_a_float():
    """JSON has only one kind of number."""
    assert checked(Decoding, beam_size=4.0, length_penalty=1) == Decoding(beam_size=4, length_penalty=1.0)
