"""The sentence cache gives back what was put in, forgets the oldest, and is never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import run, translate
from workbench.errors import UsageError
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.store import Store, open_store
from workbench.store.file import StoreFile
from workbench.store.sentences import OVERHEAD, Sentences, limit_from_environment
from workbench.types import Translated

MADE = "model:x|beam:4"


class Clock:
    """A time that the test moves."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(path: Path) -> Iterator[StoreFile]:
    opened = StoreFile(path)
    yield opened
    opened.close()


@given(
    st.dictionaries(
        st.text(st.characters(), max_size=30),
        st.builds(
            Translated,
            st.text(st.characters(), max_size=30),
            st.none() | st.floats(max_value=0, allow_nan=False, allow_infinity=False),
            st.booleans(),
        ),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_field_comes_back(store: Store, translated: dict[str, Translated]) -> None:
    """Text, score to the last bit, truncated; for any text."""
    store.sentences.keep(MADE, translated)
    assert store.sentences.find(MADE, [*translated, "never seen"]) == translated


def test_another_signature_is_another_translation(store: Store) -> None:
    store.sentences.keep(MADE, {"Eins.": Translated("One.", -0.1)})
    store.sentences.keep("model:y|beam:4", {"Eins.": Translated("A one.", -0.2)})
    assert store.sentences.find(MADE, ["Eins."])["Eins."].text == "One."
    assert store.sentences.find("model:y|beam:4", ["Eins."])["Eins."].text == "A one."
    assert store.sentences.find("model:x|beam:1", ["Eins."]) == {}
    assert store.sentences.find(MADE, ["Eins", "eins.", " Eins."]) == {}


def test_the_german_is_not_stored(store: Store, path: Path) -> None:
    store.sentences.keep(MADE, {"Die Geheimnisträgerin schweigt.": Translated("She is silent.", None)})
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Geheimnis" not in content
    assert b"She is silent." in content


def test_the_least_recently_used_leave_first(file: StoreFile, clock: Clock) -> None:
    """The limit holds, and what was asked for again stays longer than what was not."""
    one = len('{"text":"0000","score":null,"truncated":false,"alignment":null,"read_as":null}') + OVERHEAD
    cache = Sentences(file, limit=20 * one, clock=clock)
    for number in range(20):
        cache.keep(MADE, {f"Satz {number}": Translated(f"{number:04}", None)})
        clock.now += 1000
    assert cache.info().size == 20 * one
    cache.find(MADE, ["Satz 0", "Satz 1"])
    cache.keep(MADE, {"Satz 20": Translated("0020", None)})
    assert cache.info().size <= 18 * one  # a tenth of the room is freed at once
    left = cache.find(MADE, [f"Satz {number}" for number in range(21)])
    assert sorted(left, key=lambda s: int(s[5:])) == [f"Satz {n}" for n in (0, 1, *range(5, 21))]


def test_a_sentence_larger_than_the_limit_is_not_kept(file: StoreFile) -> None:
    cache = Sentences(file, limit=1000)
    cache.keep(MADE, {"Lang.": Translated("x" * 2000, None)})
    assert cache.info().sentences == 0
    assert cache.fault is None


def test_no_limit_means_nothing_is_kept(file: StoreFile) -> None:
    cache = Sentences(file, limit=0)
    cache.keep(MADE, {"Eins.": Translated("One.", None)})
    assert cache.info().sentences == 0


def test_the_limit_is_set_in_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_CACHE_MB", "7")
    assert limit_from_environment() == 7_000_000
    monkeypatch.setenv("WORKBENCH_CACHE_MB", "viel")
    with pytest.raises(UsageError, match="viel"):
        limit_from_environment()


def test_a_cache_that_only_reads_writes_nothing(path: Path) -> None:
    with open_store(path) as store:
        store.sentences.keep(MADE, {"Eins.": Translated("One.", None)})
    with open_store(path, keeps_sentences=False) as store:
        store.sentences.keep(MADE, {"Zwei.": Translated("Two.", None)})
        assert list(store.sentences.find(MADE, ["Eins.", "Zwei."])) == ["Eins."]


def test_sentences_are_forgotten_however_they_were_translated(store: Store) -> None:
    for made in (MADE, "model:y"):
        store.sentences.keep(made, {"Eins.": Translated("One.", None), "Zwei.": Translated("Two.", None)})
    store.sentences.forget(["Eins.", "Drei."])
    assert store.sentences.info().sentences == 2
    assert list(store.sentences.find(MADE, ["Eins.", "Zwei."])) == ["Zwei."]


@pytest.mark.parametrize("damage", ["UPDATE sentences SET translated = '[1, 2]'", "DROP TABLE sentences"])
def test_a_cache_that_fails_is_never_in_the_way(store: Store, damage: str, seed_path: Path) -> None:
    """The run comes out as without it; why the cache is out of use is said once, in words."""
    plain = run(seed_path, translator=FakeTranslator(), summariser=FakeSummariser())
    run(seed_path, translator=FakeTranslator(), summariser=FakeSummariser(), cache=store.sentences)
    with store._file.write() as connection:
        connection.execute(damage)
    assert store.sentences.fault is None
    again = run(seed_path, translator=FakeTranslator(), summariser=FakeSummariser(), cache=store.sentences)
    assert again.translation == plain.translation
    assert "out of use" in (store.sentences.fault or "")
    assert not any(sentence.cached for sentence in again.translation.sentences)


def test_a_closed_store_is_a_cache_that_fails(path: Path) -> None:
    store = open_store(path)
    store.close()
    assert translate(["Eins."], model=FakeTranslator(), cache=store.sentences).sentences[0].text == "EINS."
    assert store.sentences.fault is not None
