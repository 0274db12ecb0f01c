"""Glossaries as files: what is written reads back as the same terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.glossary import WRITERS, Case, Term, build, make_term, parse_glossary, starter

_LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="|"), max_size=20)
_WORDS = _LINE.map(lambda text: " ".join(f"a{text}".split()))
terms = st.builds(
    Term,
    german=_WORDS,
    english=_WORDS,
    note=st.none() | _WORDS,
    case=st.sampled_from(Case),
    forms=st.lists(_WORDS, max_size=2).map(tuple),
    accept=st.lists(_WORDS, max_size=2).map(tuple),
)


@pytest.mark.parametrize("form", WRITERS)
def test_the_shipped_list_survives_every_format(form: str) -> None:
    """All 1,241 entries, key by key."""
    assert parse_glossary(WRITERS[form](starter().terms).encode(), f"x.{form}").terms == starter().terms


@pytest.mark.parametrize("form", WRITERS)
@given(st.lists(terms, min_size=1, max_size=4))
def test_any_terms_survive_every_format(form: str, some: list[Term]) -> None:
    """Quotes, commas, markup and backslashes included."""
    kept = build(some, "x").terms
    assert parse_glossary(WRITERS[form](kept).encode(), f"x.{form}").terms == kept


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"german": "Kiew\x01", "english": "Kyiv"}, "U\\+0001"),
        ({"german": "Kiew", "english": "Ky\ud800iv"}, "U\\+D800"),
        ({"german": "Kiew", "english": "Kyiv", "forms": ["a|b"]}, "'forms'.*bar"),
    ],
)
def test_what_no_file_could_hold_is_no_term(values: dict[str, object], says: str) -> None:
    """Controls, halves of characters, and the bar that parts forms in CSV."""
    with pytest.raises(UsageError, match=f"^here: .*{says}"):
        make_term("here", values)


def test_errors_call_the_file_by_the_name_that_was_given(tmp_path: Path) -> None:
    """From bytes as from a path."""
    with pytest.raises(UsageError, match=r"^mine\.csv, line 2"):
        parse_glossary(b"german,english\nKiew\n", "mine.csv")
    with pytest.raises(UsageError, match="no glossary format"):
        parse_glossary(b"", "mine.xls")
