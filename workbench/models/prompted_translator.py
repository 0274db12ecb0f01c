"""A translator over any chat: sentences go in as numbered lines, or one by one, as the prompt says.

Each answer is read strictly (`prompts/numbered.py`). One that cannot be put back to its sentences is asked for again,
with the prompt's `again`; one that cannot be put back then is thrown away, and its sentences are translated one by one.
So a translation is never moved to another sentence. A sentence for which no answer could be read comes back empty,
which the checks report.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from workbench.errors import UnreadableAnswer, UsageError
from workbench.glossary import EMPTY, Glossary, find
from workbench.models.base import Translator
from workbench.models.chat import Answer, Asked, Chat, Conversation
from workbench.models.seq2seq import EXTRA_LENGTH, Search
from workbench.prompts import Message, Prompt
from workbench.prompts.answers import read_sentence
from workbench.prompts.numbered import read_numbered
from workbench.prompts.prompt import CHAT, defused
from workbench.signature import decoding_parts, signature
from workbench.types import Decoding, Translated

_VERSION = 1  # goes into the signature; raise it when the same answer of a model would be used in another way
_TOGETHER = 8  # sentences of one stretch, for prompts that take one sentence a request
_LONGEST = 400  # pieces; a longer sentence is cut even where the window is large, because models lose parts of it
_SHORTEST = 16  # pieces; a window that leaves less to a sentence is too small for the prompt
_LEADING = 3  # sentences that stand before
_TERMS = 24  # of one request; more would hide the text


class PromptedTranslator(Translator):
    """A translator over any chat and any prompt to translate."""

    def __init__(self, chat: Chat, prompt: Prompt, glossary: Glossary = EMPTY) -> None:
        if prompt.task != "translate" or prompt.form != CHAT:
            raise UsageError(f"{prompt.name} is no prompt for {chat.name} to translate with; `workbench prompts list`.")
        self.chat = chat
        self.prompt = prompt
        self.name = chat.name
        self.local = chat.local
        self.glossary = glossary
        self.in_order = prompt.at_once if prompt.at_once > 1 else _TOGETHER
        self.window = self._window()

    def _window(self) -> int:
        """Pieces of one sentence. Its translation may be twice as long, and what stands before it takes its share."""
        free = self.chat.window - self.chat.length(self._conversation([""], ())) - EXTRA_LENGTH
        if free // 4 < _SHORTEST:
            raise UsageError(
                f"The window of {self.chat.name} ({self.chat.window} pieces) is too small for the prompt "
                f"{self.prompt.name}; give it a larger `window`, or use a shorter prompt."
            )
        return min(_LONGEST, free // 4)

    def told(self, glossary: Glossary) -> Translator:
        if "terms" not in self.prompt.variables:
            return self
        return PromptedTranslator(self.chat, self.prompt, glossary)

    def length(self, text: str) -> int:
        return self.chat.text_length(text)

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        return self.translate_stretch(texts, (), decoding)

    def translate_stretch(
        self, texts: Sequence[str], before: Sequence[str], decoding: Decoding
    ) -> Sequence[Translated]:
        groups = list(self._groups(texts, decoding))
        leading = _leading(groups, before)
        asks = [self._ask(group, led, decoding) for group, led in zip(groups, leading, strict=True)]
        answers = self.chat.answer(asks, self._asked(groups, decoding))
        made: list[Translated] = []
        for group, led, ask, answer in zip(groups, leading, asks, answers, strict=True):
            made += self._read(group, led, ask, answer, decoding)
        return made

    def _groups(self, texts: Sequence[str], decoding: Decoding) -> Iterator[list[str]]:
        """As many sentences to a request as the prompt allows and the window holds."""
        group: list[str] = []
        for text in texts:
            full = len(group) == self.prompt.at_once
            if group and (full or not self._fits(self._conversation([*group, text], ()), [*group, text], decoding)):
                yield group
                group = []
            group.append(text)
        if group:
            yield group

    def _ask(self, group: Sequence[str], before: Sequence[str], decoding: Decoding) -> Conversation:
        """The request for a group, with as much of what stands before as the window holds."""
        before = list(before) if "context" in self.prompt.variables else []
        while before and not self._fits(self._conversation(group, before), group, decoding):
            before.pop(0)
        return self._conversation(group, before)

    def _conversation(self, group: Sequence[str], before: Sequence[str]) -> Conversation:
        return self.prompt.messages(**self._values(group, before))

    def _values(self, group: Sequence[str], before: Sequence[str]) -> dict[str, str]:
        """A value for each variable of the prompt."""
        numbered = self.prompt.answer == "numbered"
        values = {
            "text": "\n".join(f"{i}. {text}" for i, text in enumerate(group, start=1)) if numbered else group[0],
            "count": str(len(group)),
            "context": "\n".join(before),
            "terms": "\n".join(self._terms(group)),
        }
        return {name: values[name] for name in self.prompt.variables}

    def _terms(self, group: Sequence[str]) -> list[str]:
        """The terms of the glossary that stand in a group, each once, in their order."""
        found = (match.term for text in group for match in find(self.glossary, text))
        return list(dict.fromkeys(f"{term.german} = {term.english}" for term in found))[:_TERMS]

    def _fits(self, ask: Conversation, group: Sequence[str], decoding: Decoding) -> bool:
        return self.chat.length(ask) + self._limit(group, decoding) <= self.chat.window

    def _limit(self, group: Sequence[str], decoding: Decoding) -> int:
        """Pieces that the answer for a group may have: its translations and their numbers."""
        return math.ceil(decoding.max_length_factor * sum(map(self.length, group))) + EXTRA_LENGTH + 4 * len(group)

    def _asked(self, groups: Sequence[Sequence[str]], decoding: Decoding) -> Asked:
        search = Search(
            beam_size=decoding.beam_size,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram=decoding.no_repeat_ngram,
            max_length=max(self._limit(group, decoding) for group in groups),
        )
        return Asked(search, self.prompt.stop)

    def _read(
        self, group: Sequence[str], before: Sequence[str], ask: Conversation, answer: Answer, decoding: Decoding
    ) -> list[Translated]:
        """The translations of a group: from this answer, from the one that is asked for again, or one by one."""
        lines = _lines(answer, group)
        if lines is None:
            answer = self._again(group, ask, answer, decoding)
            lines = _lines(answer, group)
        if lines is not None:
            return [Translated(text, None, truncated=answer.cut) for text in lines]
        if len(group) == 1:
            return [Translated(read_sentence(answer.text, group[0]), None, truncated=answer.cut)]
        alone = [[text] for text in group]
        asks = [self._ask(one, led, decoding) for one, led in zip(alone, _leading(alone, before), strict=True)]
        answers = self.chat.answer(asks, self._asked(alone, decoding))
        made: list[Translated] = []
        for one, ask, answer in zip(alone, asks, answers, strict=True):
            made += self._read(one, (), ask, answer, decoding)
        return made

    def _again(self, group: Sequence[str], ask: Conversation, answer: Answer, decoding: Decoding) -> Answer:
        """What the model says when it is told that its answer could not be read; the same answer where it cannot be."""
        told = Message("assistant", defused(answer.text).strip() or "-")
        values = self._values(group, ())
        wider = (*ask, told, Message("user", self.prompt.repeated(**values)))
        if not self.prompt.again or not self._fits(wider, group, decoding):
            return answer
        return self.chat.answer([wider], self._asked([group], decoding))[0]

    def signature(self, decoding: Decoding) -> str:
        searched = decoding_parts(decoding)
        if not self.chat.beams:
            searched = {"search": "greedy", "maxlen": searched["maxlen"], "batch": searched["batch"]}
        made = self.chat.parts() | {"window": self.chat.window} | searched
        return signature(**made, prompt=self.prompt.signed, answers=_VERSION)


def _leading(groups: Sequence[Sequence[str]], before: Sequence[str]) -> list[list[str]]:
    """The three sentences that stand before each group."""
    everything = [*before, *(text for group in groups for text in group)]
    found, at = [], len(before)
    for group in groups:
        found.append(everything[max(0, at - _LEADING) : at])
        at += len(group)
    return found


def _lines(answer: Answer, group: Sequence[str]) -> list[str] | None:
    """The translations in an answer; None where they cannot be put back to their sentences for sure."""
    if answer.cut and len(group) > 1:
        return None  # the last line may be half a sentence
    try:
        return read_numbered(answer.text, group)
    except UnreadableAnswer:
        return None
