"""A summariser over any chat: the form of the summary is the prompt's, long documents are read in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.errors import UnreadableAnswer, UsageError
from workbench.models.chat import Asked, Chat, Conversation
from workbench.models.in_parts import InParts, Written
from workbench.models.seq2seq import Search
from workbench.prompts import Prompt
from workbench.prompts.prompt import CHAT
from workbench.prompts.summaries import read_summary
from workbench.signature import signature
from workbench.types import Budget

_PIECES = 80  # of one sentence of a summary, at most; long English sentences of news have about 50
_SPARE = 48  # pieces for what models write around a summary
_VERSION = 1  # goes into the signature; raise it when the same answer of a model would be used in another way
_SHOWN = 80  # characters of an answer that could not be read
_LEAST_ROOM = 64  # pieces for the text; a window that leaves less is too small for the prompt


class PromptedSummariser(InParts):
    """A summariser over any chat and any prompt to summarise."""

    def __init__(self, chat: Chat, prompt: Prompt, search: Mapping[str, Any] | None = None) -> None:
        if prompt.task != "summarise" or prompt.form != CHAT:
            raise UsageError(f"{prompt.name} is no prompt for {chat.name} to summarise with; `workbench prompts list`.")
        self.chat = chat
        self.prompt = prompt
        self.name = chat.name
        self.local = chat.local
        self.window = chat.window
        self.language, self.writes = prompt.languages
        self.search = dict(search or {})  # what the catalogue says about `Search`
        self._free = chat.window - chat.length(self._conversation("", Budget()))
        if self._free < 2 * _LEAST_ROOM:
            raise UsageError(
                f"The window of {chat.name} ({chat.window} pieces) is too small for the prompt {prompt.name}; "
                "give it a larger `window`, or use a shorter prompt."
            )

    def write(self, part: Sequence[str], budget: Budget) -> Written:
        asked = Asked(self._search(budget), self.prompt.stop)
        [answer] = self.chat.answer([self._conversation(" ".join(part), budget)], asked)
        try:
            return Written(read_summary(answer.text, self.prompt.answer, self.prompt.labels, answer.cut))
        except UnreadableAnswer as error:
            said = " ".join(answer.text.split())
            raise UnreadableAnswer(
                f"{self.name} wrote no summary ({error}), but {said[:_SHOWN]!r}; try another prompt or model."
            ) from error

    def size(self, text: str, budget: Budget) -> int:
        """The pieces of the request, and of the longest answer."""
        return self.chat.length(self._conversation(text, budget)) + self._search(budget).max_length

    def kept(self, budget: Budget) -> int:
        """A headline is one line and labels are as many as there are, whatever the budget says."""
        return {"headline": 1, "labels": len(self.prompt.labels)}.get(self.prompt.answer, budget.sentences)

    def _conversation(self, text: str, budget: Budget) -> Conversation:
        values = {"text": text, "sentences": str(budget.sentences)}
        return self.prompt.messages(**{name: values[name] for name in self.prompt.variables})

    def _search(self, budget: Budget) -> Search:
        """The answer gets what its sentences may need, and at most half of what the prompt leaves of the window."""
        longest = min(_PIECES * self.kept(budget) + _SPARE, self._free // 2)
        return Search(**({"beam_size": 1, "max_length": longest} | self.search))

    def signature(self, budget: Budget) -> str:
        search = self._search(budget)
        return signature(
            **self.chat.parts(),
            window=self.window,
            beam=search.beam_size if self.chat.beams else None,
            search=None if self.chat.beams else "greedy",
            lenpen=search.length_penalty if self.chat.beams else None,
            reppen=search.repetition_penalty if self.chat.beams else None,
            ngram=search.no_repeat_ngram if self.chat.beams else None,
            maxlen=search.max_length,
            prompt=self.prompt.signed,
            parts=_VERSION,
            sentences=budget.sentences,
        )
