"""Models that know words only as ordinary text writes them read sentences in capitals in that casing, and say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import run, translate
from workbench.alignment import fits, words
from workbench.models import load_translator
from workbench.models.cached import CachedTranslator
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.segment import CASING
from workbench.store import open_store
from workbench.types import Decoding, Run, Severity, Translated

LOUD = "DIE GROSSEN PARTEIEN SIND SICH NICHT EINIG."
QUIET = "Die großen Parteien sind sich nicht einig."


class Reader(FakeTranslator):
    """Writes down what it read, as it is."""

    recases = True

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        made = super().translate_batch(texts, decoding)
        return [replace(one, text=text) for one, text in zip(made, texts, strict=True)]


def test_capitals_are_read_in_ordinary_casing_and_it_is_said() -> None:
    loud, quiet, name = Reader().translate([LOUD, QUIET, "ARD UND ZDF"])
    assert (loud.text, loud.read_as) == (QUIET, QUIET)
    assert (quiet.text, quiet.read_as) == (QUIET, None)
    assert (name.text, name.read_as) == ("ARD UND ZDF", None)


def test_models_that_can_read_capitals_are_given_them() -> None:
    """Prompted ones, and any translator that does not ask for it."""
    (made,) = FakeTranslator().translate([LOUD])
    assert (made.text, made.read_as) == (LOUD, None)


def test_a_long_sentence_is_cut_in_the_casing_in_which_it_is_read() -> None:
    sentence = "ER SAGTE, " + ", ".join(f"DASS DIE GROSSE FRAGE {n} WICHTIG IST" for n in range(20)) + "."
    translator = Reader(window=80)
    (made,) = translator.translate([sentence])
    assert len(translator.batches) > 1 or len(translator.batches[0]) > 1
    assert made.read_as == made.text
    assert made.text.startswith("Er sagte, dass die große Frage 0 wichtig ist,")
    assert made.alignment == tuple((k, k) for k in range(len(words(sentence))))


@given(st.text("DIE GROSSEN ÄÖÜẞ.,!\u00ad\u200b\n-", min_size=1))
@settings(max_examples=80, deadline=None)
def test_links_fit_the_source_however_it_was_read(text: str) -> None:
    (made,) = Reader(window=60).translate([text])
    assert made.alignment is None or fits(made.alignment, text, made.text)


def test_a_run_notes_it_at_the_sentence_and_keeps_it() -> None:
    done = run(f"{QUIET}\n\n{LOUD}", translator=Reader(), summariser=FakeSummariser())
    notes = [flag for flag in done.flags if flag.check == "capitals"]
    assert [(note.segment, note.severity) for note in notes] == [(1, Severity.NOTE)]
    assert QUIET in notes[0].reason
    assert Run.from_json(done.to_json()) == done
    assert done.translation.sentences[1].read_as == QUIET


def test_the_cache_keeps_what_was_read(tmp_path: Path) -> None:
    with open_store(tmp_path / "memory.sqlite") as store:
        (fresh,) = CachedTranslator(Reader(), store.sentences).translate([LOUD])
        (again,) = CachedTranslator(Reader(), store.sentences).translate([LOUD])
    assert (fresh.cached, again.cached) == (False, True)
    assert again == fresh
    assert again.read_as == QUIET


def test_terms_are_found_in_capitals_and_their_places_stand_in_the_source(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.csv"
    glossary.write_text("german,english\nGroße Koalition,Grand Coalition\n", encoding="utf-8")
    done = run("DIE GROSSE KOALITION HÄLT.", translator=Reader(), summariser=FakeSummariser(), glossary=[glossary])
    assert done.translation.text == "Die Grand Coalition hält."


@pytest.mark.model
def test_the_embedded_model_understands_capitals() -> None:
    """It knows none: asked as they stand, it writes something else."""
    translator = load_translator("marian-de-en")
    assert f"case:{CASING}" in translator.signature(Decoding())
    made = translate([LOUD, QUIET], model=translator).sentences
    assert made[0].text == made[1].text
    assert made[0].read_as == QUIET
    assert made[0].alignment == made[1].alignment
