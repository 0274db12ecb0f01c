"""Neural summarisers over an engine: long documents in parts, whole sentences, evidence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbench import prompts
from workbench.models.abstractive import AbstractiveSummariser, whole_sentences
from workbench.models.seq2seq import Engine, Output, Search, Seq2SeqTranslator
from workbench.prompts import Prompt
from workbench.types import BlockKind, Budget, Decoding, Document, DocumentSentence, Step


class FirstWords(Engine):
    """An engine that repeats the beginning of its text; a word is a piece, and two special tokens are added."""

    name = "first-words"

    def __init__(self, keep: int = 8, positions: int | None = 40) -> None:
        self.keep = keep
        self.positions = positions
        self.read: list[str] = []
        self.searches: list[Search] = []

    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Output]:
        self.read += texts
        self.searches.append(search)
        assert all(self.length(text) <= (self.positions or 10**9) for text in texts), "a text beyond the window"
        return [Output(" ".join(text.split()[: self.keep]), -0.1) for text in texts]

    def length(self, text: str) -> int:
        return len(text.split()) + 2

    def parts(self) -> dict[str, object]:
        return {"model": self.name, "runtime": "test"}


def prefix(user: str) -> Prompt:
    languages, variables, example = ("en", "en"), ("text",), {"text": "x"}
    return Prompt("p", "summarise", "P.", languages, variables, user, "sentences", example, form="prefix")


def document(*texts: str, kinds: Sequence[BlockKind] | None = None) -> Document:
    kinds = kinds or [BlockKind.PARAGRAPH] * len(texts)
    return Document(tuple(DocumentSentence(t, k, i) for i, (t, k) in enumerate(zip(texts, kinds, strict=True))), "en")


def numbered(count: int) -> list[str]:
    return [f"Minister number {i} spoke about budget {i} today." for i in range(count)]


def test_a_short_document_is_read_in_one_go() -> None:
    engine = FirstWords()
    texts = numbered(3)
    made = AbstractiveSummariser(engine).summarise(document(*texts), Budget(3))
    assert engine.read == [" ".join(texts)]
    assert [sentence.text for sentence in made.sentences] == [texts[0]]
    assert made.sentences[0].evidence == (0,)
    assert made.sentences[0].support == pytest.approx(1.0)
    assert made.left_out == ()


def test_a_long_document_is_read_whole_in_parts_and_then_together() -> None:
    """Every sentence is read, in order, in as few parts as there must be; the last reading is of the summaries."""
    engine = FirstWords()
    texts = numbered(14)
    steps: list[Step] = []
    made = AbstractiveSummariser(engine).summarise(document(*texts), Budget(2), steps.append)
    parts = engine.read[:-1]
    assert " ".join(parts) == " ".join(texts)
    assert [len(part.split()) for part in parts] == [32, 32, 32, 16], (
        "a window of 40 takes four sentences of eight words"
    )
    assert engine.read[-1] == " ".join(texts[i] for i in (0, 4, 8, 12))
    assert made.left_out == ()
    assert steps[-1].done == steps[-1].total
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_parts_of_parts() -> None:
    """Where even the summaries do not fit together, they are summarised in parts again, until they do."""
    engine = FirstWords()
    made = AbstractiveSummariser(engine).summarise(document(*numbered(200)), Budget(1))
    assert len(made.sentences) == 1


def test_a_model_that_does_not_shorten_comes_to_an_end() -> None:
    engine = FirstWords(keep=1000)
    texts = numbered(14)
    made = AbstractiveSummariser(engine).summarise(document(*texts), Budget(3))
    assert [sentence.text for sentence in made.sentences] == texts[:3]


def test_a_sentence_longer_than_the_window_is_read_in_several_parts() -> None:
    engine = FirstWords()
    sentence = " ".join(f"word{i}" for i in range(150)) + "."
    AbstractiveSummariser(engine).summarise(document("It began.", sentence, "It ended."), Budget(1))
    read = " ".join(engine.read)
    assert all(f"word{i}" in read for i in range(150))


def test_headings_and_credits_are_not_read() -> None:
    engine = FirstWords()
    texts = ["Headline without stop", "He spoke today.", "Sub-heading", "Source: agency"]
    kinds = [BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.CREDIT]
    made = AbstractiveSummariser(engine).summarise(document(*texts, kinds=kinds), Budget(3))
    assert engine.read == ["He spoke today."]
    assert made.sentences[0].evidence == (1,), "evidence counts the sentences of the whole document"


def test_a_document_of_headings_only_is_read_all_the_same() -> None:
    engine = FirstWords()
    AbstractiveSummariser(engine).summarise(document("Only a headline", kinds=[BlockKind.HEADLINE]), Budget(3))
    assert engine.read == ["Only a headline"]


def test_the_budget_is_kept() -> None:
    engine = FirstWords(keep=1000)
    made = AbstractiveSummariser(engine).summarise(document(*numbered(4)), Budget(2))
    assert len(made.sentences) == 2


def test_a_short_text_is_not_padded_to_the_models_minimum() -> None:
    """The least length of the output is at most a quarter of the input, or the model would have to invent."""
    engine = FirstWords()
    summariser = AbstractiveSummariser(engine, search=Search(min_length=56, max_length=142))
    summariser.summarise(document("He spoke about it today."), Budget(3))
    assert engine.searches[0].min_length == 1
    assert engine.searches[0].max_length == 142


def test_a_prompt_is_put_around_every_part_and_counts() -> None:
    engine = FirstWords()
    prompt = prefix("please do summarize: {text}")
    AbstractiveSummariser(engine, prompt=prompt).summarise(document(*numbered(9)), Budget(1))
    assert all(text.startswith("please do summarize: ") for text in engine.read)


@pytest.mark.parametrize(
    ("text", "truncated", "sentences"),
    [
        ("He spoke . She left .", False, ["He spoke.", "She left."]),
        ("He spoke.<n>She left.", False, ["He spoke.", "She left."]),
        ("He spoke. She was about to", True, ["He spoke."]),
        ("He spoke. She left.", True, ["He spoke.", "She left."]),
        ("She was about to", True, ["She was about to …"]),
        ("He spoke of 3.5 million dollars", False, ["He spoke of 3.5 million dollars"]),
        ("", False, []),
    ],
)
def test_only_whole_sentences_come_out(text: str, truncated: bool, sentences: list[str]) -> None:
    """A sentence that was cut at the length limit is dropped, or shown as cut where it is the only one."""
    assert whole_sentences(Output(text, None, truncated)) == sentences


def test_the_signature_names_what_changes_the_summary() -> None:
    plain = AbstractiveSummariser(FirstWords()).signature(Budget(3))
    prompted = AbstractiveSummariser(FirstWords(), prompt=prefix("sum: {text}")).signature(Budget(3))
    wider = AbstractiveSummariser(FirstWords(), search=Search(beam_size=2)).signature(Budget(3))
    assert len({plain, prompted, wider, AbstractiveSummariser(FirstWords()).signature(Budget(2))}) == 4
    assert "model:first-words" in plain


def test_a_translator_puts_its_prefix_before_every_sentence() -> None:
    """As T5 wants it; the prefix counts in the window and stands in the signature."""
    engine = FirstWords(keep=20)
    translator = Seq2SeqTranslator(engine, 30, prompts.load("t5-translate"))
    made = translator.translate(["Es regnet.", ""])
    assert engine.read == ["translate German to English: Es regnet."]
    assert [one.text for one in made] == ["translate German to English: Es regnet.", ""]
    assert translator.length("Es regnet.") == engine.length("Es regnet.") + 4
    assert "prompt:t5-translate-" in translator.signature(Decoding())
