"""Attention of words, summed up by sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from workbench.alignment import words
from workbench.models.abstractive import AbstractiveSummariser
from workbench.models.origins import shares
from workbench.models.seq2seq import Engine, Output, Search
from workbench.prompts import Prompt
from workbench.types import BlockKind, Budget, Document, DocumentSentence


def test_words_are_summed_by_sentence_and_the_prompt_is_dropped() -> None:
    source, text = "sum: A b. C d.", "X y. Z"
    attention = np.array([[0.5, 0.25, 0, 0.25, 0], [0, 0, 0, 0.5, 0.5], [0.9, 0, 0, 0, 0.1]], dtype=np.float32)
    found = shares(attention, text, ["X y.", "Z"], source, [(5, 9), (10, 14)])
    assert found == pytest.approx(np.array([[1 / 6, 5 / 6], [0.0, 1.0]]))


def test_sentences_that_were_tidied_or_left_out_keep_their_words() -> None:
    """A space before a full stop is gone in them, so is Pegasus' line end, and the last one was cut away."""
    text = "One . Two three .<n>Four . Five"
    attention = np.eye(len(words(text)), dtype=np.float32)
    read = list(words(text))
    found = shares(attention, text, ["One.", "Two three.", "Four."], text, read)
    assert found.shape == (3, len(read))
    assert [row.nonzero()[0].tolist() for row in found] == [[0, 1], [2, 3, 4], [5]]


def test_a_sentence_that_looked_at_nothing_has_no_shares() -> None:
    assert shares(np.zeros((1, 1), dtype=np.float32), "A", ["A"], "B", [(0, 1)]).tolist() == [[0.0]]


class Paraphraser(Engine):
    """Says every sentence that it reads in other words, one word for each, and looks straight at it."""

    name = "paraphraser"
    positions = 40

    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Output]:
        return [self._output(text, search.attention) for text in texts]

    def _output(self, text: str, attend: bool) -> Output:
        spans = words(text)
        ends = [k for k, (_, b) in enumerate(spans) if text[b - 1] == "."]
        said = " ".join(f"Budget{len(spans)}x{k} shrank." for k in range(len(ends))) if ends else ""
        weights = np.zeros((2 * len(ends), len(spans)), dtype=np.float32)
        for k, end in enumerate(ends):
            weights[2 * k : 2 * k + 2, end] = 1.0
        return Output(said, -0.1, attention=weights if attend else None)

    def length(self, text: str) -> int:
        return len(text.split()) + 2

    def parts(self) -> dict[str, object]:
        return {"model": self.name}


def document(count: int) -> Document:
    texts = [f"Minister {k} said the budget shrank again here." for k in range(count)]
    return Document(tuple(DocumentSentence(text, BlockKind.PARAGRAPH, 0) for text in texts), "en")


@pytest.mark.parametrize("prompt", [None, Prompt("p", "", "please: {text}", {})])
@pytest.mark.parametrize("count", [3, 14])
def test_what_was_looked_at_is_the_evidence(prompt: Prompt | None, count: int) -> None:
    """All sentences share the same words with the summary, so attention decides; also by way of parts of parts."""
    made = AbstractiveSummariser(Paraphraser(), prompt=prompt).summarise(document(count), Budget(count))
    assert [sentence.evidence[0] for sentence in made.sentences] == list(range(len(made.sentences)))
    assert len(made.sentences) == count
    assert all(0.4 < sentence.support < 1 for sentence in made.sentences)


def test_without_attention_the_words_decide_alone() -> None:
    class Silent(Paraphraser):
        def _output(self, text: str, attend: bool) -> Output:
            return super()._output(text, False)

    told = AbstractiveSummariser(Paraphraser()).summarise(document(3), Budget(3))
    untold = AbstractiveSummariser(Silent()).summarise(document(3), Budget(3))
    assert [s.text for s in told.sentences] == [s.text for s in untold.sentences]
    assert [s.evidence for s in untold.sentences] == [(), (), ()], "one common word is not enough"
