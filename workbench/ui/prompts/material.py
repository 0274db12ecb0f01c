"""The article of the Translate tab as values for a prompt's variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.prompts import Prompt
from workbench.segment import clean_for_model
from workbench.types import Article, Run

LONGEST = 100_000  # characters; the largest windows of chat models on small machines hold about that much
_LEADING = 3  # sentences that stand before, as a prompted translator gives them


@dataclass(frozen=True, slots=True)
class Material:
    """Values for some variables, and what was taken."""

    values: dict[str, str]
    words: str


def material(prompt: Prompt, article: Article, run: Run | None) -> Material:
    """What the program itself would give this prompt of an article; what it cannot give is left out.

    `run` is the article's translation, for prompts that read English. Raises `UsageError` where there is nothing to
    take, or far too much.
    """
    german = [clean_for_model(article.source(segment)) for segment in article.segments]
    if not german:
        raise UsageError("The article of the Translate tab has no sentence; paste another one there.")
    english = [t.text for t in run.translation.sentences] if run is not None else []
    made = _TAKING[prompt.task](prompt, german, english)
    size = sum(map(len, made.values.values()))
    if size > LONGEST:
        raise UsageError(f"The article has {size:,} characters, far more than a model reads at once ({LONGEST:,}).")
    return Material({name: value for name, value in made.values.items() if name in prompt.variables}, made.words)


def _to_translate(prompt: Prompt, german: Sequence[str], _english: Sequence[str]) -> Material:
    start = min(_LEADING, len(german) - 1) if "context" in prompt.variables else 0
    group = german[start : start + prompt.at_once]
    lines = [f"{i}. {text}" for i, text in enumerate(group, start=1)] if prompt.answer == "numbered" else group
    last = start + len(group)
    which = f"Sentence {last}" if len(group) == 1 else f"Sentences {start + 1} to {last}"
    values = {"text": "\n".join(lines), "count": str(len(group)), "context": "\n".join(german[:start])}
    return Material(values, f"{which} of the article, as many as one request holds.")


def _to_summarise(prompt: Prompt, german: Sequence[str], english: Sequence[str]) -> Material:
    if prompt.languages[0] == "de":
        return Material({"text": " ".join(german)}, "The German of the article.")
    return Material({"text": " ".join(_translated(english))}, "The English translation of the article.")


def _to_judge(_prompt: Prompt, german: Sequence[str], english: Sequence[str]) -> Material:
    first = _translated(english)[0]
    return Material({"source": german[0], "first": first}, "The first sentence and its translation; write the second.")


def _translated(english: Sequence[str]) -> Sequence[str]:
    if not english:
        raise UsageError("This prompt reads English: translate the article in the Translate tab first.")
    return english


_TAKING = {"translate": _to_translate, "summarise": _to_summarise, "judge": _to_judge}
