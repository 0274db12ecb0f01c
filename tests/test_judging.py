"""A model as judge: asked in both orders, counted by a pure function, shown in every report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.chats import Server
from workbench import cli, compare, prompts, run_grid
from workbench.address import read_address
from workbench.comparison import Comparison, judged
from workbench.comparison.judged import sign_test
from workbench.comparison.schema import comparison_to_dict, load_comparison
from workbench.comparison.types import Verdict, Verdicts
from workbench.errors import Cancelled, UsageError
from workbench.judging import SENTENCES, Judge, find_judge, judge
from workbench.models.endpoint import EndpointChat
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.report import FORMATS, render
from workbench.types import Decoding, Translated

GERMAN = ("Das Wetter war gut.", "Am Dienstag hat es geregnet.", "Viele Menschen blieben zu Hause.", "Das war alles.")
BASE = ("The weather was good.", "It rained on Tuesday.", "Many people stayed at home.", "That was all.")
LONGER = ("The weather was good.", "On Tuesday it did rain again.", "A lot of people stayed at home then.", "All.")


class Saying(FakeTranslator):
    """Says what it was told to say."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__(name)
        self.words: Mapping[str, str] = dict(zip(GERMAN, words, strict=True))

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        return [Translated(self.words[text], score=-0.5) for text in texts]


def found() -> list:
    systems = [Saying("base", BASE), Saying("longer", LONGER), Saying("same", BASE)]
    return list(run_grid([" ".join(GERMAN)], systems, [FakeSummariser()], sentences=2))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(found())


def judging(server: Server, model: str = "fair", fault: str = "echo") -> Judge:
    chat = EndpointChat(read_address(server.address(fault, model)), model, pauses=())
    return Judge(chat)


def test_only_a_choice_that_both_orders_give_counts(comparison: Comparison, chat_server: Server) -> None:
    """Those that differ most come first; equal outputs are no question."""
    made = judge(comparison, judging(chat_server))
    assert {v.system for v in made.verdicts} == {"longer"}
    assert {(v.index, v.winner) for v in made.verdicts} == {(1, 1), (2, 1), (3, -1)}
    assert made.verdicts[0].index == 3
    assert made.verdicts[0].reasons == ("The second says more.", "The first says more.")
    assert "orders:both" in made.signature
    assert prompts.load("judge").signed in made.signature
    [one] = judge(comparison, judging(chat_server), 1).verdicts
    assert one == made.verdicts[0]


def test_a_model_that_chooses_by_place_gives_ties(comparison: Comparison, chat_server: Server) -> None:
    c = judged(comparison, judge(comparison, judging(chat_server, "first")))
    longer, same = c.judgement.tallies
    assert (longer.wins, longer.ties, longer.losses, longer.flipped, longer.p) == (0, 3, 0, 3, None)
    assert (same.system, same.wins, same.ties) == ("same", 0, 0)


def test_an_answer_that_cannot_be_read_is_told_and_the_rest_goes_on(
    comparison: Comparison, chat_server: Server
) -> None:
    c = judged(comparison, judge(comparison, judging(chat_server, "tiny")))
    assert c.judgement.tallies[0].unread == 3
    assert all("no winner in it" in v.unread for v in c.judgement.verdicts)
    assert "no verdict on longer and base, because no winner in it" in render(c, "text")


def test_a_server_that_fails_leaves_the_comparison_whole(comparison: Comparison, chat_server: Server) -> None:
    made = judge(comparison, judging(chat_server, fault="unauthorised"))
    assert made.verdicts == ()
    assert made.stopped.startswith("stopped after 0 of 3 verdicts: ")
    assert "401" in render(judged(comparison, made), "md")


def test_it_is_stopped_between_two_verdicts(comparison: Comparison, chat_server: Server) -> None:
    def report(done: int, total: int) -> None:
        assert total == 3
        if done == 1:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        judge(comparison, judging(chat_server), report=report)


def test_compare_takes_verdicts_and_stays_pure(chat_server: Server) -> None:
    cells = found()
    plain = compare(cells)
    verdicts = judge(plain, judging(chat_server))
    c = compare(cells, verdicts=verdicts)
    assert c == judged(plain, verdicts)
    assert load_comparison(json.dumps(comparison_to_dict(c))) == c
    [longer, _] = c.judgement.tallies
    assert (longer.wins, longer.ties, longer.losses, longer.p) == (2, 0, 1, 1.0)
    with pytest.raises(UsageError, match="which this comparison does not have"):
        judged(plain, Verdicts("m", "s", (Verdict("other", 0, "longer", 1),)))


def test_comparisons_from_before_are_read(comparison: Comparison) -> None:
    data = comparison_to_dict(comparison)
    del data["judgement"]
    assert load_comparison(json.dumps(data)) == comparison


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_shows_counts_and_reasons(comparison: Comparison, chat_server: Server, form: str) -> None:
    text = render(judged(comparison, judge(comparison, judging(chat_server))), form)
    assert "The second says more." in text
    if form == "csv":
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["verdict"]]
        assert {(row["index"], row["system"], row["verdict"]) for row in rows} == {
            ("1", "longer", "win"),
            ("2", "longer", "win"),
            ("3", "longer", "loss"),
        }
    elif form != "json":
        assert "what a model finds better" in text.casefold()
        assert "model:fair" in text
        assert "base is better than longer" in text


def test_reasons_cannot_act_as_markup(comparison: Comparison) -> None:
    verdict = Verdict(comparison.texts[0].name, 1, "longer", 1, ("<script>alert(1)</script> *x*", ""))
    c = judged(comparison, Verdicts("<b>m</b>", "s", (verdict,)))
    assert "<script>alert" not in render(c, "html")
    assert "<b>m</b>" not in render(c, "html")
    assert "\\*x\\*" in render(c, "md")


@pytest.mark.parametrize(
    ("wins", "losses", "p"),
    [(0, 0, None), (1, 1, 1.0), (5, 0, 0.0625), (9, 1, 0.021484375), (1, 9, 0.021484375), (15, 5, 0.0413894653)],
)
def test_the_sign_test(wins: int, losses: int, p: float | None) -> None:
    """The two-sided exact binomial test at one half, counted by hand: 9 of 10 is 2 · (1 + 10) / 1024."""
    assert sign_test(wins, losses) == (None if p is None else pytest.approx(p, abs=1e-9))


def test_what_cannot_judge_is_told_before_any_work(chat_server: Server) -> None:
    with pytest.raises(UsageError, match="marian-de-en is no chat model"):
        find_judge("marian-de-en")
    with pytest.raises(UsageError, match="summarise is a prompt to summarise, not to judge"):
        find_judge(f"{chat_server.address('echo')}::summarise")
    with pytest.raises(UsageError, match="No prompt is called"):
        find_judge(f"{chat_server.address('echo')}::jury")
    with pytest.raises(UsageError, match="at least one sentence"):
        judge(compare(found()), judging(chat_server), 0)
    assert SENTENCES == 20  # as `workbench compare --judge-sentences` says


@pytest.mark.model
def test_the_command_line_judges(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, chat_server: Server, seed_path: Path
) -> None:
    """The embedded translator against a model on a real server, judged by another model there."""
    lines = tmp_path / "german.txt"
    lines.write_text("\n".join(seed_path.read_text("utf-8").split(". ")[1:5]), "utf-8")
    named = f"own=marian-de-en,served={chat_server.address('echo')}"
    words = ["compare", str(lines), "--lines", "--any-language", "--translators", named, "--format", "json"]
    code = cli.main([*words, "--judge", chat_server.address("echo", "fair"), "--judge-sentences", "2"])
    out, err = capsys.readouterr()
    assert code == 0, err
    judgement = json.loads(out)["judgement"]
    assert [(v["system"], v["winner"] is not None) for v in judgement["verdicts"]] == [("served", True)] * 2
    assert judgement["judge"].endswith("#fair")
    assert cli.main([*words, "--judge", "extractive"]) == 2
    assert cli.main([*words, "--judge", chat_server.address("unauthorised")]) == 1
    assert "stopped after 0 of" in capsys.readouterr().err
