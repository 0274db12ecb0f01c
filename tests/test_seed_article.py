"""The seed article end to end with the real embedded models, as README.md shows it to the writers of scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbench import Run, read_article, run, summarise, translate
from workbench.types import BlockKind

pytestmark = pytest.mark.model


def test_the_blocks_of_the_seed_article(seed_path: Path) -> None:
    """Its dirt is found: a date glued to the headline, a link glued to the last paragraph, a house appeal."""
    article = read_article(str(seed_path))
    kinds = [(block.kind.value, block.kept) for block in article.blocks if block.kind is not BlockKind.BLANK]
    assert kinds == [
        ("dateline", False),
        ("headline", True),
        ("lead", True),
        ("credit", False),
        ("paragraph", True),
        ("related", False),
        ("appeal", False),
    ]
    assert "".join(article.text[b.start : b.end] for b in article.blocks) == seed_path.read_text("utf-8")
    assert article.title == "Peskow: Putin wird Nordkorea in absehbarer Zukunft besuchen"
    assert article.date == "2024-01"
    assert article.language == "de"
    assert all(block.reason for block in article.blocks if not block.kept)


def test_scripts_as_the_readme_shows_them(seed_path: Path) -> None:
    article = read_article(str(seed_path))
    t = translate(article)
    assert len(t.sentences) == len(article.segments) == 16
    assert "North Korea" in t.sentences[0].text
    assert all(sentence.text.strip() and sentence.score is not None for sentence in t.sentences)
    assert not any(sentence.truncated for sentence in t.sentences)
    assert t.model == "marian-de-en"

    s = summarise(t, sentences=3)
    assert len(s.sentences) == 3
    for sentence in s.sentences:
        (index,) = sentence.evidence
        assert sentence.text == t.sentences[index].text
        assert sentence.support == 1.0

    r = run(article)
    assert r.translation == t
    assert r.summary == s
    assert Run.from_json(r.to_json()) == r
    assert set(r.timings) == {"read", "load", "translate", "summarise", "check"}
    assert re.search(r"model:marian-de-en\|revision:[0-9a-f]+\|runtime:ctranslate2-", r.signature)


def test_equal_signatures_give_equal_output(seed_path: Path) -> None:
    first, second = run(seed_path), run(seed_path)
    assert first.signature == second.signature
    assert first.translation == second.translation
    assert first.summary == second.summary
