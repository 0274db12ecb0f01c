"""What every translator must do, whatever its runtime. A new line in the table of runtimes is tested by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from workbench import catalogue, prompts
from workbench.errors import Cancelled
from workbench.models.base import Translator
from workbench.models.chat import Conversation
from workbench.models.fake import FakeTranslator, ScriptedChat
from workbench.models.load import ENGINES, open_engine
from workbench.models.prompted_translator import PromptedTranslator
from workbench.models.seq2seq import Seq2SeqTranslator
from workbench.types import Decoding, Step

QUICK = Decoding(beam_size=1, batch_tokens=64)
SENTENCES = [
    "Der Präsident sprach am Freitag in Berlin.",
    "",
    "Es regnet.",
    "  \t",
    "Die Regierung will das Gesetz bis zum Herbst ändern, wie ein Sprecher sagte.",
    "Ja.",
    "\u200b",
    "„Nein“, sagte er – und ging. 🦄",
]


def _in_other_words(conversation: Conversation) -> str:
    """A chat that does what it is told: every numbered line comes back, with a word before it."""
    lines = re.findall(r"^(\d+\. )(.*)$", conversation[1].text, re.MULTILINE)
    return "\n".join(f"{number}So: {text}" for number, text in lines)


@pytest.fixture(
    scope="module", params=["fake", "prompted", *(pytest.param(name, marks=pytest.mark.model) for name in ENGINES)]
)
def translator(request: pytest.FixtureRequest) -> Iterator[Translator]:
    """The embedded weights in every runtime of the table, and the fake."""
    if request.param == "fake":
        yield FakeTranslator(window=200)
        return
    if request.param == "prompted":
        chat = ScriptedChat(_in_other_words, window=1500, beams=True)
        yield PromptedTranslator(chat, prompts.load("translate"))
        return
    entry = replace(catalogue.find("marian-de-en"), runtime=request.param)
    yield Seq2SeqTranslator(open_engine(entry), entry.window)


def test_as_many_out_as_in_and_in_order(translator: Translator) -> None:
    """Each sentence gets the same translation in a batch as alone, at its own place."""
    together = translator.translate(SENTENCES, QUICK)
    alone = [translator.translate([sentence], QUICK)[0] for sentence in SENTENCES]
    assert len(together) == len(SENTENCES)
    same = sum(a.text == b.text for a, b in zip(together, alone, strict=True))
    # int8 rounds per batch, so one near-tie may fall the other way; a mistake in the order would change most of them.
    assert same >= len(SENTENCES) - 1


def test_nothing_in_nothing_out(translator: Translator) -> None:
    assert list(translator.translate([], QUICK)) == []


def test_blank_stays_blank(translator: Translator) -> None:
    """What a reader cannot see comes back as it is, without a score, and no model makes words of it."""
    for given, got in zip(SENTENCES, translator.translate(SENTENCES, QUICK), strict=True):
        if not given.strip():
            assert got.text == given
            assert got.score is None


def test_scores_are_log_probabilities(translator: Translator) -> None:
    for output in translator.translate(SENTENCES, QUICK):
        assert output.score is None or -20 < output.score <= 0


def test_a_sentence_longer_than_the_window_is_cut_and_joined(translator: Translator) -> None:
    """Three times the window: every part is translated, so the output is as long as the input calls for."""
    clause = "Der Minister sprach am Freitag in Berlin, "
    text = clause * (3 * translator.window // translator.length(clause))
    assert translator.length(text) > 2 * translator.window
    [output] = translator.translate([text], Decoding(beam_size=1, batch_tokens=4096, max_length_factor=1))
    assert len(output.text) > len(text) / 3


def test_progress_reaches_the_total_and_names_each_sentence_once(translator: Translator) -> None:
    steps: list[Step] = []
    outputs = translator.translate(SENTENCES, QUICK, steps.append)
    assert steps[-1].done == steps[-1].total == len(SENTENCES)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    named = [index for step in steps for index in step.finished]
    assert sorted(named) == list(range(len(SENTENCES)))
    assert all(step.finished[index] == outputs[index] for step in steps for index in step.finished)


def test_cancelling_stops_the_work(translator: Translator) -> None:
    """An error raised in the progress comes out as it is, after the batch in hand."""
    calls: list[int] = []

    def stop(step: Step) -> None:
        calls.append(step.done)
        if step.done > 3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        translator.translate(SENTENCES * 4, QUICK, stop)
    assert calls[-1] < 4 * len(SENTENCES)


def test_signature_tells_what_changes_the_output(translator: Translator) -> None:
    """Model, runtime and every knob of the search are in it, and it is one line."""
    plain = translator.signature(Decoding())
    assert f"model:{translator.name}" in plain
    assert "runtime:" in plain
    assert "\n" not in plain
    for change in ({"beam_size": 2}, {"length_penalty": 0.5}, {"repetition_penalty": 1.2}, {"no_repeat_ngram": 3}):
        assert translator.signature(Decoding(**change)) != plain  # type: ignore[arg-type]


def test_line_breaks_do_not_come_out(translator: Translator) -> None:
    """One line in, one line out."""
    for output in translator.translate(["Eins.\nZwei.", "Drei.\x00\x0b\u2028Vier."], QUICK):
        if not isinstance(translator, FakeTranslator):  # it writes what it was given, on purpose
            assert len(output.text.splitlines()) <= 1
