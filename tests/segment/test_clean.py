"""What a model may see of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.segment import clean_for_model


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Donau\u00addampf\u00adschiff", "Donaudampfschiff"),
        ("\ufeffAn\u200bfang\u2060", "Anfang"),
        ("\u202bvon rechts\u202c \u200fnach links", "von rechts nach links"),
        ("eins\x00zwei\r\n\tdrei\u2028vier", "eins zwei drei vier"),
        ("nur\u00a0ein  Wort", "nur ein Wort"),
        ("halb\ud83d", "halb"),
        ("Familie 👩\u200d👩\u200d👧 da", "Familie 👩\u200d👩\u200d👧 da"),
        ("ein\u200dWort", "einWort"),
        ("\x00\u200b", ""),
        ("<b>„Größe“ & Maß</b> …", "<b>„Größe“ & Maß</b> …"),
    ],
)
def test_invisible_goes_and_visible_stays(text: str, wanted: str) -> None:
    assert clean_for_model(text) == wanted


@given(st.text())
def test_clean_twice_is_clean_once(text: str) -> None:
    """The result is one line without control characters, and cleaning it again changes nothing."""
    clean = clean_for_model(text)
    assert clean == clean.strip()
    assert clean == clean_for_model(clean)
    assert not any(c < " " or "\x7f" <= c <= "\x9f" for c in clean)
    clean.encode("utf-8")
