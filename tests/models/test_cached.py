"""A cache in front of a translator spares it what is known, and changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from workbench import run, translate
from workbench.errors import Cancelled
from workbench.models.cached import CachedTranslator
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Step, Translated

LINES = ["Eins.", "", "Zwei.", "Eins.", "  ", "Drei."]


class Kept(dict[tuple[str, str], Translated]):
    """A cache in memory that fulfils the protocol."""

    def find(self, signature: str, sentences: Sequence[str]) -> Mapping[str, Translated]:
        return {s: self[signature, s] for s in sentences if (signature, s) in self}

    def keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
        self.update({(signature, s): t for s, t in translated.items()})


def asked(inner: FakeTranslator) -> list[str]:
    return [text for batch in inner.batches for text in batch]


def test_nothing_is_translated_twice() -> None:
    """Neither in one call nor in the next; what comes out is the same, in the same order."""
    inner, cache = FakeTranslator(), Kept()
    plain = FakeTranslator().translate(LINES)
    first = CachedTranslator(inner, cache).translate(LINES)
    again = CachedTranslator(inner, cache).translate([*LINES, "Vier."])
    assert list(first) == list(again)[:-1] == list(plain)
    assert sorted(asked(inner)) == ["Drei.", "Eins.", "Vier.", "Zwei."]
    assert [t.cached for t in first] == [False] * 6
    assert [t.cached for t in again] == [True, False, True, True, False, True, False]


def test_another_decoding_is_another_translation() -> None:
    inner, cache = FakeTranslator(), Kept()
    CachedTranslator(inner, cache).translate(["Eins."], Decoding(beam_size=4))
    CachedTranslator(inner, cache).translate(["Eins."], Decoding(beam_size=1))
    assert asked(inner) == ["Eins.", "Eins."]


def test_progress_counts_all_sentences_and_names_each_once() -> None:
    inner, cache = FakeTranslator(), Kept()
    CachedTranslator(inner, cache).translate(["Zwei."])
    steps: list[Step] = []
    out = CachedTranslator(inner, cache).translate(LINES, Decoding(batch_tokens=1), steps.append)
    named = [index for step in steps for index in step.finished]
    assert sorted(named) == list(range(6))
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == 6
    assert {i: t for step in steps for i, t in step.finished.items()} == dict(enumerate(out))


def test_work_that_is_stopped_goes_on_where_it_was() -> None:
    """Each batch is kept when it is done, not at the end."""
    inner, cache = FakeTranslator(), Kept()

    def stop(step: Step) -> None:
        if step.done >= 2:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        CachedTranslator(inner, cache).translate(["Eins.", "Zwei.", "Drei."], Decoding(batch_tokens=1), stop)
    before = len(asked(inner))
    CachedTranslator(inner, cache).translate(["Eins.", "Zwei.", "Drei."], Decoding(batch_tokens=1))
    assert before == 2
    assert sorted(asked(inner)) == ["Drei.", "Eins.", "Zwei."]


def test_a_translator_that_reads_around_a_sentence_is_not_cached() -> None:
    class Around(FakeTranslator):
        in_order = 1

    inner, cache = Around(), Kept()
    for _ in range(2):
        translate(["Eins.", "Zwei."], model=inner, cache=cache)
    assert len(asked(inner)) == 4
    assert cache == {}


def test_a_translator_behind_the_cache_is_told_the_glossary(tmp_path) -> None:  # type: ignore[no-untyped-def]
    class Told(FakeTranslator):
        def told(self, glossary):  # type: ignore[no-untyped-def]
            return Told(f"fake that knows {len(glossary.terms)} term")

    terms = tmp_path / "terms.csv"
    terms.write_text("german,english\nMOSKAU,Moscow\n", "utf-8")
    made = translate(["Eins."], model=Told(), cache=Kept(), glossary=[terms])
    assert made.model == "fake that knows 1 term"
    assert "fake that knows 1 term" in made.signature


def test_the_glossary_is_applied_after_the_cache(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """What is kept is what the model wrote; with a glossary the same sentence may come out otherwise."""
    terms = tmp_path / "terms.csv"
    terms.write_text("german,english\nMOSKAU,Moscow\n", "utf-8")
    inner, cache = FakeTranslator(), Kept()
    plain = translate(["Er fuhr nach MOSKAU."], model=inner, cache=cache)
    termed = translate(["Er fuhr nach MOSKAU."], model=inner, cache=cache, glossary=[terms])
    assert plain.text == "ER FUHR NACH MOSKAU."
    assert termed.text == "ER FUHR NACH Moscow."
    assert termed.sentences[0].cached
    assert len(asked(inner)) == 1


def test_a_cached_run_differs_only_in_its_timings(seed_path) -> None:  # type: ignore[no-untyped-def]
    """And it says of each sentence that it was remembered, in JSON too."""
    cache = Kept()
    made = [run(seed_path, translator=FakeTranslator(), summariser=FakeSummariser(), cache=cache) for _ in range(2)]
    assert made[0].translation == made[1].translation
    assert made[0].signature == made[1].signature
    assert made[0].flags == made[1].flags
    assert all(sentence.cached for sentence in made[1].translation.sentences)
    assert all(s.cached for s in type(made[1]).from_json(made[1].to_json()).translation.sentences)
