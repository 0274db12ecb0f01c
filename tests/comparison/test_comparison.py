"""Runs → Comparison: a pure function, checked on outputs that are written here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from workbench import compare, read_article, run
from workbench.comparison import References, read_references
from workbench.comparison.references import align
from workbench.comparison.schema import comparison_to_dict, load_comparison
from workbench.comparison.summaries import summary_system
from workbench.comparison.types import Comparison
from workbench.errors import SchemaError, UsageError
from workbench.grid import Cell, Cost, Route, run_grid
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pieces import Mark
from workbench.types import Decoding, Failure, Run, Stage, Translated

TEXT = "Das Wetter war gut. Am Dienstag hat es geregnet. Viele Menschen blieben zu Hause."
REFERENCE = ("The weather was good today.", "On Tuesday it rained again.", "Many people stayed at home.")


class Saying(FakeTranslator):
    """Says what it was told to say."""

    def __init__(self, name: str, words: Mapping[str, str]) -> None:
        super().__init__(name)
        self.words = words

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        return [Translated(self.words[text], score=-0.5) for text in texts]


GERMAN = ("Das Wetter war gut.", "Am Dienstag hat es geregnet.", "Viele Menschen blieben zu Hause.")
GOOD = Saying("good", dict(zip(GERMAN, REFERENCE, strict=True)))
ROUGH = Saying("rough", dict(zip(GERMAN, (REFERENCE[0], "It did rain on Tuesday.", "Meny men at house."), strict=True)))


@pytest.fixture(scope="module")
def found() -> list[Cell | Cost]:
    return list(run_grid([TEXT], [GOOD, ROUGH], [FakeSummariser()], sentences=2))


def references(tmp_path: Path, name: str, text: str) -> References:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_references(path)


def test_outputs_stand_under_the_german_with_their_differences_marked(found: list[Cell | Cost]) -> None:
    c = compare(found)
    assert c.base == "good"
    assert [s.source for s in c.sentences] == list(GERMAN)
    last = c.sentences[2]
    assert [(o.system, o.text) for o in last.outputs] == [("good", REFERENCE[2]), ("rough", "Meny men at house.")]
    marks = [(p.mark, p.text) for p in last.outputs[1].pieces]
    assert marks == [
        (Mark.GONE, "Many people stayed"),
        (Mark.NEW, "Meny men "),
        (Mark.SAME, "at "),
        (Mark.GONE, "home"),
        (Mark.NEW, "house"),
        (Mark.SAME, "."),
    ]
    assert [p.mark for p in last.outputs[0].pieces] == [Mark.SAME]


def test_another_base_can_be_chosen(found: list[Cell | Cost]) -> None:
    c = compare(found, base="rough")
    assert [p.mark for p in c.sentences[2].outputs[1].pieces] == [Mark.SAME]
    with pytest.raises(UsageError, match="The base 'best' is none of the translators: good, rough"):
        compare(found, base="best")


def test_the_sentences_that_they_most_disagree_on_come_first(found: list[Cell | Cost]) -> None:
    c = compare(found)
    agreements = [c.sentences[i].agreement for i in c.disagreement]
    assert agreements == sorted(agreements)  # type: ignore[type-var]
    assert c.disagreement == (2, 1, 0)
    assert c.sentences[0].agreement == 100


def test_one_translator_alone_agrees_with_nobody() -> None:
    c = compare(run_grid([TEXT], [GOOD]))
    assert c.sentences[0].agreement is None
    assert c.systems[0].agreement is None
    assert c.disagreement == ()


def test_it_does_not_depend_on_the_order_in_which_results_came(found: list[Cell | Cost]) -> None:
    assert compare(list(reversed(found))) == compare(found)


def test_figures_of_a_system(found: list[Cell | Cost]) -> None:
    good, rough = compare(found).systems
    assert (good.texts, good.failed, good.sentences, good.tokens) == (1, 0, 3, 18)
    assert good.length_ratio == pytest.approx(sum(map(len, REFERENCE)) / sum(map(len, GERMAN)))
    assert good.tokens_per_second == pytest.approx(18 / (good.seconds or 0))
    assert good.signatures[0].startswith("model:good|runtime:fake")
    assert sum(rough.flags.values()) == sum(rough.checks.values())
    assert good.agreement == rough.agreement
    assert (good.memory, good.memory_reason) == (None, "the model was in memory before")


def test_flags_stand_with_the_output_that_they_doubt() -> None:
    bad = Saying("bad", dict(zip(GERMAN, (GERMAN[0], REFERENCE[1], REFERENCE[2]), strict=True)))
    c = compare(run_grid([TEXT], [GOOD, bad]))
    assert c.sentences[0].outputs[1].flags[0].check == "unchanged"
    assert c.systems[1].checks["unchanged"] == 1
    assert c.sentences[0].outputs[0].flags == ()


def test_summaries_are_held_against_each_other_and_their_source(found: list[Cell | Cost]) -> None:
    c = compare(found)
    by_label = {s.label: s for s in c.summary_systems}
    lead = by_label["good → lead"]
    assert (lead.copied, lead.novelty, lead.supported, lead.sentences) == (1.0, 0.0, 1.0, 2)
    assert lead.compression == pytest.approx(15 / 10)
    assert lead.baseline
    assert not by_label["good → fake-summary"].baseline
    overlap = next(o for o in c.overlaps if {o.one, o.other} == {"good → lead", "rough → lead"})
    assert 50 < overlap.rouge1 < 100


def test_copying_is_counted_in_stretches(found: list[Cell | Cost]) -> None:
    """Seven of eight words stand in the source in two stretches; two pairs of words are new."""
    from dataclasses import replace

    from workbench.types import SummarySentence

    cell = next(c for c in found if isinstance(c, Cell) and c.summariser == "lead" and c.translator == "good")
    assert isinstance(cell.outcome, Run)
    words = "Many people stayed the weather was good yesterday"
    summary = replace(cell.outcome.summary, sentences=(SummarySentence(words, (), 0.0),))
    made = summary_system([replace(cell, outcome=replace(cell.outcome, summary=summary))])
    assert made.copied == pytest.approx(7 / 8)
    assert made.novelty == pytest.approx(2 / 7)
    assert (made.supported, made.support) == (0.0, 0.0)


def test_a_failure_is_told_once_and_leaves_the_rest_standing(found: list[Cell | Cost]) -> None:
    failure = Failure("text 1", "load", "DamagedModel", "It is damaged.")
    cells = [Cell("text 1", "gone", s, Route.TRANSLATE_FIRST, True, failure, 99) for s in ("lead", "extractive")]
    c = compare([*found, *cells])
    assert c.failures == (failure,)
    assert [(s.label, s.texts, s.failed) for s in c.systems] == [("good", 1, 0), ("rough", 1, 0), ("gone", 0, 1)]
    assert (c.systems[2].seconds, c.systems[2].tokens_per_second, c.systems[2].length_ratio) == (None, None, None)
    assert len(c.sentences[0].outputs) == 2


def test_when_everything_failed_there_is_still_a_comparison() -> None:
    failure = Failure("x", "read", "UnreadableSource", "No such file.")
    c = compare([Cell("x", "a", "lead", Route.TRANSLATE_FIRST, True, failure)])
    assert (c.base, c.sentences, c.failures) == (None, (), (failure,))
    assert load_comparison(json.dumps(comparison_to_dict(c))) == c


def test_runs_that_were_made_one_by_one_can_be_compared(seed_path: Path) -> None:
    article = read_article(seed_path)
    runs = [run(article, translator=FakeTranslator(name), summariser=FakeSummariser()) for name in ("a", "b")]
    c = compare(runs)
    assert [s.label for s in c.systems] == ["a", "b"]
    assert "not made by a grid" in (c.systems[0].memory_reason or "")


def test_runs_of_other_sentences_are_refused(seed_path: Path) -> None:
    """With a block restored, sentence 3 of the one is not sentence 3 of the other."""
    articles = [read_article(seed_path), read_article(seed_path, keep="all")]
    runs = [
        run(article, translator=FakeTranslator(name), summariser=FakeSummariser())
        for name, article in zip("ab", articles, strict=True)
    ]
    with pytest.raises(UsageError, match="cut into different sentences"):
        compare(runs)
    with pytest.raises(UsageError, match="nothing to compare"):
        compare([])


def test_json_reads_back_equal(found: list[Cell | Cost], tmp_path: Path) -> None:
    c = compare(found, references=references(tmp_path, "r.txt", "\n".join(REFERENCE) + "\n"))
    assert load_comparison(json.dumps(comparison_to_dict(c))) == c


@pytest.mark.parametrize(
    ("text", "said"),
    [("x", "not JSON"), ("[]", "found None"), ('{"schema": "workbench.comparison/9"}', "reads no other")],
)
def test_what_is_no_comparison_is_refused(text: str, said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        load_comparison(text)


def test_a_damaged_comparison_says_where(found: list[Cell | Cost]) -> None:
    data = comparison_to_dict(compare(found))
    data["sentences"][1]["outputs"][0]["text"] = 7
    with pytest.raises(SchemaError, match=r"damaged at sentences\.1\.outputs\.0\.text"):
        load_comparison(json.dumps(data))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.txt", "\n".join(REFERENCE) + "\n"),
        ("r.txt", "\r\n".join(REFERENCE)),
        ("r.tsv", "".join(f"{de}\t{en}\n" for de, en in zip(GERMAN, REFERENCE, strict=True))),
        ("r.tsv", "id\tenglish\tgerman\n" + "".join(f"1\t{r}\t{g}\n" for r, g in zip(REFERENCE, GERMAN, strict=True))),
        (
            "r.jsonl",
            "".join(json.dumps({"source": g, "reference": r}) + "\n" for g, r in zip(GERMAN, REFERENCE, strict=True)),
        ),
    ],
)
def test_references_of_three_forms(found: list[Cell | Cost], tmp_path: Path, name: str, text: str) -> None:
    c = compare(found, references=references(tmp_path, name, text))
    assert [s.reference for s in c.sentences] == list(REFERENCE)
    assert c.quality is not None
    scores = {s.metric: s for s in c.quality.translation}
    assert scores["BLEU"].scores["good"].value == pytest.approx(100)
    assert (scores["TER"].scores["rough"].value or 0) > (scores["TER"].scores["good"].value or 0) == 0
    assert scores["BLEU"].scores["rough"].p is not None
    assert c.quality.largest == (2, 1)
    assert (c.quality.references, c.quality.sentences) == (3, 3)


def test_some_sentences_may_have_no_reference(found: list[Cell | Cost], tmp_path: Path) -> None:
    c = compare(found, references=references(tmp_path, "r.tsv", f"{GERMAN[0]}\t{REFERENCE[0]}\n"))
    assert c.quality is not None
    assert (c.quality.references, c.quality.sentences) == (1, 3)
    assert c.sentences[1].reference is None
    assert all(s.count == 1 for s in c.quality.translation[0].scores.values())


def test_summaries_are_scored_when_they_have_references(found: list[Cell | Cost], tmp_path: Path) -> None:
    row = json.dumps({"text": "text 1", "summary": "The weather was good today. On Tuesday it rained again."})
    c = compare(found, references=references(tmp_path, "r.jsonl", row + "\n"))
    assert c.quality is not None
    rouge = {s.metric: s for s in c.quality.summary}
    assert rouge["ROUGE-1"].scores["good → lead"].value == pytest.approx(100)
    assert (rouge["ROUGE-2"].scores["rough → lead"].value or 0) < 100
    assert c.quality.translation[0].scores["good"].reason == "no reference was given"


def test_without_reference_summaries_rouge_says_so(found: list[Cell | Cost], tmp_path: Path) -> None:
    c = compare(found, references=references(tmp_path, "r.txt", "\n".join(REFERENCE) + "\n"))
    assert c.quality is not None
    assert all(s.reason == "no reference was given" for scores in c.quality.summary for s in scores.scores.values())


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("r.txt", "one\ntwo\n", "has 2 lines for 3 sentences"),
        ("r.tsv", "only one column\n", r"r\.tsv, line 1: expected German and English"),
        ("r.tsv", "Ein anderer Satz.\tAnother sentence.\n", "No reference of r.tsv belongs to a sentence"),
        ("r.jsonl", "no json\n", r"r\.jsonl, line 1: not JSON"),
        ("r.jsonl", '{"a": 1}\n', r'line 1: expected "source" and "reference"'),
        ("r.jsonl", '{"text": "other", "summary": "x"}\n', "has a summary of 'other'; the texts are text 1"),
    ],
)
def test_references_that_do_not_fit_are_refused(
    found: list[Cell | Cost], tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises((UsageError, SchemaError), match=said):
        compare(found, references=references(tmp_path, name, text))


def test_references_go_through_several_texts_in_order() -> None:
    aligned = align(References("r", lines=("1", "2", "3")), {"a": ["x"], "b": ["y", "z"]})
    assert aligned.sentences == {"a": ("1",), "b": ("2", "3")}


def test_buckets_hold_every_sentence_once(tmp_path: Path) -> None:
    rows = (Path(__file__).parent.parent / "quality/news.tsv").read_text("utf-8").splitlines()[1:]
    german = [row.split("\t")[1] for row in rows]
    from workbench.ingest.article import join_lines

    found = run_grid([join_lines(german)], [FakeTranslator("a"), FakeTranslator("b")])
    c = compare(found, references=read_references(Path(__file__).parent.parent / "quality/news.tsv"))
    assert c.quality is not None
    for kind in ("length", "rarity"):
        assert sum(b.sentences for b in c.quality.buckets if b.kind == kind) == len(german)
    assert [b.name for b in c.quality.buckets if b.kind == "rarity"] == ["common words", "between", "rare words"]


def test_the_stage_of_a_cost_tells_translators_from_summarisers(found: list[Cell | Cost]) -> None:
    """A summariser of the same name does not lend its cost to a translator."""
    cost = Cost("good", Stage.SUMMARISE, 1.0, 7, None)
    c: Comparison = compare([*found, cost])
    assert c.systems[0].memory is None
