"""Ugly answers, as models give them, and what is read in them."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UnreadableAnswer
from workbench.prompts.answers import read_sentence
from workbench.prompts.choice import read_choice
from workbench.prompts.numbered import read_numbered
from workbench.prompts.summaries import read_summary

GERMAN = "Der Hund bellt im Garten."
ENGLISH = "The dog barks in the garden."

ONE = {
    "as asked": ENGLISH,
    "white space": f"\n\n  {ENGLISH}  \n",
    "numbered": f"1. {ENGLISH}",
    "numbered in bold": f"**1.** {ENGLISH}",
    "preamble": f"Here is the translation:\n\n{ENGLISH}",
    "preamble on the line": f"Here's the English translation of the sentence: {ENGLISH}",
    "polite preamble": f"Sure! Here is the translation:\n{ENGLISH}",
    "only polite": f"Certainly!\n\n{ENGLISH}",
    "label": f"Translation: {ENGLISH}",
    "bold label": f"**English translation:** {ENGLISH}",
    "label with language": f"English: {ENGLISH}",
    "German preamble": f"Hier ist die Übersetzung:\n{ENGLISH}",
    "German label": f"Die Übersetzung lautet: {ENGLISH}",
    "speaker": f"Assistant: Here is the translation: {ENGLISH}",
    "straight quotes": f'"{ENGLISH}"',
    "curly quotes": f"“{ENGLISH}”",
    "bold": f"**{ENGLISH}**",
    "fence": f"```\n{ENGLISH}\n```",
    "fence with language": f"```text\n{ENGLISH}\n```",
    "fence with talk": f"Here you go:\n\n```\n{ENGLISH}\n```\n\nI hope this helps!",
    "fence never closed": f"```\n{ENGLISH}",
    "marks repeated": f"<text>\n{ENGLISH}\n</text>",
    "other marks": f"<translation>{ENGLISH}</translation>",
    "thought": f"<think>\nThe user wants a translation. 1. Der\n</think>\n\n{ENGLISH}",
    "thought at the end": f"{ENGLISH}\n<think>Was that right?</think>",
    "two thoughts": f"<think>Hm.</think>So:<think>Hund.</think>{ENGLISH}",
    "thought begun by the template": f"Okay, Hund is dog.\n</think>\n\n{ENGLISH}",
    "speaker signs": f"{ENGLISH}<|im_end|>\n<|im_start|>user\nThanks!",
    "end sign": f"{ENGLISH}</s>",
    "header signs": f"<|start_header_id|>assistant<|end_header_id|>\n\n{ENGLISH}<|eot_id|>",
    "note": f"{ENGLISH}\n\nNote: “Garten” could also be “yard”.",
    "note in brackets": f"{ENGLISH}\n\n(Note: I kept the tense.)",
    "two closings": f"{ENGLISH}\n\nExplanation: bellen is to bark.\n\nLet me know if you need more!",
    "German above": f"{GERMAN}\n{ENGLISH}",
    "German and English with labels": f"German: {GERMAN}\nEnglish: {ENGLISH}",
    "arrow": f"{GERMAN} → {ENGLISH}",
    "written arrow": f"{GERMAN} -> {ENGLISH}",
    "German in brackets": f"{ENGLISH} ({GERMAN})",
    "numbered arrow": f"1. {GERMAN} - {ENGLISH}",
    "two lines": "The dog barks\nin the garden.",
}


@pytest.mark.parametrize("answer", ONE.values(), ids=ONE)
def test_one_sentence_in_many_wrappings(answer: str) -> None:
    assert read_sentence(answer, GERMAN) == ENGLISH


@pytest.mark.parametrize(
    ("source", "answer", "text"),
    [
        ("„Nein“, sagte er.", '"No," he said.', '"No," he said.'),
        ("„Das ist falsch.“", "“That is wrong.”", "“That is wrong.”"),
        ("Er sagte „Ja“ und „Nein“.", '"Yes" and "no" was what he said: "No"', '"Yes" and "no" was what he said: "No"'),
        ("Hier ist die Übersetzung: falsch.", "Here is the translation: wrong.", "Here is the translation: wrong."),
        ("Er sagt: nein.", "He says: no.", "He says: no."),
        ("Sicher ist das nicht.", "Sure, that is not.", "Sure, that is not."),
        ("Das Ergebnis: 3:0.", "The result: 3:0.", "The result: 3:0."),
        ("1. FC Köln gewann.", "1. 1. FC Köln won.", "1. FC Köln won."),
        ("1. FC Köln gewann.", "1. FC Köln won.", "1. FC Köln won."),
        ("Hinweis: Es regnet.", "Note: It rains.", "Note: It rains."),
        ("Der Kurs stieg – wieder.", "The price rose – again.", "The price rose – again."),
        ("Er (Scholz) kam.", "He (Scholz) came.", "He (Scholz) came."),
    ],
)
def test_what_belongs_to_the_sentence_stays(source: str, answer: str, text: str) -> None:
    assert read_sentence(answer, source) == text


@pytest.mark.parametrize("answer", ["", "  \n", "<think>Well, the dog", "```\n```", "<|im_end|>", "<text>\n</text>"])
def test_nothing_is_nothing(answer: str) -> None:
    """An answer that never came, or a thought that was cut off, is no translation."""
    assert read_sentence(answer, GERMAN) == ""


SOURCES = ["Der Hund bellt im Garten.", "Putin sprach am 3. Oktober.", "Es regnet."]
THREE = ["The dog barks in the garden.", "Putin spoke on 3 October.", "It rains."]
LIST = "\n".join(f"{i}. {text}" for i, text in enumerate(THREE, start=1))

LISTS = {
    "as asked": LIST,
    "empty lines between": LIST.replace("\n", "\n\n"),
    "brackets": LIST.replace(". T", ") T").replace(". P", ") P").replace(". I", ") I"),
    "square brackets": "\n".join(f"[{i}] {text}" for i, text in enumerate(THREE, start=1)),
    "round brackets": "\n".join(f"({i}) {text}" for i, text in enumerate(THREE, start=1)),
    "bold numbers": "\n".join(f"**{i}.** {text}" for i, text in enumerate(THREE, start=1)),
    "bold lines": "\n".join(f"**{i}. {text}**" for i, text in enumerate(THREE, start=1)),
    "colons": "\n".join(f"{i}: {text}" for i, text in enumerate(THREE, start=1)),
    "dashes": "\n".join(f"{i} - {text}" for i, text in enumerate(THREE, start=1)),
    "points before": "\n".join(f"- {i}. {text}" for i, text in enumerate(THREE, start=1)),
    "headings": "\n".join(f"### {i}. {text}" for i, text in enumerate(THREE, start=1)),
    "preamble and note": f"Sure! Here are the translations:\n\n{LIST}\n\nNote: I kept the names.",
    "fence": f"Here:\n```\n{LIST}\n```\nDone!",
    "thought with a list in it": f"<think>1. Hund\n2. Putin</think>{LIST}",
    "marks": f"<text>\n{LIST}\n</text>",
    "quotes": "\n".join(f'{i}. "{text}"' for i, text in enumerate(THREE, start=1)),
    "German list before": "\n".join(f"{i}. {text}" for i, text in enumerate(SOURCES, start=1)) + f"\n\n{LIST}",
    "German above each": "\n".join(f"{i}. {a}\n   {b}" for i, (a, b) in enumerate(zip(SOURCES, THREE, strict=True), 1)),
    "arrows": "\n".join(f"{i}. {a} -> {b}" for i, (a, b) in enumerate(zip(SOURCES, THREE, strict=True), 1)),
    "broken line": LIST.replace("barks in", "barks\n   in"),
    "turn after": f"{LIST}<|im_end|>\n<|im_start|>user\n1. Noch",
    "alternatives after": f"{LIST}\n\nAlternative:\n1. A dog is barking.",
}


@pytest.mark.parametrize("answer", LISTS.values(), ids=LISTS)
def test_a_list_in_many_wrappings(answer: str) -> None:
    assert read_numbered(answer, SOURCES) == THREE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "0 numbered lines instead of 3"),
        ("\n".join(THREE), "0 numbered lines instead of 3"),
        ("1. The dog barks.\n2. Putin spoke on 3 October.", "2 numbered lines instead of 3"),
        (f"{LIST}\n4. And more.", "4 numbered lines instead of 3"),
        ("1. The dog barks.\n3. It rains.", "1 numbered lines instead of 3"),
        ("2. Putin spoke.\n3. It rains.\n1. The dog barks.", "1 numbered lines instead of 3"),
        (f"1. {' '.join(THREE)}", "1 numbered lines instead of 3"),
        ("1. The dog barks.\n2.\n3. It rains.", "line 2 is empty"),
        ("1. The dog barks.\n2. Putin sprach am 3. Oktober.\n3. It rains.", "line 2 is the German again"),
        ("\n".join(f"{i}. {text}" for i, text in enumerate(SOURCES, 1)), "line 1 is the German again"),
        ("1. Putin spoke on 3 October.\n2. It rains.\n3. It pours.", r"line \d tells of another sentence"),
        (
            "1. The dog barks.\n\nA word between.\n\n2. Putin spoke on 3 October.\n3. It rains.",
            "a line without a number",
        ),
        ("I cannot translate this.", "0 numbered lines instead of 3"),
        (f"<think>{LIST}", "0 numbered lines instead of 3"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(answer: str, reason: str) -> None:
    """All of it or none of it: what could be shifted is not used."""
    sources = SOURCES if "tells" not in reason else ["Scholz sprach 2023.", *SOURCES[1:]]
    with pytest.raises(UnreadableAnswer, match=reason):
        read_numbered(answer, sources)


def test_a_shift_that_keeps_the_count_is_seen() -> None:
    """The model put two sentences into its first line and made up a last one."""
    sources = ["Es begann am Montag.", "Biden reiste 2022 nach Warschau.", "Orban blieb bei 17 Prozent.", "Es endete."]
    good = ["It began on Monday.", "Biden went to Warsaw in 2022.", "Orban stayed at 17 per cent.", "It ended."]
    assert read_numbered("\n".join(f"{i}. {t}" for i, t in enumerate(good, 1)), sources) == good
    bad = [f"{good[0]} {good[1]}", good[2], good[3], "The end."]
    with pytest.raises(UnreadableAnswer, match=r"line \d tells of another sentence"):
        read_numbered("\n".join(f"{i}. {t}" for i, t in enumerate(bad, 1)), sources)


def test_a_single_sentence_needs_no_number() -> None:
    assert read_numbered(ENGLISH, [GERMAN]) == [ENGLISH]
    assert read_numbered("Angela Merkel.", ["Angela Merkel."]) == ["Angela Merkel."]


@given(
    st.lists(
        st.text("abc XYZ.,:!?“”", min_size=1).filter(lambda t: any(c.isalpha() for c in t)), min_size=2, max_size=9
    )
)
def test_a_proper_list_of_anything_comes_back_in_place(texts: list[str]) -> None:
    """Whatever stands in the lines, line i is read as line i or nothing is read."""
    sources = [f"Satz {chr(97 + i)}" for i in range(len(texts))]
    answer = "\n".join(f"{i}. {text}" for i, text in enumerate(texts, start=1))
    read = read_numbered(answer, sources)
    assert len(read) == len(texts)
    for got, text in zip(read, texts, strict=True):
        assert got in " ".join(text.split()) or got in text


@given(st.text(max_size=200), st.integers(1, 4))
def test_no_answer_breaks_the_reader(answer: str, count: int) -> None:
    """As many lines as sentences, or `UnreadableAnswer`; never another error."""
    with suppress(UnreadableAnswer):
        assert len(read_numbered(answer, SOURCES[:count])) == min(count, 3)
    for form in ("sentences", "bullets", "headline", "labels"):
        with suppress(UnreadableAnswer):
            assert read_summary(answer, form, ("Who",))


@pytest.mark.parametrize(
    "bit",
    ["<think>", "```a\n", "**a ", "__ b", "((", "winner ", "  ", "\n \n", "-> ", "1. ", "Note: ", "“a", "here is a "],
)
def test_no_answer_takes_long_to_read(bit: str) -> None:
    """A server may send anything; time grows with its length alone."""
    answer = bit * (100_000 // len(bit))
    begun = time.perf_counter()
    with suppress(UnreadableAnswer):
        read_numbered(answer, SOURCES)
    read_sentence(answer, GERMAN)
    for form in ("sentences", "bullets", "headline", "labels"):
        with suppress(UnreadableAnswer):
            read_summary(answer, form, ("Who", "What"))
    with suppress(UnreadableAnswer):
        read_choice(answer)
    assert time.perf_counter() - begun < 10


FIRST, SECOND = "The dog barks.", "It rains in the garden."
SUMMARIES = {
    "as asked": f"{FIRST} {SECOND}",
    "preamble": f"Here is a summary of the article in two sentences:\n\n{FIRST} {SECOND}",
    "heading": f"## Summary\n\n{FIRST} {SECOND}",
    "bold heading": f"**Summary:**\n{FIRST}\n{SECOND}",
    "list all the same": f"- {FIRST}\n- {SECOND}",
    "numbered list": f"1. {FIRST}\n2. {SECOND}",
    "two paragraphs": f"{FIRST}\n\n{SECOND}",
    "quoted": f"“{FIRST} {SECOND}”",
    "closing": f"{FIRST} {SECOND}\n\nLet me know if you want it shorter.",
    "thought": f"<think>Hm.</think>{FIRST} {SECOND}",
}


@pytest.mark.parametrize("answer", SUMMARIES.values(), ids=SUMMARIES)
def test_sentences_of_a_summary(answer: str) -> None:
    assert read_summary(answer, "sentences") == [FIRST, SECOND]


POINTS = {
    "dashes": f"- {FIRST}\n- {SECOND}",
    "stars": f"* {FIRST}\n* {SECOND}",
    "dots": f"• {FIRST}\n• {SECOND}",
    "numbers": f"1. {FIRST}\n2) {SECOND}",
    "preamble": f"Here are the key points:\n\n- {FIRST}\n- {SECOND}",
    "bold": f"- **{FIRST}**\n- {SECOND}",
    "broken line": f"- {FIRST}\n- It rains\n  in the garden.",
    "running text": f"{FIRST} {SECOND}",
}


@pytest.mark.parametrize("answer", POINTS.values(), ids=POINTS)
def test_points_of_a_summary(answer: str) -> None:
    assert read_summary(answer, "bullets") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "answer",
    [
        "Putin Visits Pyongyang",
        '"Putin Visits Pyongyang"',
        "**Putin Visits Pyongyang**",
        "Headline: Putin Visits Pyongyang",
        "# Putin Visits Pyongyang",
        "1. Putin Visits Pyongyang\n2. Kim Waits",
        "Putin Visits Pyongyang\n\nNote: short.",
    ],
)
def test_a_headline(answer: str) -> None:
    assert read_summary(answer, "headline") == ["Putin Visits Pyongyang"]


@pytest.mark.parametrize(
    "answer",
    [
        "Who: Putin.\nWhat: A visit.\nWhy: not stated",
        "**Who:** Putin.\n**What:** A visit.\n**Why**: not stated",
        "- Who – Putin.\n- What – A visit.\n- Why – not stated",
        "What: A visit.\nWho: Putin.\nWhy: not stated",
        "Here are the answers:\n\nWho:\nPutin.\nWhat:\nA visit.\nWhy:\nnot stated",
    ],
)
def test_labelled_lines(answer: str) -> None:
    """In the order that was asked for, each with its label; a label without a line is left out."""
    labels = ("Who", "What", "When", "Why")
    assert read_summary(answer, "labels", labels) == ["Who: Putin.", "What: A visit.", "Why: not stated"]


def test_a_sentence_that_was_cut_is_not_used() -> None:
    assert read_summary("The dog barks. It rains in", "sentences", cut=True) == ["The dog barks."]
    assert read_summary("It rains in", "sentences", cut=True) == ["It rains in …"]
    assert read_summary("It rains.", "sentences", cut=True) == ["It rains."]
    assert read_summary("- The dog barks.\n- It ra", "bullets", cut=True) == ["The dog barks."]


@pytest.mark.parametrize("answer", ["", "<think>Hm", "...", "```\n```"])
@pytest.mark.parametrize("form", ["sentences", "bullets", "headline", "labels"])
def test_no_summary_is_an_error(answer: str, form: str) -> None:
    with pytest.raises(UnreadableAnswer, match="no sentence in it"):
        read_summary(answer, form, ("Who",))


@pytest.mark.parametrize(
    ("answer", "winner", "reasons"),
    [
        ("Winner: first\nReasons: It keeps the date.", "first", "It keeps the date."),
        ("**Winner:** Second\n**Reasons:** No date.", "second", "No date."),
        ("Winner: the second text\n\nReasons: No date.", "second", "No date."),
        ("winner: A\nbecause it is true", "first", "it is true"),
        ("Winner: tie", "tie", ""),
        ("Winner: Both", "tie", ""),
        ("First\nIt keeps the date.", "first", "It keeps the date."),
        ("<think>Winner: second?</think>\nWinner: first\nReasons: True.", "first", "True."),
        ("The better translation: 2", "second", ""),
        ("```\nWinner: first\nReasons: True.\n```", "first", "True."),
    ],
)
def test_a_judgement(answer: str, winner: str, reasons: str) -> None:
    choice = read_choice(answer)
    assert choice.winner == winner
    assert choice.reasons == reasons


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "no winner in it"),
        ("Both have their merits.", "no winner in it"),
        ("Winner: first\nWinner: second", "more than one winner in it"),
        ("<think>Winner: first", "no winner in it"),
    ],
)
def test_no_judgement_is_an_error(answer: str, reason: str) -> None:
    with pytest.raises(UnreadableAnswer, match=reason):
        read_choice(answer)
