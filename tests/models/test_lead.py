"""The lead baseline."""

from __future__ import annotations

from workbench.models.lead import LeadSummariser
from workbench.types import BlockKind, Budget, Document, DocumentSentence


def document(*sentences: tuple[str, BlockKind]) -> Document:
    return Document(tuple(DocumentSentence(text, kind, 0) for text, kind in sentences), "en")


ARTICLE = document(
    ("Peace talks fail", BlockKind.HEADLINE),
    ("2 May 2024", BlockKind.DATELINE),
    ("The talks in Geneva have failed.", BlockKind.LEAD),
    ("A caption.", BlockKind.CAPTION),
    (" ", BlockKind.PARAGRAPH),
    ("The ministers left in the evening.", BlockKind.PARAGRAPH),
    ("What comes next", BlockKind.SUBHEADING),
    ("Nobody knows what comes next.", BlockKind.PARAGRAPH),
)


def test_takes_the_first_sentences_of_the_running_text() -> None:
    """Headlines, captions and blank sentences are passed over; each sentence is its own evidence."""
    summary = LeadSummariser().summarise(ARTICLE, Budget(2))
    assert [(s.text, s.evidence, s.support) for s in summary.sentences] == [
        ("The talks in Geneva have failed.", (2,), 1.0),
        ("The ministers left in the evening.", (5,), 1.0),
    ]
    assert summary.left_out == ()


def test_a_short_document_gives_a_short_summary() -> None:
    """There is nothing to fill a budget with when the running text has ended."""
    assert [s.evidence for s in LeadSummariser().summarise(ARTICLE, Budget(20)).sentences] == [(2,), (5,), (7,)]


def test_a_lone_headline_is_its_own_summary() -> None:
    """Where there is no running text, sentences of every kind count."""
    summary = LeadSummariser().summarise(document(("Peace talks fail", BlockKind.HEADLINE)), Budget(3))
    assert [s.text for s in summary.sentences] == ["Peace talks fail"]


def test_the_signature_tells_budgets_apart() -> None:
    """Another number of sentences is another result, so it must be another cache key."""
    assert LeadSummariser().signature(Budget(3)) == "model:lead|sentences:3"
