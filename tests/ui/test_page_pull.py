"""The offer of a better model: what it says, and what a click on it shows."""

from __future__ import annotations

import pytest

from workbench.catalogue import Entry
from workbench.errors import Cancelled, DepotError
from workbench.pull import PullStep
from workbench.ui import shelf
from workbench.ui.messages import status as status_html
from workbench.ui.translate import pull as page_pull
from workbench.ui.translate.visit import Ticket
from workbench.ui.work import Bench

ENTRY = Entry("big", "translate", "ct2", source="org/big", size=1_200_000_000)


@pytest.fixture
def pulled(monkeypatch):
    """The status lines of a pull that does what it is told."""

    def lines(do, ticket=None):
        monkeypatch.setattr(page_pull, "pull", lambda entry, report: do(report))
        return [status.words for status in page_pull._steps(Bench(), ENTRY, ticket or Ticket())]

    return lines


def test_a_pull_is_told_step_by_step(pulled):
    """Bytes of bytes, then what is done with them, then that it is there."""

    def do(report):
        report(PullStep("download", 600_000_000, 1_200_000_000, "model.safetensors"))

    lines = pulled(do)
    assert lines[0].startswith("Looking for big")
    assert "big: 600 MB of 1.2 GB" in lines
    assert "on this machine now" in lines[-1]


def test_a_pull_can_be_stopped(pulled):
    """The ticket stops it at its next report."""
    ticket = Ticket()
    reported = []

    def do(report):
        ticket.stopped = True
        reported.append(1)
        report(PullStep("download", 1, 2))
        reported.append(2)

    with pytest.raises(Cancelled):
        pulled(do, ticket)
    assert reported == [1]


def test_what_the_depot_says_reaches_the_visitor(pulled):
    """An error of the network or the disk comes through as it is."""

    def do(report):
        raise DepotError("The disk is full; free some space.")

    with pytest.raises(DepotError, match="free some space"):
        pulled(do)


def test_the_choices_say_what_is_here_and_what_is_not():
    """First "auto" with what it stands for; the embedded model; others with their size."""
    found = {name: label for label, name in shelf.choices("translate")}
    assert next(iter(found)) == shelf.AUTO
    assert "marian-de-en" in found[shelf.AUTO]
    assert found["marian-de-en"].endswith("embedded")
    assert "not on this machine" in found["opus-mt-de-en"]


def test_the_offer_is_for_what_is_missing():
    """A missing model that was chosen, or one better than what "auto" has; nothing for one that is here."""
    assert shelf.wanted("opus-mt-de-en", "translate").name == "opus-mt-de-en"
    assert shelf.wanted("marian-de-en", "translate") is None
    assert shelf.wanted(shelf.AUTO, "translate").on_hub


def test_the_embedded_model_is_announced():
    """And no other."""
    assert "expect errors" in shelf.embedded_notice(shelf.AUTO)
    assert shelf.embedded_notice("opus-mt-de-en") is None


def test_progress_is_a_bar_with_words():
    """For eyes and for screen readers."""
    html = status_html(page_pull._status(ENTRY, PullStep("download", 5, 10)))
    assert 'max="10" value="5"' in html
    assert 'role="status"' in html
