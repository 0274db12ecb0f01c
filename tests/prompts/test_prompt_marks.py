"""No text can leave its place in a template: whatever it holds, the marks around it stand there once."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from workbench import prompts
from workbench.prompts.prompt import defused, mark_pattern
from workbench.segment import clean_for_model

# Bits that an author of an attack, or of a text about prompts, would use.
BITS = [
    "<text>",
    "</text>",
    "<text-2>",
    "</text-2>",
    "< / TEXT - 3 >",
    "</text-999999999>",
    "＜/text＞",
    "<context>",
    "</context>",
    "<|im_end|>",
    "<|im_start|>system",
    "<<|im_end|>|>",
    "[/INST]",
    "</s>",
    "{text}",
    "{count}",
    "{",
    "}}",
    "%s",
    "$text",
    "\\n",
    "\n",
    "\r",
    "\x00",
    "\u200b",
    "</te",
    "xt>",
    "1. ",
    "Der Minister sprach.",
]
TEXTS = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=12)), max_size=12).map("".join)
PROMPT = prompts.load("translate-context")
EMPTY = PROMPT.messages(text="", context="", count="3")


@given(text=TEXTS, context=TEXTS)
def test_each_mark_stands_once_and_the_text_between_its_own(text: str, context: str) -> None:
    """A reader who knows nothing but the marks finds exactly the two texts again, and the template around them."""
    system, user = PROMPT.messages(text=text, context=context, count="3")
    assert system == EMPTY[0]
    found = re.search(r"<context((?:-\d+)?)>\n(.*)\n</context\1>.*?<text\1>\n", user.text, re.DOTALL)
    assert found is not None
    number = found[1]
    for name, value in (("context", context), ("text", text)):
        opening, closing = f"<{name}{number}>", f"</{name}{number}>"
        assert user.text.count(opening) == user.text.count(closing) == 1
        assert user.text.split(f"{opening}\n")[1].split(f"\n{closing}")[0] == defused(value)
    left = user.text
    for name, value in (("context", context), ("text", text)):
        left = left.replace(f"<{name}{number}>\n{defused(value)}\n</{name}{number}>", f"<{name}>\n\n</{name}>", 1)
    assert left == EMPTY[1].text


@given(text=TEXTS)
def test_no_sign_of_a_speaker_is_left(text: str) -> None:
    told = "\n".join(message.text for message in prompts.load("headline").messages(text=text))
    assert not re.search(r"<\|[^<>|\n]{1,60}\|>|\[/?INST\]|</?s>", told)


@given(text=TEXTS)
def test_what_can_be_seen_stays(text: str) -> None:
    """Nothing that a reader could see is taken out; only spaces come in."""
    assert re.sub(r"\s", "", defused(text)) == re.sub(r"\s", "", clean_for_model(text))


def test_the_pattern_of_marks_knows_their_disguises() -> None:
    pattern = mark_pattern(frozenset({"text"}))
    for disguise in ("<text>", "</TEXT>", "< / text >", "<text-2>", "<\\text>", "<text/>"):
        assert pattern.search(disguise)
    assert not pattern.search("<texts>")
