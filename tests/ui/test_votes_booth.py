"""The Vote tab without a browser: what can be voted on, what a voter does, where it is kept, what is shown."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbench.comparison import Comparison, compare
from workbench.errors import SchemaError, UnknownEntry, UsageError
from workbench.grid import run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.store import Store, open_store
from workbench.types import Translated
from workbench.ui.kept import Kept
from workbench.ui.vote import downloads, item, results
from workbench.ui.vote.booth import Booth, choosing, new_paper, noting, skipping, stepping
from workbench.ui.vote.keeper import InBrowser, InMemory, keeper_of
from workbench.ui.vote.source import FILE, LAST, Chosen, Source, choices, number_of, source_of
from workbench.votes import Paper, Row, Sheet, load_votes, pearmut, summvis
from workbench.votes.ballot import load_key, read_ballot
from workbench.votes.paper import ROW

NAMES = ("quokka-nmt", "wombat-nmt")
NASTY = "<script>alert(1)</script> & \"so\" 'so' \u202e"
OUTPUTS = Sheet(
    "Elbe", tuple(Row(f"r{i}", "d", f"Satz {i}", {n: f"{n[0]} {i} {NASTY}" for n in NAMES}) for i in range(4))
)
TEXT = "Das Wetter war gut. Am Dienstag hat es geregnet. Viele Menschen blieben zu Hause."


class Saying(FakeTranslator):
    """Says its letter before each sentence, but once."""

    def translate_batch(self, texts, decoding):  # type: ignore[no-untyped-def]
        return [Translated(text if "Wetter" in text else f"{self.name[0]}. {text}", -0.5) for text in texts]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Two translators and two summarisers; both wrote the first sentence alike."""
    return compare(list(run_grid([TEXT], {name: Saying(name) for name in NAMES}, [FakeSummariser("s")], sentences=1)))


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    with open_store(tmp_path / "memory.sqlite") as opened:
        yield opened


@pytest.fixture(params=["memory", "browser"])
def keeper(request: pytest.FixtureRequest, store: Store) -> InMemory | InBrowser:
    return keeper_of(Kept(store if request.param == "memory" else None), [])


def begin(keeper: InMemory | InBrowser, voter: str = "ann", what: Sheet | Comparison = OUTPUTS, seed: int = 3) -> Booth:
    source = Source(what)
    unit = source.units()[0]
    return keeper.begin(source, new_paper(source, unit, source.sheet(unit).systems, voter, seed))


def again(keeper: InMemory | InBrowser) -> InMemory | InBrowser:
    """As after a reload: of the browser, what JSON holds of it."""
    return InBrowser(json.loads(json.dumps(keeper.to_json()))) if isinstance(keeper, InBrowser) else keeper


def test_units_are_those_with_two_systems(comparison: Comparison) -> None:
    assert Source(comparison).units() == ["sentence", "text", "summary"]
    assert Source(OUTPUTS).units() == [ROW]
    one = compare(list(run_grid([TEXT], [FakeTranslator("a")], [FakeSummariser("x"), FakeSummariser("y")])))
    assert Source(one).units() == ["summary"]
    with pytest.raises(UsageError, match="no two systems"):
        Source(OUTPUTS.only([NAMES[0]])).units()


def test_what_can_be_chosen(store: Store, comparison: Comparison) -> None:
    """The last comparison is listed once, by its number where the memory has it, and a file stands before all."""
    assert choices(None, None, None, None) == []
    assert [value for _, value in choices(store, comparison, None, None)] == [LAST]
    assert (number_of(store, comparison), number_of(None, comparison), number_of(store, None)) == (None, None, None)
    number = store.add_comparison(comparison)
    assert number_of(store, comparison) == number
    listed = choices(store, comparison, number, Source(OUTPUTS))
    assert [value for _, value in listed] == [FILE, str(number)]
    assert not any(name in label for label, _ in listed for name in NAMES)
    assert source_of(str(number), store, None, None) == Source(comparison, number)
    assert source_of(LAST, None, comparison, None) == Source(comparison)
    for value in ("", LAST, FILE):
        with pytest.raises(UsageError, match="Choose a comparison"):
            source_of(value, store, None, None)
    with pytest.raises(UnknownEntry):
        source_of("99", store, None, None)


def test_the_next_voter_finds_the_same_settings(store: Store) -> None:
    booth = begin(InMemory(store))
    chosen = Chosen().voting_on(booth.source, booth.paper)
    assert (chosen.value, chosen.unit, chosen.systems) == (str(booth.source.number), ROW, NAMES)


@pytest.mark.parametrize(
    ("systems", "voter", "seed", "said"),
    [
        (list(NAMES), "  ", 1, "Say who votes"),
        (list(NAMES), "a" * 101, 1, "101 characters"),
        (list(NAMES), "ann", None, "whole number"),
        (list(NAMES), "ann", 1.5, "whole number"),
        ([NAMES[0]], "ann", 1, "2 to 9 systems; 1"),
        ([NAMES[0], "x"], "ann", 1, "no system 'x'"),
    ],
)
def test_settings_that_make_no_ballot_are_refused(systems: list[str], voter: str, seed: float, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        new_paper(Source(OUTPUTS), ROW, systems, voter, seed)


def test_where_all_wrote_the_same_there_is_nothing_to_vote_on() -> None:
    same = Sheet("s", (Row("1", "d", "a", {"x": "b", "y": "b"}),))
    with pytest.raises(UsageError, match="nothing to vote on"):
        new_paper(Source(same), ROW, ["x", "y"], "ann", 1)


def test_a_vote_leads_to_the_next_open_item(keeper: InMemory | InBrowser) -> None:
    """After the last one, to the first that is open; without any, everything stays where it is."""
    booth = begin(keeper)
    assert booth.place == 0
    for place, choice, then in ((0, "1", 1), (2, "tie", 3), (3, "bad", 1), (1, "2", 1)):
        booth = keeper.change(booth, choosing(booth, place, choice))
        assert booth.place == then
        assert booth.choice(booth.item(place)) == choice
    assert booth.paper.open == 0
    assert keeper.change(booth, stepping(booth, 0, -1)).place == 0
    assert keeper.change(booth, stepping(booth, 3, 1)).place == 3
    assert keeper.change(booth, skipping(booth, 2)).place == 2


def test_deeds_that_cannot_be_are_refused(keeper: InMemory | InBrowser) -> None:
    booth = begin(keeper)
    for place, choice in ((9, "1"), (-1, "1"), (0, "3"), (0, "")):
        with pytest.raises(UsageError):
            choosing(booth, place, choice)
    with pytest.raises(UsageError, match="2001 characters"):
        noting(booth, 0, "x" * 2001)


def test_a_reload_loses_nothing(keeper: InMemory | InBrowser) -> None:
    """Votes, notes (without a vote, too) and the place; the ballot is offered, and goes on by its name as well."""
    booth = begin(keeper)
    booth = keeper.change(booth, choosing(booth, 0, "2"))
    booth = keeper.change(booth, noting(booth, 2, NASTY))
    booth = keeper.change(booth, stepping(booth, 1, 1))
    keeper = again(keeper)
    (offer,) = keeper.offers()
    assert (offer.voter, offer.voted, offer.items, offer.closed) == ("ann", 1, 4, False)
    assert keeper.resume(offer.number, Source(OUTPUTS)).paper == booth.paper
    other_seed = begin(keeper, "Ann ", seed=8)
    assert other_seed.paper == booth.paper
    assert len(keeper.offers()) == 1


def test_after_the_reveal_nothing_changes(keeper: InMemory | InBrowser) -> None:
    """And who has seen the names does not vote on the same again; another voter does."""
    booth = begin(keeper)
    booth = keeper.change(booth, choosing(booth, 0, "1"))
    booth = keeper.change(booth, Paper.closing)
    with pytest.raises(UsageError, match="closed by its reveal"):
        keeper.change(booth, choosing(booth, 1, "1"))
    keeper = again(keeper)
    assert keeper.resume(keeper.offers()[0].number, Source(OUTPUTS)).paper == booth.paper
    with pytest.raises(UsageError, match="seen whose they are"):
        begin(keeper, "ANN")
    assert begin(keeper, "bob").paper.open == 4


def test_votes_of_several_voters_meet(keeper: InMemory | InBrowser) -> None:
    """On the same outputs only, and each counts from the own reveal on."""
    ann, bob = begin(keeper, "ann", seed=1), begin(keeper, "bob", seed=2)
    begin(keeper, "cy", Sheet("Oder", OUTPUTS.rows[:3]))
    for booth in (ann, bob):
        first = booth.ballot.items.index(next(i for i in booth.ballot.items if i.id == "r0"))
        best = next(n for n, names in enumerate(booth.ballot.key["r0"], 1) if names == (NAMES[0],))
        booth = keeper.change(booth, choosing(booth, first, str(best)))
    ann = keeper.change(replace(ann, paper=keeper.papers(ann)[0]), Paper.closing)
    papers = keeper.papers(ann)
    assert [(paper.voter, len(paper.votes), paper.closed) for paper in papers] == [("ann", 1, True), ("bob", 1, False)]
    page = results.render(ann, papers)
    assert "Not yet: bob (1 of 4)" in page
    assert f'<th scope="row">{NAMES[0]}</th>' in page
    assert "best for ann<" in page


def test_the_browser_keeps_no_output_and_no_name() -> None:
    keeper = InBrowser([])
    booth = begin(keeper)
    keeper.change(booth, choosing(booth, 0, "1"))
    kept = json.dumps(keeper.to_json())
    assert not any(word in kept for word in (*NAMES, "Satz", "script"))


def test_other_outputs_do_not_take_the_votes_of_these() -> None:
    keeper = InBrowser([])
    begin(keeper)
    rows = (replace(OUTPUTS.rows[0], outputs={NAMES[0]: "other", NAMES[1]: "one"}), *OUTPUTS.rows[1:])
    for source in (None, Source(Sheet("Elbe", rows))):
        with pytest.raises(UsageError, match="Choose 'Elbe' again"):
            keeper.resume(0, source)


@pytest.mark.parametrize("value", [3, [3], [{}], {"a": 1}])
def test_a_browser_that_sends_nonsense_is_told_so(value: object) -> None:
    with pytest.raises(SchemaError, match="damaged"):
        InBrowser(value)


def test_a_ballot_that_was_deleted_says_so(store: Store) -> None:
    keeper = InMemory(store)
    booth = begin(keeper)
    assert booth.source.number is not None
    store.delete([booth.source.number])
    with pytest.raises(UnknownEntry):
        keeper.change(booth, choosing(booth, 0, "1"))


class Tags(HTMLParser):
    """All tags and attributes of a piece of HTML."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [name for name, _ in attrs]


def test_a_ballot_shows_no_name_and_no_markup_of_others(comparison: Comparison) -> None:
    """Nor do the results run anything that stands in a text."""
    nasty = Sheet(NASTY, OUTPUTS.rows)
    for what in (nasty, comparison):
        keeper = InBrowser([])
        booth = begin(keeper, NASTY, what)
        booth = keeper.change(booth, noting(booth, 0, f"</textarea>{NASTY}"))
        page = item.render(keeper.change(booth, stepping(booth, 0, 0)))
        assert not any(name in page for name in NAMES)
        closed = keeper.change(keeper.change(booth, choosing(booth, 0, "1")), Paper.closing)
        for html in (page, results.render(closed, keeper.papers(closed))):
            tags = Tags(html)
            assert "script" not in tags.tags
            assert not [name for name in tags.attributes if name.startswith("on")]
            assert "\u202e" not in html


def test_order_is_shuffled_for_each_item() -> None:
    """So that the first output is not always of the same system."""
    rows = tuple(Row(str(i), "d", "s", {n: f"{n[0]}{i}" for n in NAMES}) for i in range(40))
    booth = begin(InBrowser([]), what=Sheet("s", rows))
    firsts = [booth.ballot.key[entry.id][0] for entry in booth.ballot.items]
    assert 8 < firsts.count((NAMES[0],)) < 32
    assert [entry.id for entry in booth.ballot.items] != [row.id for row in rows]


def test_rows_that_are_not_shown_are_counted(comparison: Comparison) -> None:
    booth = begin(InBrowser([]), what=comparison)
    assert len(booth.ballot.items) == 2
    assert "1 more is not shown" in item.render(booth)


def test_downloads_read_back(keeper: InMemory | InBrowser, tmp_path: Path) -> None:
    """As `workbench votes` reads them; none before the reveal."""
    booth = begin(keeper)
    for place, choice in ((0, "1"), (1, "tie"), (2, "bad")):
        booth = keeper.change(booth, choosing(booth, place, choice))
    booth = keeper.change(booth, noting(booth, 1, "why"))
    for form in downloads.FORMS:
        with pytest.raises(UsageError, match="before the reveal"):
            downloads.write(form, booth, keeper.papers(booth), tmp_path)
    booth = keeper.change(booth, Paper.closing)
    papers = keeper.papers(booth)
    text = {form: downloads.write(form, booth, papers, tmp_path).read_text("utf-8") for form in downloads.FORMS}
    assert load_votes(text["votes"]) == booth.paper.cast()
    assert read_ballot(text["ballot"], load_key(text["key"]), "ann") == (booth.paper.cast(), 1)
    assert len(list(csv.reader(text["ballot"].splitlines()))) == 5
    assert [row.outputs for row in pearmut.load_campaign(text["pearmut"]).rows] == [row.outputs for row in OUTPUTS.rows]
    assert len(summvis.load(text["summvis"], "s").rows) == 4


def test_summaries_go_to_summvis_with_their_translation(comparison: Comparison, tmp_path: Path) -> None:
    keeper, source = InBrowser([]), Source(comparison)
    systems = source.sheet("summary").systems
    booth = keeper.begin(source, new_paper(source, "summary", systems, "ann", 1))
    booth = keeper.change(booth, Paper.closing)
    lines = downloads.write("summvis", booth, [booth.paper], tmp_path).read_text("utf-8").splitlines()
    assert all("Dienstag" in json.loads(line)["document"] for line in lines)
    assert re.search(r"[qw]\. Am Dienstag", json.loads(lines[0])["document"])
