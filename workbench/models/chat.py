"""What the runtimes of prompted models have in common: a `Chat` answers conversations and knows nothing of translating.

So the same chat serves `prompted_translator.PromptedTranslator` and `prompted_summariser.PromptedSummariser`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.models.seq2seq import Search
from workbench.prompts import Message

Conversation = Sequence[Message]


def ignore_watch() -> None:
    """The watch of those who wait for the end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer is wanted. `search.max_length` is its longest length in pieces."""

    search: Search = field(default_factory=lambda: Search(beam_size=1))
    stop: tuple[str, ...] = ()  # texts that end the answer; they are not part of it
    watch: Callable[[], None] = (
        ignore_watch  # called while it is written; what it raises (`Cancelled`) ends the writing
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said."""

    text: str
    cut: bool = False  # True when it came to the length limit, so that the end may be missing


class Chat(ABC):
    """A model that answers conversations, on one device or one server."""

    name: str
    window: int  # pieces that a conversation and its answer may have together
    local: bool = True  # False for a model on another machine: it can work while models here compute
    beams: bool = True  # whether it can search with beams and penalties; one that cannot is greedy

    @abstractmethod
    def answer(self, conversations: Sequence[Conversation], asked: Asked) -> Sequence[Answer]:
        """One answer for each conversation, in order. The last message of each is the user's."""

    @abstractmethod
    def length(self, conversation: Conversation) -> int:
        """How many pieces the model reads for a conversation. May be more than there are, never fewer."""

    @abstractmethod
    def parts(self) -> dict[str, object]:
        """The chat's part of a signature: model, revision, runtime, precision, device. No secrets."""

    def text_length(self, text: str) -> int:
        """How many pieces a text has by itself, about."""
        return self.length((Message("user", text),)) - self.length((Message("user", ""),))
