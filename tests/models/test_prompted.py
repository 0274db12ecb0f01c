"""Prompted translators and summarisers over a chat that answers from a script: what is asked, what is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from workbench import glossary, pipeline, prompts
from workbench.errors import Cancelled, UnreadableAnswer, UsageError
from workbench.models.chat import Conversation
from workbench.models.fake import ScriptedChat
from workbench.models.prompted_summariser import PromptedSummariser
from workbench.models.prompted_translator import PromptedTranslator
from workbench.prompts import Prompt
from workbench.types import BlockKind, Budget, Decoding, Document, DocumentSentence, Step

THREE = ["Der Hund bellt im Garten.", "Putin sprach am 3. Oktober.", "Es regnet seit gestern in Hamburg."]
ENGLISH = ["The dog barks in the garden.", "Putin spoke on 3 October.", "It has rained in Hamburg since yesterday."]
GOOD = "\n".join(f"{i}. {text}" for i, text in enumerate(ENGLISH, start=1))


def translator(script: Sequence[str] | Callable[[Conversation], str], prompt: str = "translate", **chat: object):  # type: ignore[no-untyped-def]
    return PromptedTranslator(ScriptedChat(script, **chat), prompts.load(prompt))  # type: ignore[arg-type]


def numbered(conversation: Conversation) -> list[str]:
    """The sentences that a request holds."""
    block = re.search(r"<text(?:-\d+)?>\n(.*)\n</text", conversation[1].text, re.DOTALL)
    assert block is not None
    return [line.partition(". ")[2] for line in block[1].splitlines()]


def honest(conversation: Conversation) -> str:
    """A model that does what it is told."""
    return "\n".join(f"{i}. In English {text}" for i, text in enumerate(numbered(conversation), start=1))


def test_sentences_go_together_and_come_back_in_place() -> None:
    made = translator([GOOD])
    assert [one.text for one in made.translate(["", *THREE, " "])] == ["", *ENGLISH, " "]
    assert len(made.chat.heard) == 1
    assert numbered(made.chat.heard[0]) == THREE


def test_a_wrong_count_is_asked_for_again() -> None:
    """With what the model had said before, and what was wrong with it."""
    bad = "1. The dog barks in the garden. Putin spoke on 3 October.\n2. It has rained in Hamburg since yesterday."
    made = translator([bad, GOOD])
    assert [one.text for one in made.translate(THREE)] == ENGLISH
    first, second = made.chat.heard
    assert [message.role for message in second] == ["system", "user", "assistant", "user"]
    assert second[:2] == first
    assert second[2].text == bad
    assert "exactly 3 lines" in second[3].text


def test_twice_the_wrong_count_is_done_one_by_one() -> None:
    """Never shifted: what could not be put back is not used at all."""
    bad = "1. Wrong.\n2. Wrong again."
    made = translator([bad, bad, *ENGLISH])
    assert [one.text for one in made.translate(THREE)] == ENGLISH
    assert [numbered(ask) for ask in made.chat.heard[2:]] == [[text] for text in THREE]


def test_whatever_a_model_says_no_translation_is_at_another_place() -> None:
    """A model that leaves out, doubles, or joins lines when it has several, and is honest with one."""
    faults: list[Callable[[list[str]], list[str]]] = [
        lambda lines: lines[1:],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [" ".join(lines)],
        lambda lines: list(reversed(lines)),
        lambda lines: [],
    ]
    sentences = [f"Im Jahr {1900 + i} geschah dies." for i in range(20)]
    for fault in faults:

        def speak(conversation: Conversation, fault: Callable[[list[str]], list[str]] = fault) -> str:
            lines = [f"This happened in {text.split()[2]}." for text in numbered(conversation)]
            lines = lines if len(lines) == 1 else fault(lines)
            return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, start=1))

        made = translator(speak).translate(sentences)
        assert [one.text for one in made] == [f"This happened in {1900 + i}." for i in range(20)]


def test_an_answer_that_was_cut_is_not_trusted() -> None:
    """Its last line may be half a sentence; a single sentence that is cut says so."""
    long = GOOD + " word" * 200
    made = translator([long, long, ENGLISH[0], ENGLISH[1], "word " * 200])
    outputs = made.translate(THREE)
    assert [one.text for one in outputs[:2]] == ENGLISH[:2]
    assert [one.truncated for one in outputs] == [False, False, True]


def test_a_sentence_without_an_answer_stays_empty() -> None:
    """Neither the German nor another sentence stands in for it; the checks report it."""
    [made] = translator(["", "<think>Hm", ""]).translate(THREE[:1])
    assert made.text == ""
    [echo] = translator([THREE[0], THREE[0]]).translate(THREE[:1])
    assert echo.text == THREE[0], "what the model repeats is shown, and flagged as not translated"


def test_what_stands_before_is_shown() -> None:
    """The three sentences before, also across requests and for sentences done one by one."""
    sentences = [f"Satz Nummer {i} steht hier." for i in range(6)]
    made = translator(honest, "translate-context")
    made.translate(sentences)
    shown = [re.search(r"<context>\n(.*)\n</context>", ask[1].text, re.DOTALL) for ask in made.chat.heard]
    assert [match[1].splitlines() for match in shown if match] == [[], sentences[1:4]]
    broken = translator(lambda ask: honest(ask) if len(numbered(ask)) == 1 else "", "translate-context")
    broken.translate(sentences[:3])
    last = re.search(r"<context>\n(.*)\n</context>", broken.chat.heard[-1][1].text, re.DOTALL)
    assert last is not None
    assert last[1].splitlines() == sentences[:2]


def test_terms_of_a_glossary_are_told() -> None:
    """Only those that stand in the sentences, and only where the prompt has a place for them."""
    terms = glossary.build([glossary.Term("Hund", "hound"), glossary.Term("Katze", "cat")], "mine")
    made = translator(honest, "translate-glossary").told(terms)
    made.translate(THREE)
    assert "<terms>\nHund = hound\n</terms>" in made.chat.heard[0][1].text
    plain = translator(honest)
    assert plain.told(terms) is plain


def test_the_pipeline_tells_a_translator_its_glossary(tmp_path: object) -> None:
    terms = glossary.build([glossary.Term("Hund", "hound")], "mine")
    made = translator(honest, "translate-glossary")
    done = pipeline.translate(THREE[:1], model=made, glossary=terms)
    assert "Hund = hound" in made.chat.heard[0][1].text
    assert "prompt:translate-glossary-" in done.signature


def test_long_sentences_and_small_windows() -> None:
    """A sentence that does not fit is cut at safe places; a window that is too small for the prompt says so."""
    made = translator(honest, window=400)
    words = "Der Minister sprach am Freitag in Berlin, " * 60
    [output] = made.translate([words])
    assert output.text.count("In English") > 3
    assert output.text.replace("In English ", "").split() == words.split()
    for ask in made.chat.heard:
        assert made.chat.length(ask) < 400
    with pytest.raises(
        UsageError, match=r"The window of scripted \(150 pieces\) is too small for the prompt translate"
    ):
        translator(honest, window=150)


def test_a_prompt_for_another_task_is_refused() -> None:
    with pytest.raises(UsageError, match="headline is no prompt for scripted to translate with"):
        translator(honest, "headline")
    with pytest.raises(UsageError, match="t5-translate is no prompt for scripted to translate with"):
        translator(honest, "t5-translate")
    with pytest.raises(UsageError, match="translate is no prompt for scripted to summarise with"):
        PromptedSummariser(ScriptedChat([]), prompts.load("translate"))


def test_cancelling_stops_between_requests() -> None:
    made = translator(honest)

    def stop(step: Step) -> None:
        if step.done >= 8:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        made.translate(THREE * 10, Decoding(), stop)
    assert len(made.chat.heard) == 1


def test_a_signature_names_model_prompt_and_decoding() -> None:
    plain = translator(honest).signature(Decoding())
    assert plain.startswith(
        "model:scripted|runtime:scripted|window:2000|search:greedy|maxlen:2|batch:1024|prompt:translate-"
    )
    assert translator(honest, "translate-context").signature(Decoding()) != plain
    beams = translator(honest, beams=True)
    assert beams.signature(Decoding(beam_size=2)) != beams.signature(Decoding(beam_size=3))


SAID = ["The minister spoke in Berlin on Friday.", "He said that the law would change.", "The opposition protested."]


def document(*texts: str) -> Document:
    return Document(tuple(DocumentSentence(text, BlockKind.PARAGRAPH, 0) for text in texts), "en")


def summarised(script: Sequence[str] | Callable[[Conversation], str], prompt: str, budget: int = 2, window: int = 2000):  # type: ignore[no-untyped-def]
    made = PromptedSummariser(ScriptedChat(script, window=window), prompts.load(prompt))
    return made, made.summarise(document(*SAID), Budget(budget))


def test_a_summary_has_its_evidence_and_its_length() -> None:
    answer = f"Here is the summary:\n\n{SAID[0]} The law will change. Birds can fly."
    made, summary = summarised([answer], "summarise")
    assert [sentence.text for sentence in summary.sentences] == [SAID[0], "The law will change."]
    assert [sentence.evidence for sentence in summary.sentences] == [(0,), (1,)]
    assert "in 2 sentences" in made.chat.heard[0][1].text


@pytest.mark.parametrize(
    ("prompt", "answer", "texts"),
    [
        ("summarise-bullets", f"- {SAID[0]}\n- {SAID[2]}", [SAID[0], SAID[2]]),
        ("headline", '"Minister Speaks in Berlin"', ["Minister Speaks in Berlin"]),
        (
            "five-ws",
            "Who: the minister.\nWhat: a speech.\nWhen: on Friday.\nWhere: Berlin.\nWhy: not stated.",
            ["Who: the minister.", "What: a speech.", "When: on Friday.", "Where: Berlin.", "Why: not stated."],
        ),
    ],
)
def test_the_form_is_the_prompts(prompt: str, answer: str, texts: list[str]) -> None:
    """Headlines and labels do not follow the number of sentences."""
    _, summary = summarised([answer], prompt)
    assert [sentence.text for sentence in summary.sentences] == texts


def test_an_answer_without_a_summary_is_an_error() -> None:
    with pytest.raises(
        UnreadableAnswer, match=r"scripted wrote no summary .*but '<think>Hm'; try another prompt or model"
    ):
        summarised(["<think>Hm"], "summarise")


def test_a_long_document_is_read_whole_in_parts() -> None:
    """Every sentence is in some request, every request fits, and the parts' summaries are read together."""

    def first(conversation: Conversation) -> str:
        block = re.search(r"<text>\n(.*)\n</text>", conversation[1].text, re.DOTALL)
        assert block is not None
        return block[1].partition(". ")[0] + "."

    texts = [f"Minister number {i} spoke about budget {i} today." for i in range(60)]
    made = PromptedSummariser(ScriptedChat(first, window=400), prompts.load("summarise"))
    summary = made.summarise(document(*texts), Budget(1))
    asked = " ".join(ask[1].text for ask in made.chat.heard)
    assert all(text in asked for text in texts)
    assert len(made.chat.heard) > 2
    assert all(made.chat.length(ask) + made.chat.asked[0].search.max_length <= 400 for ask in made.chat.heard)
    assert [sentence.text for sentence in summary.sentences] == [texts[0]]


def test_german_to_english_in_one_step() -> None:
    """It reads the German, its summary is not translated again, and its evidence is found in the translation."""
    reader = translator(lambda ask: "\n".join(f"{i}. {text}" for i, text in enumerate(ENGLISH, 1)))
    writer = PromptedSummariser(ScriptedChat(["The dog barks in the garden."]), prompts.load("summarise-german"))
    run = pipeline.run("\n\n".join(THREE), translator=reader, summariser=writer, sentences=1, any_language=True)
    assert "Der Hund bellt" in writer.chat.heard[0][1].text
    [sentence] = run.summary.sentences
    assert sentence.text == ENGLISH[0]
    assert sentence.original is None
    assert sentence.support == 1.0
    assert run.article.source(run.article.segments[sentence.evidence[0]]) == THREE[0]
    again = PromptedSummariser(ScriptedChat(["The dog barks in the garden."]), prompts.load("summarise-german"))
    summary = pipeline.summarise(run.translation, model=again, sentences=1)
    assert summary.sentences[0].evidence == sentence.evidence


def test_settings_of_the_catalogue_are_taken() -> None:
    chat = ScriptedChat([SAID[0]], beams=True)
    made = PromptedSummariser(chat, prompts.load("summarise"), {"repetition_penalty": 1.2, "max_length": 99})
    made.summarise(document(*SAID), Budget(1))
    search = chat.asked[0].search
    assert (search.beam_size, search.repetition_penalty, search.max_length) == (1, 1.2, 99)
    assert "reppen:1.2" in made.signature(Budget(1))


def test_an_own_prompt_with_one_sentence_a_request() -> None:
    own: Prompt = replace(
        prompts.load("translate"),
        name="one",
        variables=("text",),
        user="English, please: {text}",
        again="",
        answer="text",
        at_once=1,
    )
    made = PromptedTranslator(ScriptedChat([f"Translation: {text}" for text in ENGLISH]), own)
    assert [one.text for one in made.translate(THREE)] == ENGLISH
    assert made.chat.heard[0][1].text == f"English, please: <text>\n{THREE[0]}\n</text>"
