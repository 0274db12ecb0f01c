"""The embedded extractive summariser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import Cancelled
from workbench.models.extractive import ExtractiveSummariser
from workbench.types import BlockKind, Budget, Document, DocumentSentence, Stage, Step

RUNNING = (BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
OTHER = tuple(kind for kind in BlockKind if kind not in RUNNING)

LOOP = "so he so he so he so he ferry line"
ARTICLE = (
    "The Danish parliament approved a new ferry line between Esbjerg and Hamburg on Monday.",
    "It was a long debate.",
    "The ferry line will carry lorries between Denmark and Hamburg from next spring.",
    "A cafe in the harbour sells warm waffles.",
    "Opponents in parliament fear that the ferry line will cost Denmark 40 million euros a year.",
    "My neighbour has a red bicycle.",
)


def document(texts: list[str] | tuple[str, ...], kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    return Document(tuple(DocumentSentence(text, kind, 0) for text in texts), "en")


def picked(source: Document, sentences: int = 3) -> list[int]:
    summary = ExtractiveSummariser().summarise(source, Budget(sentences))
    assert all(s.support == 1.0 and len(s.evidence) == 1 for s in summary.sentences)
    assert all(s.text == source.sentences[s.evidence[0]].text for s in summary.sentences)
    assert summary.left_out == ()
    return [s.evidence[0] for s in summary.sentences]


words = st.sampled_from("ferry line parliament the a he not 40 Denmark said über 会议 🚢 , . -".split())
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=12).map(" ".join))
documents = st.lists(st.builds(DocumentSentence, texts, st.sampled_from(list(BlockKind)), st.just(0)), max_size=25).map(
    lambda sentences: Document(tuple(sentences), "en")
)


@given(documents, st.integers(1, 20))
def test_holds_its_rules_on_any_document(source: Document, budget: int) -> None:
    """Never more than the budget; existing, ascending, different, non-blank sentences; the same answer each time."""
    indexes = picked(source, budget)
    assert len(indexes) <= budget
    assert indexes == sorted(set(indexes))
    assert all(source.sentences[i].text.strip() for i in indexes)
    assert indexes == picked(source, budget)
    assert bool(indexes) == any(sentence.text.strip() for sentence in source.sentences)


@given(documents, st.integers(1, 20))
def test_only_running_text_is_picked_where_there_is_some(source: Document, budget: int) -> None:
    """Headlines, captions, credits and the like never become summary sentences of an article that has a text."""
    kinds = {source.sentences[i].kind for i in picked(source, budget)}
    if any(s.text.strip() and s.kind in RUNNING for s in source.sentences):
        assert kinds <= set(RUNNING)


@given(documents, st.integers(1, 20))
def test_the_same_words_are_never_picked_twice(source: Document, budget: int) -> None:
    """Two summary sentences are never equal, whatever their white space."""
    chosen = [" ".join(source.sentences[i].text.split()) for i in picked(source, budget)]
    assert len(chosen) == len(set(chosen))


def test_picks_what_the_article_is_about() -> None:
    """Of six sentences, the three about the ferry line; in the order of the document."""
    assert picked(document(ARTICLE)) == [0, 2, 4]


@pytest.mark.parametrize("kind", OTHER)
def test_a_sentence_outside_the_running_text_is_never_picked(kind: BlockKind) -> None:
    """Not even when it says most of the article."""
    best = DocumentSentence("Parliament: new ferry line between Denmark and Hamburg", kind, 0)
    source = Document((best, *document(ARTICLE).sentences), "en")
    assert picked(source, 20)[0] == 1


@pytest.mark.parametrize("kind", OTHER)
def test_without_running_text_every_kind_is_a_candidate(kind: BlockKind) -> None:
    """A lone headline is its own summary; that is better than none."""
    assert picked(document(["Parliament approves a ferry line"], kind)) == [0]


def test_the_headline_says_what_the_article_is_about() -> None:
    """Of two sentences that stand alone, the one that shares the headline's words wins."""
    rest = ("Bakers sell warm waffles.", "Cyclists repair old bicycles.")
    headline = DocumentSentence("Old bicycles: cyclists repair them", BlockKind.HEADLINE, 0)
    assert picked(document(rest), 1) == [0]
    assert picked(Document((headline, *document(rest).sentences), "en"), 1) == [2]


def test_a_near_repetition_is_left_out() -> None:
    """A sentence that only repeats a picked one is not picked, even if the summary then is shorter than its budget."""
    first = "The Danish parliament approved a ferry line to Hamburg."
    again = "A ferry line to Hamburg was approved by the Danish parliament, officials said."
    assert picked(document([first, again, "Waffles are sold in the harbour."]), 3) == [0, 2]


def test_identical_sentences_are_one() -> None:
    """A thousand copies are picked once."""
    assert picked(document([ARTICLE[0]] * 1000)) == [0]


@pytest.mark.parametrize("broken", ["Who?", "( CNN )", "The ferry, ferry, ferry, ferry line.", LOOP])
def test_fragments_and_loops_are_picked_only_where_there_is_nothing_else(broken: str) -> None:
    """Weak translations contain them; they stand first here, so position speaks for them."""
    assert 0 not in picked(document([broken, *ARTICLE]), 20)
    assert picked(document([broken])) == [0]


def test_sentences_without_content_words_fall_back_to_their_order() -> None:
    """Nothing tells them apart but their place."""
    assert picked(document(["He did.", "It was.", "They could not.", "We will."]), 2) == [0, 1]


def test_text_in_another_script_is_summarised_too() -> None:
    """Without English function words the ranking is weaker, but it holds its rules."""
    cyrillic = ["Парламент одобрил паромную линию.", "Кафе продаёт вафли.", "Паромная линия свяжет порты."]
    assert len(picked(document(cyrillic), 2)) == 2
    assert picked(document(["議会は新しい航路を承認した。", "港では喫茶店がある。"]), 1) == [0]


def test_five_thousand_sentences_are_read_whole() -> None:
    """No window and no table of all pairs: what a long document is about is found far down in it."""
    half = ("Ferry", "Hamburg")
    filler = [f"{half[i % 2]} alpha{i} beta{i} gamma{i} delta{i}." for i in range(5000)]
    source = document([*filler[:2000], "Ferry to Hamburg.", *filler[2000:]])
    assert picked(source, 1) == [2000]
    assert len(picked(source, 20)) == 20


def test_progress_is_reported_and_can_cancel() -> None:
    """The page's stop button works by raising from the callback."""
    steps: list[Step] = []
    ExtractiveSummariser().summarise(document(ARTICLE), Budget(3), steps.append)
    assert steps == [Step(Stage.SUMMARISE, 1, 1)]

    def stop(step: Step) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        ExtractiveSummariser().summarise(document(ARTICLE), Budget(3), stop)


def test_the_signature_names_revision_and_budget() -> None:
    """A new choice of weights is a new revision, so that stored runs can be told apart."""
    assert ExtractiveSummariser().signature(Budget(5)) == "model:extractive|revision:1|sentences:5"
