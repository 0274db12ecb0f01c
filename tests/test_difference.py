"""Two runs side by side: what is the same, what is not, and what only one of them has."""

from __future__ import annotations

from dataclasses import replace

from workbench import Decoding, Run, run
from workbench.difference import Pair, Part, difference
from workbench.models.fake import FakeSummariser, FakeTranslator

TEXT = "Die Brücke wird gesperrt. Das teilte die Stadt mit. Es dauert ein Jahr."


def made(text: str = TEXT, beam: int = 4, summary: FakeSummariser | None = None) -> Run:
    return run(
        text,
        translator=FakeTranslator(),
        summariser=summary or FakeSummariser(),
        decoding=Decoding(beam_size=beam),
        any_language=True,
    )


def test_a_run_does_not_differ_from_itself() -> None:
    found = difference(made(), made())
    assert found.parts == ()
    assert found.changed == ()
    assert [pair.source for pair in found.pairs] == TEXT.replace(". ", ".\n").split("\n")
    assert found.left_summary == found.right_summary


def test_the_parts_of_the_signatures_that_differ_are_named() -> None:
    found = difference(made(beam=4), made(beam=1, summary=FakeSummariser("other")))
    assert found.parts == (Part("translate beam", "4", "1"), Part("summarise model", "fake-summary", "other"))


def test_only_the_sentence_that_changed_is_changed() -> None:
    left, right = made(), made()
    sentences = list(right.translation.sentences)
    sentences[1] = replace(sentences[1], text="THE CITY SAID SO.")
    right = replace(right, translation=replace(right.translation, sentences=tuple(sentences)))
    pair = Pair("Das teilte die Stadt mit.", "DAS TEILTE DIE STADT MIT.", "THE CITY SAID SO.")
    assert difference(left, right).changed == (pair,)


def test_sentences_of_one_run_only_stay_in_their_place() -> None:
    """An edited article: its other sentences still find their partners."""
    found = difference(made(), made(TEXT.replace("Das teilte die Stadt mit. ", "") + " Und mehr."))
    assert [(pair.source[:3], pair.left is None, pair.right is None) for pair in found.pairs] == [
        ("Die", False, False),
        ("Das", False, True),
        ("Es ", False, False),
        ("Und", True, False),
    ]
