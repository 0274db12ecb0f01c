"""A prompt tried on a model: what it is told, what it writes, and how the program would read that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter

from workbench.errors import UnreadableAnswer, UsageError
from workbench.models.chat import Answer, Asked, Chat, ignore_watch
from workbench.models.seq2seq import Search
from workbench.prompts import Prompt
from workbench.prompts.choice import read_choice
from workbench.prompts.numbered import read_numbered, sources_in
from workbench.prompts.prompt import CHAT
from workbench.prompts.summaries import read_summary
from workbench.signature import signature

LONGEST = 800  # pieces of an answer: ten sentences of a summary with 80 each, as `prompted_summariser` reckons


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a prompt."""

    answer: Answer
    lines: tuple[str, ...]  # as the program reads the answer; none where it cannot
    unread: str  # why it cannot be read; "" where it can
    seconds: float
    signature: str


def try_prompt(
    chat: Chat, prompt: Prompt, values: Mapping[str, str], watch: Callable[[], None] = ignore_watch
) -> Trial:
    """Ask a chat with a prompt. `watch` is called while it writes, and may raise `Cancelled`.

    Raises `UsageError` for values that do not fit the prompt, one that is no chat's, and a request that is too long.
    """
    if prompt.form != CHAT:
        option = "translator" if prompt.task == "translate" else "summariser"
        raise UsageError(
            f"{prompt.name} is a prefix for models such as T5, which are no chat models; try it with "
            f"`workbench run FILE --{option} MODEL::{prompt.name}`."
        )
    messages = prompt.messages(**values)
    length = chat.length(messages)
    room = chat.window - length
    if room < 2:
        raise UsageError(
            f"The request has {length} pieces and the window of {chat.name} {chat.window}; give it less text."
        )
    longest = min(room // 2, LONGEST)
    begun = perf_counter()
    [answer] = chat.answer([messages], Asked(Search(beam_size=1, max_length=longest), prompt.stop, watch))
    seconds = perf_counter() - begun
    made = signature(**chat.parts(), window=chat.window, search="greedy", maxlen=longest, prompt=prompt.signed)
    try:
        return Trial(answer, tuple(read_answer(prompt, answer, values)), "", seconds, made)
    except UnreadableAnswer as error:
        return Trial(answer, (), str(error), seconds, made)


def read_answer(prompt: Prompt, answer: Answer, values: Mapping[str, str]) -> list[str]:
    """An answer as the program would read it, line by line. Raises `UnreadableAnswer`."""
    if prompt.answer == "choice":
        choice = read_choice(answer.text)
        return [f"winner: {choice.winner}", f"reasons: {choice.reasons or 'none given'}"]
    if prompt.task == "translate":
        return read_numbered(answer.text, sources_in(values["text"]))
    return read_summary(answer.text, prompt.answer, prompt.labels, answer.cut)
