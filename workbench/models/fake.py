"""Models without weights, for tests and for trying out the pipeline. They ship with the package on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.alignment import words
from workbench.models.base import Summariser, Translator
from workbench.models.chat import Answer, Asked, Chat, Conversation
from workbench.signature import decoding_parts, signature
from workbench.types import (
    Budget,
    Decoding,
    Document,
    Progress,
    Stage,
    Step,
    Summarised,
    SummarySentence,
    Translated,
    ignore_progress,
)


class FakeTranslator(Translator):
    """Writes each sentence in capitals, word for word; every character counts as one piece."""

    def __init__(self, name: str = "fake", window: int = 400) -> None:
        self.name = name
        self.window = window
        self.batches: list[tuple[str, ...]] = []  # what was asked for, so that tests can look

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        self.batches.append(tuple(texts))
        return [
            Translated(text.upper(), score=-0.5, alignment=tuple((k, k) for k in range(len(words(text)))))
            for text in texts
        ]

    def length(self, text: str) -> int:
        return len(text)

    def signature(self, decoding: Decoding) -> str:
        return signature(model=self.name, runtime="fake", **decoding_parts(decoding))


class FakeSummariser(Summariser):
    """Takes the last sentences, so that it is never mistaken for the lead baseline."""

    def __init__(self, name: str = "fake-summary", language: str = "en") -> None:
        self.name = name
        self.language = language

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        first = max(0, len(document.sentences) - budget.sentences)
        progress(Step(Stage.SUMMARISE, 1, 1))
        return Summarised(
            tuple(
                SummarySentence(sentence.text, (index,), 1.0)
                for index, sentence in enumerate(document.sentences)
                if index >= first
            )
        )

    def signature(self, budget: Budget) -> str:
        return signature(model=self.name, runtime="fake", sentences=budget.sentences)


class ScriptedChat(Chat):
    """Answers from a script: one line of it for each conversation, or what a function makes of it. A word is a piece.

    A scripted text that has more words than the answer may have is cut there.
    """

    def __init__(
        self,
        script: Sequence[str] | Callable[[Conversation], str],
        name: str = "scripted",
        window: int = 2000,
        beams: bool = False,
    ) -> None:
        self.name = name
        self.window = window
        self.beams = beams
        self._script = script if callable(script) else _in_turn(script)
        self.heard: list[Conversation] = []  # what was asked, so that tests can look
        self.asked: list[Asked] = []

    def answer(self, conversations: Sequence[Conversation], asked: Asked) -> Sequence[Answer]:
        self.heard += conversations
        self.asked.append(asked)
        return [self._cut(self._script(conversation), asked.search.max_length) for conversation in conversations]

    def _cut(self, text: str, longest: int) -> Answer:
        words = text.split()
        return Answer(text) if len(words) <= longest else Answer(" ".join(words[:longest]), cut=True)

    def length(self, conversation: Conversation) -> int:
        return sum(len(message.text.split()) + 2 for message in conversation)

    def parts(self) -> dict[str, object]:
        return {"model": self.name, "runtime": "scripted"}


def _in_turn(script: Sequence[str]) -> Callable[[Conversation], str]:
    lines = iter(script)
    return lambda _: next(lines)
