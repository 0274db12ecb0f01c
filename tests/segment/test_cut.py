"""Over-long sentences are cut where it hurts least, and nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.segment import cut_long


def squeeze(text: str) -> str:
    return "".join(text.split())


@given(st.text(max_size=300), st.integers(min_value=1, max_value=40))
def test_parts_fit_and_lose_nothing(text: str, window: int) -> None:
    """Each part fits, none is blank, and joined without white space they are the text."""
    parts = cut_long(text, len, window)
    assert all(part.strip() and len(part) <= window for part in parts)
    assert squeeze("".join(parts)) == squeeze(text)


def test_short_sentence_is_left_alone() -> None:
    assert cut_long("Kurz und gut.", len, 20) == ["Kurz und gut."]
    assert cut_long("  ", len, 20) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Der Minister kam spät am Abend; die Kanzlerin war schon da.",
            ["Der Minister kam spät am Abend;", "die Kanzlerin war schon da."],
        ),
        (
            "Der Minister kam spät am Abend, die Kanzlerin war schon da.",
            ["Der Minister kam spät am Abend,", "die Kanzlerin war schon da."],
        ),
        (
            "Der Minister kam spät am Abend und die Kanzlerin war da.",
            ["Der Minister kam spät am Abend", "und die Kanzlerin war da."],
        ),
    ],
)
def test_best_place_first(text: str, wanted: list[str]) -> None:
    """A semicolon is better than a comma, a comma than a conjunction, and that better than a mere space."""
    assert cut_long(text, len, 40) == wanted


def test_parts_are_balanced() -> None:
    """A sentence a little longer than the window becomes two halves, not a whole and a crumb."""
    parts = cut_long("wort " * 21, len, 100)
    assert len(parts) == 2
    assert min(map(len, parts)) > 40


@pytest.mark.parametrize("text", ["ein Wort, " * 10_000, "wort " * 10_000, "a" * 100_000, "a\u0301" * 50_000])
def test_few_calls_for_long_texts(text: str) -> None:
    """The number of calls grows with the number of parts, and no part is needlessly small."""
    calls = 0

    def length(part: str) -> int:
        nonlocal calls
        calls += 1
        return len(part)

    parts = cut_long(text, length, 500)
    assert len(parts) <= 2.1 * len(text) / 500
    assert calls <= 2 * len(parts)
    assert squeeze("".join(parts)) == squeeze(text)


@pytest.mark.parametrize("cluster", ["e\u0301", "👩‍👩‍👧", "🇩🇪", "👍🏽", "각", "\u0915\u094d\u0937"])
def test_clusters_stay_whole(cluster: str) -> None:
    """What is seen as one character is never cut while there is another place."""
    parts = cut_long(cluster * 50, len, max(12, 2 * len(cluster)))
    assert len(parts) > 1
    for before, after in pairwise(parts):
        assert before.endswith(cluster[-1])
        assert after.startswith(cluster[0])
    assert all(len(part) % len(cluster) == 0 for part in parts)


def test_what_cannot_be_cut_stays_whole() -> None:
    """One code point of three pieces does not fit a window of two; there is nothing smaller, and nothing is dropped."""
    assert cut_long("ßß", lambda part: 3 * len(part), 2) == ["ß", "ß"]
