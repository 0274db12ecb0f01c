"""The road from a source to a run, with models that need no weights."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from workbench import Run, pipeline, read_article, run, summarise, translate
from workbench.errors import Cancelled, ContractBroken, EmptySource, NotGerman
from workbench.ingest import join_segments, keep_blocks, split_segment
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import BlockKind, Decoding, Stage, Step, Translated

ENGLISH = (
    "The government said on Monday that it would raise taxes next year. Opposition leaders called the plan a mistake."
)


def test_sentence_i_belongs_to_segment_i(seed_path: Path) -> None:
    article = read_article(seed_path)
    made = translate(article, model=FakeTranslator())
    assert len(made.sentences) == len(article.segments) > 10
    for segment, sentence in zip(article.segments, made.sentences, strict=True):
        assert sentence.text == article.source(segment).upper()


def test_a_list_gives_one_sentence_per_entry() -> None:
    """Blank entries keep their place, and an entry is never split."""
    made = translate(["Ja. Nein.", "", "  ", "Gut."], model=FakeTranslator())
    assert [s.text for s in made.sentences] == ["JA. NEIN.", "", "  ", "GUT."]


def test_an_empty_list_gives_an_empty_translation() -> None:
    assert translate([], model=FakeTranslator()).sentences == ()


def test_text_keeps_paragraphs_apart() -> None:
    made = translate(
        "Das ist der erste Absatz. Er hat zwei Sätze.\n\nDas ist der zweite Absatz.", model=FakeTranslator()
    )
    assert made.text == "DAS IST DER ERSTE ABSATZ. ER HAT ZWEI SÄTZE.\n\nDAS IST DER ZWEITE ABSATZ."


def test_a_long_sentence_is_cut_and_joined_and_nothing_is_lost() -> None:
    sentence = "Er sagte, " + ", ".join(f"dass Punkt {n} wichtig ist" for n in range(200)) + "."
    translator = FakeTranslator(window=80)
    made = translate([sentence], model=translator)
    assert len(translator.batches) > 1
    assert made.sentences[0].text.split() == sentence.upper().split()
    assert not made.sentences[0].truncated


def test_english_is_refused_and_can_be_insisted_on() -> None:
    with pytest.raises(NotGerman, match="looks like 'en'"):
        translate(ENGLISH, model=FakeTranslator())
    done = run(ENGLISH, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)
    assert done.translation.text.startswith("THE GOVERNMENT")
    assert "looks like 'en'" in done.warnings[0]


def test_short_text_is_never_refused_for_its_language() -> None:
    assert translate("Berlin", model=FakeTranslator()).text == "BERLIN"


def test_the_summary_names_its_segments(seed_path: Path) -> None:
    done = run(seed_path, translator=FakeTranslator(), summariser=FakeSummariser(), sentences=2)
    last = len(done.article.segments) - 1
    assert [s.evidence for s in done.summary.sentences] == [(last - 1,), (last,)]
    assert done.summary.sentences[1].text == done.translation.sentences[last].text


def test_a_summariser_that_reads_german_is_given_german_and_its_output_is_translated(seed_path: Path) -> None:
    german = FakeSummariser(language="de")
    done = run(seed_path, translator=FakeTranslator(), summariser=german, sentences=1)
    sentence = done.summary.sentences[0]
    assert sentence.original == done.article.source(done.article.segments[-1])
    assert sentence.text == sentence.original.upper()
    assert "into_english:fake" in done.summary.signature


def test_summarise_takes_text_lists_and_translations() -> None:
    assert summarise(["One.", "Two."], model=FakeSummariser(), sentences=1).text == "Two."
    assert summarise("One thing.\n\nAnother thing.", model=FakeSummariser(), sentences=1).text == "Another thing."
    made = translate(["Eins.", "Zwei."], model=FakeTranslator())
    assert summarise(made, model=FakeSummariser(), sentences=1).text == "ZWEI."


@pytest.mark.parametrize("nothing", ["", "   ", [], ["", " "]])
def test_nothing_to_summarise_is_an_error(nothing: str | list[str]) -> None:
    with pytest.raises(EmptySource):
        summarise(nothing, model=FakeSummariser())


def test_an_article_without_kept_blocks_is_an_error_that_says_how_to_keep_them() -> None:
    with pytest.raises(EmptySource, match="--keep all"):
        run("Quelle: dpa © Erika Mustermann", translator=FakeTranslator(), summariser=FakeSummariser())


def test_progress_counts_to_the_end_and_brings_each_sentence_once(seed_path: Path) -> None:
    steps: list[Step] = []
    done = run(
        seed_path,
        translator=FakeTranslator(),
        summariser=FakeSummariser(),
        decoding=Decoding(batch_tokens=300),
        progress=steps.append,
    )
    translating = [step for step in steps if step.stage is Stage.TRANSLATE]
    assert len(translating) > 3
    assert translating[-1].done == translating[-1].total == len(done.article.segments)
    brought = [index for step in translating for index in step.finished]
    assert sorted(brought) == list(range(len(done.article.segments)))


def test_cancelling_stops_between_batches(seed_path: Path) -> None:
    translator = FakeTranslator()
    stop = threading.Event()

    def progress(step: Step) -> None:
        if step.done > 2:
            stop.set()
        if stop.is_set():
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        run(
            seed_path,
            translator=translator,
            summariser=FakeSummariser(),
            decoding=Decoding(batch_tokens=1),
            progress=progress,
        )
    assert len(translator.batches) == 3


def test_a_runtime_that_loses_a_sentence_is_caught() -> None:
    class Losing(FakeTranslator):
        def translate_batch(self, texts, decoding):  # type: ignore[no-untyped-def]
            return super().translate_batch(texts, decoding)[:-1]

    with pytest.raises(ContractBroken, match="returned 1 translations for 2 sentences"):
        translate(["Eins.", "Zwei."], model=Losing())


def test_signatures_name_every_choice(seed_path: Path) -> None:
    done = run(seed_path, translator=FakeTranslator(), summariser=FakeSummariser(), decoding=Decoding(beam_size=7))
    assert "beam:7" in done.translation.signature
    assert "split:" in done.translation.signature
    assert done.signature == pipeline.run_signature(done.translation, done.summary)


def test_scores_of_joined_parts_are_weighted_by_length() -> None:
    class Scoring(FakeTranslator):
        def translate_batch(self, texts, decoding):  # type: ignore[no-untyped-def]
            return [Translated(text, score=-float(len(text))) for text in texts]

    parts = ["aaaa aaaa,", "bb bb."]
    made = translate([" ".join(parts)], model=Scoring(window=10))
    assert made.sentences[0].text == "aaaa aaaa, bb bb."
    assert made.sentences[0].score == pytest.approx(-(10 * 10 + 6 * 6) / 16)


class Echo(FakeTranslator):
    """Leaves the German standing, as a weak model does with names."""

    def translate_batch(self, texts, decoding):  # type: ignore[no-untyped-def]
        return [Translated(text, score=-0.5) for text in texts]


def test_a_glossary_puts_names_right_and_says_where(tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text("german,english\nKiew,Kiev\n", "utf-8")
    text = "Der Kreml schwieg. Peskow reiste am Montag nach Kiew zurück und sprach dort mit vielen Leuten."
    done = run(text, translator=Echo(), summariser=FakeSummariser(), glossary=["starter", own])
    assert "Peskov" in done.translation.text
    assert "Kiev " in done.translation.text, "a user's own list overrules ours"
    assert any("Kiew" in warning for warning in done.warnings)
    for term in done.translation.terms:
        assert done.translation.sentences[term.segment].text[term.start : term.end] == term.after
        assert term.before in done.article.source(done.article.segments[term.segment])
    assert {"Peskow", "Kiew"} <= {term.german for term in done.translation.terms}
    assert "glossary:" in done.translation.signature
    assert Run.from_json(done.to_json()) == done


def test_without_a_glossary_nothing_is_changed() -> None:
    text = "Peskow reiste am Montag nach Kiew zurück und sprach dort mit vielen Leuten."
    made = translate(text, model=Echo())
    assert made.text == text
    assert made.terms == ()
    assert "glossary:" not in made.signature


def test_a_run_says_what_the_checks_doubt() -> None:
    """German that was left standing is flagged at its segment, with spans into source and target."""
    text = "Das Wetter war am Montag gut. Die Regierung hat am Dienstag in Berlin über 2.200.112 Anträge entschieden."
    done = run(text, translator=Echo(), summariser=FakeSummariser())
    assert {flag.segment for flag in done.flags} == {0, 1}
    assert "unchanged" in {flag.check for flag in done.flags}
    for flag in done.flags:
        if flag.source_span:
            start, end = flag.source_span
            assert 0 <= start < end <= len(done.article.source(done.article.segments[flag.segment]))


def edited(seed_path: Path) -> tuple[Run, FakeTranslator]:
    translator = FakeTranslator()
    done = run(seed_path, translator=translator, summariser=FakeSummariser())
    translator.batches.clear()
    return done, translator


def test_only_what_a_split_changed_is_translated_again(seed_path: Path) -> None:
    done, translator = edited(seed_path)
    [suggestion] = done.article.suggestions
    index = next(s.index for s in done.article.segments if s.start < suggestion.at < s.end)
    article = split_segment(done.article, index, suggestion.at)
    steps: list[Step] = []
    again = pipeline.rerun(done, article, translator=translator, summariser=FakeSummariser(), progress=steps.append)
    asked = [text for batch in translator.batches for text in batch]
    assert sorted(asked) == sorted(article.source(s) for s in article.segments[index : index + 2])
    assert [t.text for t in again.translation.sentences] == [article.source(s).upper() for s in article.segments]
    assert again.translation.sentences[0] is done.translation.sentences[0]
    assert again.summary.sentences[-1].evidence == (len(article.segments) - 1,)
    counts = [step.done for step in steps if step.stage is Stage.TRANSLATE]
    assert counts[0] == len(article.segments) - 2
    assert counts[-1] == len(article.segments)
    assert set(again.timings) == {"load", "translate", "summarise", "check"}
    assert Run.from_json(again.to_json()) == again


def test_the_signature_of_edited_boundaries_says_so_until_they_are_undone(seed_path: Path) -> None:
    done, translator = edited(seed_path)
    joined = join_segments(done.article, 4)
    again = pipeline.rerun(done, joined, translator=translator, summariser=FakeSummariser())
    mark = joined.metadata["boundaries"]
    assert f"split:1+{mark}" in again.translation.signature
    back = pipeline.rerun(again, done.article, translator=translator, summariser=FakeSummariser())
    assert back.translation == done.translation
    assert back.signature == done.signature


def test_flags_and_terms_follow_their_sentences(seed_path: Path, tmp_path: Path) -> None:
    """What a glossary did to a sentence that is kept stays, under the number that the sentence has now."""
    terms = tmp_path / "terms.csv"
    terms.write_text("german,english\nPeskow,Peskov\nRussland,Ruthenia\n", "utf-8")
    translator = FakeTranslator()
    done = run(seed_path, translator=translator, summariser=FakeSummariser(), glossary=[terms])
    assert done.translation.terms
    translator.batches.clear()
    article = join_segments(done.article, 0)
    again = pipeline.rerun(done, article, translator=translator, summariser=FakeSummariser(), glossary=[terms])
    fresh = run(article, translator=translator, summariser=FakeSummariser(), glossary=[terms])
    assert again.translation == fresh.translation
    assert again.flags == fresh.flags
    assert again.summary == fresh.summary
    assert again.warnings == fresh.warnings


def test_other_options_translate_everything_anew(seed_path: Path) -> None:
    """One signature is true of every sentence, so none of another making may stay."""
    done, translator = edited(seed_path)
    article = join_segments(done.article, 0)
    again = pipeline.rerun(
        done, article, translator=translator, summariser=FakeSummariser(), decoding=Decoding(beam_size=1)
    )
    assert sum(len(batch) for batch in translator.batches) == len(article.segments)
    assert "beam:1" in again.translation.signature


def test_a_restored_block_costs_its_own_sentences(seed_path: Path) -> None:
    done, translator = edited(seed_path)
    credit = next(n for n, block in enumerate(done.article.blocks) if block.kind is BlockKind.CREDIT)
    article = keep_blocks(done.article, [credit])
    again = pipeline.rerun(done, article, translator=translator, summariser=FakeSummariser())
    assert sum(len(batch) for batch in translator.batches) == len(article.segments) - len(done.article.segments)
    assert again.translation == run(article, translator=translator, summariser=FakeSummariser()).translation


def test_a_cache_spares_a_rerun_what_it_knows(seed_path: Path) -> None:
    """A sentence that is new to the earlier run and known to the cache asks no model, and says where it is from."""

    class Kept:
        def __init__(self) -> None:
            self.known: dict[tuple[str, str], Translated] = {}

        def find(self, signature: str, sentences: Sequence[str]) -> dict[str, Translated]:
            return {s: self.known[signature, s] for s in sentences if (signature, s) in self.known}

        def keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
            self.known |= {(signature, s): t for s, t in translated.items()}

    cache = Kept()
    done, translator = edited(seed_path)
    joined = join_segments(done.article, 0)
    first = pipeline.rerun(done, joined, translator=translator, summariser=FakeSummariser(), cache=cache)
    assert [len(batch) for batch in translator.batches] == [1]
    again = pipeline.rerun(done, joined, translator=translator, summariser=FakeSummariser(), cache=cache)
    assert [len(batch) for batch in translator.batches] == [1]
    assert [t.cached for t in again.translation.sentences] == [True] + [False] * (len(joined.segments) - 1)
    assert again.translation.text == first.translation.text
    assert again.signature == first.signature


def test_another_text_is_translated_whole(seed_path: Path) -> None:
    done, translator = edited(seed_path)
    other = read_article("Das ist ein anderer Text. Er hat zwei Sätze.")
    again = pipeline.rerun(done, other, translator=translator, summariser=FakeSummariser())
    assert [t.text for t in again.translation.sentences] == ["DAS IST EIN ANDERER TEXT.", "ER HAT ZWEI SÄTZE."]


@pytest.mark.model
def test_the_models_of_the_earlier_run_are_used_again(seed_path: Path) -> None:
    """With the real ones: kept sentences are the very same, the others are as alone, and it reads back equal."""
    done = run(seed_path, decoding=Decoding(beam_size=1))
    [suggestion] = done.article.suggestions
    index = next(s.index for s in done.article.segments if s.start < suggestion.at < s.end)
    article = split_segment(done.article, index, suggestion.at)
    again = pipeline.rerun(done, article, decoding=Decoding(beam_size=1))
    assert again.translation.model == done.translation.model
    assert again.translation.sentences[:index] == done.translation.sentences[:index]
    assert again.translation.sentences[index + 2 :] == done.translation.sentences[index + 1 :]
    assert all(t.text for t in again.translation.sentences[index : index + 2])
    assert Run.from_json(again.to_json()) == again
