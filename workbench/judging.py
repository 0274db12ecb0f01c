"""A chat model as judge of a comparison: which of two translations of a sentence it finds better, and why.

Each pair is asked about in both orders, because models favour a text for its place: only a choice that both orders give
counts, everything else is a tie (Zheng et al. 2023, "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena"). This
makes verdicts; what they come to is counted by `comparison`, which asks no model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench import prompts
from workbench.catalogue import CHAT, Entry
from workbench.comparison.types import Comparison, Sentence, Verdict, Verdicts
from workbench.errors import Cancelled, ModelError, UnreadableAnswer, UsageError
from workbench.metrics.chrf import likeness
from workbench.models.chat import Answer, Asked, Chat
from workbench.models.load import load_chat, resolve, split_name
from workbench.models.seq2seq import Search
from workbench.prompts import Message, Prompt
from workbench.prompts.choice import FIRST, SECOND, TIE, read_choice
from workbench.signature import signature

SENTENCES = 20  # that are judged of each pair, unless more or fewer are asked for
PROMPT = "judge"
_LONGEST = 512  # pieces of an answer; a verdict with its reasons has about 100, the rest is for models that think first

Report = Callable[[int, int], None]
"""How many verdicts there are, and how many there will be; called before each."""


def ignore_report(_done: int, _total: int) -> None:
    """The report of those who do not want any."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A chat model and what it is told."""

    chat: Chat
    prompt: Prompt = field(default_factory=lambda: prompts.load(PROMPT))

    def __post_init__(self) -> None:
        _check(self.prompt)

    def signature(self) -> str:
        """How its verdicts are made."""
        made = self.chat.parts() | {"window": self.chat.window, "search": "greedy", "maxlen": _LONGEST}
        return signature(**made, prompt=self.prompt.signed, orders="both")


def find_judge(name: str) -> Callable[[str], Judge]:
    """The judge of ``MODEL`` or ``MODEL::PROMPT``; the model is loaded when what is returned is called with a device.

    Raises what `load_chat` raises, and `UsageError` for a model or a prompt that cannot judge: before any work is done.
    """
    entry: Entry = resolve(name, "translate")
    if entry.task != CHAT:
        raise UsageError(f"{entry.name} is no chat model, so it cannot judge; `workbench models list` shows which are.")
    prompt = prompts.load(split_name(name)[1] or PROMPT)
    _check(prompt)
    return lambda device: Judge(load_chat(name, device=device), prompt)


def _check(prompt: Prompt) -> None:
    if prompt.task != "judge":
        raise UsageError(f"{prompt.name} is a prompt to {prompt.task}, not to judge; `workbench prompts list`.")


def judge(c: Comparison, by: Judge, sentences: int = SENTENCES, report: Report = ignore_report) -> Verdicts:
    """Each translator against the base, on up to so many of the sentences where the two differ, most different first.

    A model that fails ends the judging, with the reason in `stopped` and the verdicts so far. `report` may raise
    `Cancelled`.
    """
    if sentences < 1:
        raise UsageError(f"A judge needs at least one sentence of each pair, not {sentences}.")
    asked = [pair for system in c.systems if system.label != c.base for pair in _pairs(c, system.label, sentences)]
    found: list[Verdict] = []
    stopped = ""
    for place, pair in enumerate(asked):
        report(place, len(asked))
        try:
            found.append(_verdict(by, pair))
        except Cancelled:
            raise
        except ModelError as error:
            stopped = f"stopped after {place} of {len(asked)} verdicts: {error}"
            break
    return Verdicts(by.chat.name, by.signature(), tuple(found), stopped)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two translations of one sentence."""

    sentence: Sentence
    system: str
    own: str
    base: str


def _pairs(c: Comparison, system: str, most: int) -> list[_Pair]:
    """The sentences where a system and the base differ, those that have least in common first."""
    found = sorted(_differing(c, system), key=lambda pair: likeness(pair.own, pair.base))
    return found[:most]


def _differing(c: Comparison, system: str) -> Iterator[_Pair]:
    for sentence in c.sentences:
        texts = {output.system: output.text for output in sentence.outputs}
        own, base = texts.get(system), texts.get(c.base or "")
        if own is not None and base is not None and own.split() != base.split():
            yield _Pair(sentence, system, own, base)


def _verdict(by: Judge, pair: _Pair) -> Verdict:
    """The verdict of both orders; an answer that cannot be read, or a request that is too long, is told in it."""
    place = (pair.sentence.text, pair.sentence.index, pair.system)
    try:
        asks = [_ask(by, pair, own_first) for own_first in (True, False)]
        room = min(by.chat.window - by.chat.length(ask) for ask in asks)
        if room < 2:
            raise UnreadableAnswer(f"the request does not fit the window of {by.chat.window} pieces")
        longest = min(_LONGEST, room)
        answers = by.chat.answer(asks, Asked(Search(beam_size=1, max_length=longest), by.prompt.stop))
        choices = [_choice(answer, own_first) for answer, own_first in zip(answers, (True, False), strict=True)]
    except UnreadableAnswer as error:
        return Verdict(*place, None, unread=str(error))
    winners, reasons = [winner for winner, _ in choices], tuple(why for _, why in choices)
    agreed = winners[0] if winners[0] == winners[1] else 0
    return Verdict(*place, agreed, reasons, flipped=winners[0] == -winners[1] != 0)


def _ask(by: Judge, pair: _Pair, own_first: bool) -> Sequence[Message]:
    first, second = (pair.own, pair.base) if own_first else (pair.base, pair.own)
    return by.prompt.messages(source=pair.sentence.source, first=first, second=second)


def _choice(answer: Answer, own_first: bool) -> tuple[int, str]:
    """1 for the system, -1 for the base, 0 for a tie; and the reasons, which speak of "first" and "second"."""
    choice = read_choice(answer.text)
    value = {FIRST: 1, SECOND: -1, TIE: 0}[choice.winner]
    return (value if own_first else -value), choice.reasons
