"""A prompt: a template with variables, filled so that the text of an article can never leave its place in it.

A value is put into the template in one pass, so braces in it are only braces. Text that comes from outside stands
between two marks, ``<text>`` and ``</text>`` for the variable `text`. Where it holds such a mark itself, the marks get
a number that it does not hold. What chat formats use to tell one speaker from the next (``<|im_start|>``, ``[INST]``,
``</s>`` …) is broken up by a space, so that no tokenizer takes it for more than letters.
"""

from __future__ import annotations

import hashlib
import json
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.errors import UsageError
from workbench.segment import clean_for_model

TASKS: Mapping[str, frozenset[str]] = {
    "translate": frozenset({"text", "count", "context", "terms"}),
    "summarise": frozenset({"text", "sentences"}),
    "judge": frozenset({"source", "first", "second"}),
}
"""The variables that the program can give a value for, by task."""

WORDS = frozenset({"count", "sentences"})
"""Variables that are numbers of the program's own; all others are text from outside and stand between marks."""

CHAT, PREFIX = "chat", "prefix"
FORMS = (CHAT, PREFIX)

# What the chat formats of ChatML, Llama, Mistral, Gemma, Phi, Granite and DeepSeek put between speakers.
_SPEAKER = re.compile(
    r"<\|[^<>|\n]{1,60}\|>|<｜[^<>｜\n]{1,60}｜>|</?s>|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_\w+)\]|<</?SYS>>"
    r"|</?(?:start_of_turn|end_of_turn|think|thinking|tool_call|tool_response|bos|eos|pad|unk)>",
    re.IGNORECASE,
)
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: str  # "system", "user" or "assistant"
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a turn: words of the prompt's author, or the value of a variable with its marks."""

    text: str
    variable: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told. The comments are the manual of the file's keys."""

    name: str  # the name of the file without .toml
    task: str  # "translate", "summarise" or "judge"
    description: str  # one sentence for those who choose
    languages: tuple[str, str]  # which one it reads and which one the answer is in, e.g. ("de", "en")
    variables: tuple[str, ...]  # what the templates hold in braces
    user: str  # what the user says, with {variables}
    answer: str  # how the answer is read: "text", "numbered", "sentences", "bullets", "headline", "labels", "choice"
    example: Mapping[str, str] = field(hash=False)  # a value for each variable; a test renders it
    system: str = ""  # what stands before the conversation; "" for none
    again: str = ""  # what is said after an answer that could not be read; "" where nothing is asked again
    stop: tuple[str, ...] = ()  # texts at which the model is stopped
    labels: tuple[str, ...] = ()  # for answers of the form "labels": what stands before each line
    at_once: int = 1  # for answers of the form "numbered": how many sentences one request holds at most
    form: str = CHAT  # "chat", or "prefix" for models such as T5 that read a few fixed words and then the bare text

    @property
    def hash(self) -> str:
        """Names all of it that can change an answer, in a signature."""
        telling = [self.system, self.user, self.again, self.answer, *self.languages, self.form, self.at_once]
        told = json.dumps([*telling, self.stop, self.labels], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    @property
    def signed(self) -> str:
        """The prompt's part of a signature."""
        return f"{self.name}-{self.hash}"

    def messages(self, **values: str) -> tuple[Message, ...]:
        """The conversation with each variable replaced. Raises `UsageError` naming what is missing or too much."""
        return tuple(Message(role, "".join(p.text for p in parts)) for role, parts in self.parts(**values))

    def parts(self, **values: str) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        """The same in parts, so that a reader can be shown what is the prompt's and what is put into it."""
        self._check(values)
        shown = self._shown(values)
        told = (("system", self.system), ("user", self.user))
        return tuple((role, tuple(_parts(template, shown))) for role, template in told if template)

    def render(self, **values: str) -> str:
        """What the user says, alone: all of it for a prompt without `system`."""
        return self.messages(**values)[-1].text

    def repeated(self, **values: str) -> str:
        """What is said after an answer that could not be read."""
        return fill(self.again, self._shown(values))

    def _check(self, values: Mapping[str, str]) -> None:
        own = set(self.variables)
        missing, surplus = own - set(values), set(values) - own
        if missing or surplus:
            what = [f"lacks {name!r}" for name in sorted(missing)] + [f"has no {name!r}" for name in sorted(surplus)]
            known = ", ".join(self.variables)
            raise UsageError(f"The prompt {self.name}: {', '.join(what)}; its variables are {known}.")

    def _shown(self, values: Mapping[str, str]) -> dict[str, str]:
        """Each value as it stands in the template."""
        if self.form == PREFIX:
            return dict(values)
        words = {name: _word(self.name, name, value) for name, value in values.items() if name in WORDS}
        texts = {name: defused(value) for name, value in values.items() if name not in WORDS}
        number = _free_number(texts)
        return words | {name: marked(name, text, number) for name, text in texts.items()}


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each {variable} replaced, in one pass: what a value holds is never read as a template."""
    return "".join(part.text for part in _parts(template, values))


def _parts(template: str, values: Mapping[str, str]) -> Iterator[Part]:
    for literal, name, _, _ in string.Formatter().parse(template):
        if literal:
            yield Part(literal)
        if name is not None:
            yield Part(values[name], name)


def marked(name: str, text: str, number: int = 1) -> str:
    """A text between its two marks, each on a line of its own."""
    tag = name if number == 1 else f"{name}-{number}"
    return f"<{tag}>\n{text}\n</{tag}>"


def mark_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Anything that a model could take for a mark of one of the variables."""
    gap = r"\s{0,9}"
    either = "|".join(sorted(map(re.escape, names)))
    return re.compile(rf"<{gap}[/\\]?{gap}(?:{either}){gap}(?:-{gap}(\d{{1,9}}){gap})?[/\\]?{gap}>", re.IGNORECASE)


def defused(text: str) -> str:
    """A text without what no model should see in it: invisible and control characters; line breaks stay.

    A space goes into what chat formats use as a sign for the next speaker.
    """
    lines = (clean_for_model(line) for line in text.splitlines())
    return _SPEAKER.sub(lambda match: f"{match[0][0]} {match[0][1:]}", "\n".join(lines))


def _free_number(texts: Mapping[str, str]) -> int:
    """The lowest number whose marks stand in none of the texts."""
    if not texts:
        return 1
    pattern = mark_pattern(frozenset(texts))
    seen = (unicodedata.normalize("NFKC", text) for text in texts.values())
    taken = {int(match[1] or 1) for text in seen for match in pattern.finditer(text)}
    number = 1
    while number in taken:
        number += 1
    return number


def _word(prompt: str, name: str, value: str) -> str:
    if not value.isalnum() or len(value) > _LONGEST_WORD:
        raise UsageError(f"The prompt {prompt}: {name!r} must be one word or number, not {value!r}.")
    return value
