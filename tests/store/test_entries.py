"""What was put in comes out equal, is listed, found and marked."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import Run
from workbench.errors import UnknownEntry, UsageError
from workbench.store import RUN, Draft, Store, open_store

Made = Callable[[str], Run]
BRIDGE = "Der Brückenbau.\n\nDie Brücke über die Elbe wird im März gesperrt. Das teilte die Stadt mit."
MAYOR = "Der Bürgermeister lehnte am Montag in Dresden ab, die Steuern zu erhöhen."


def test_a_run_comes_out_equal_even_after_the_file_was_closed(path: Path, made: Made, seed_path: Path) -> None:
    """Article, blocks, translation, summary, flags, timings, signature: all of it."""
    done = made(str(seed_path))
    with open_store(path) as store:
        number = store.add_run(done)
    with open_store(path) as store:
        assert store.run(number) == done
        entry = store.entries.get(number)
    assert entry.title == done.article.title
    assert entry.about == done.article.id
    assert entry.facts["sentences"] == len(done.article.segments)
    assert entry.kind == RUN


@given(st.text(st.characters(), min_size=1, max_size=80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_out_equal(store: Store, made: Made, text: str) -> None:
    """Control characters and half characters too."""
    done = made("Das ist ein Satz: " + text)
    assert store.run(store.add_run(done)) == done


def test_the_newest_comes_first_and_the_list_can_be_narrowed(store: Store, made: Made) -> None:
    first, second = store.add_run(made(BRIDGE)), store.add_run(made(MAYOR))
    third = store.add_run(made(BRIDGE))
    store.entries.mark(second, star=True)
    assert [entry.id for entry in store.entries.newest()] == [third, second, first]
    assert [entry.id for entry in store.entries.newest(limit=1)] == [third]
    assert [entry.id for entry in store.entries.newest(starred=True)] == [second]
    bridge = store.entries.get(first).about
    assert [entry.id for entry in store.entries.newest(about=bridge)] == [third, first]
    assert store.entries.newest(kind="comparison") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Brücke", [1]),
        ("brucke", [1]),  # without the dots, as people type who have no such keys
        ("BRÜCK", [1]),  # the beginning of a word
        ('"Brücke über"', [1]),
        ('"über Brücke"', []),
        ("Elbe März", [1]),
        ("Elbe Dresden", []),
        ("STADT", [1]),  # German here, English in capitals
        ("am", [2]),
        ("e", [1, 2]),  # Elbe; erhöhen
        ("März*", [1]),
        ("NOT (Elbe) OR ^", []),  # words, not operators
        ("Elbe) -(", [1]),
    ],
)
def test_search_finds_all_words_or_their_beginnings(store: Store, made: Made, words: str, found: list[int]) -> None:
    store.add_run(made(BRIDGE))
    store.add_run(made(MAYOR))
    assert sorted(hit.entry.id for hit in store.entries.search(words)) == found


def test_search_in_one_place_only(store: Store, made: Made) -> None:
    """The summary is the last three sentences, so the headline is not in it."""
    number = store.add_run(made(BRIDGE + "\n\nEin dritter Satz steht hier. Ein vierter steht daneben."))
    assert [hit.entry.id for hit in store.entries.search("Brückenbau", column="german")] == [number]
    assert store.entries.search("Brückenbau", column="summary") == []
    assert store.entries.search("vierter", column="summary")[0].snippet.count("[") == 1
    with pytest.raises(UsageError, match="german"):
        store.entries.search("x", column="french")


@pytest.mark.parametrize("words", ["", "  ", "!?", '""', "* ( )"])
def test_search_for_no_word_is_refused(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        store.entries.search(words)


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_a_syntax_error(store: Store, words: str) -> None:
    """On any string: results, or the word that there is nothing to search for."""
    try:
        store.entries.search(words)
    except UsageError:
        assert not any(character.isalnum() for character in words)


def test_soft_hyphens_do_not_hide_a_word(store: Store, made: Made) -> None:
    number = store.add_run(made("Die Straßen\u00adbahn fährt heute nicht."))
    assert [hit.entry.id for hit in store.entries.search("Straßenbahn")] == [number]


def test_notes_and_stars_are_kept_and_taken_away(store: Store, made: Made) -> None:
    number = store.add_run(made(MAYOR))
    marked = store.entries.mark(number, note="Für Pekka", star=True)
    assert (marked.note, marked.star) == ("Für Pekka", True)
    assert store.entries.search("pekka")[0].entry == marked
    assert store.entries.mark(number, note="").star
    assert store.entries.search("pekka") == []
    assert store.entries.mark(number, star=False) == store.entries.get(number)
    assert store.entries.mark(number, note="zwei\nZeilen\ud800\x00").note == "zwei Zeilen"


@pytest.mark.parametrize("act", ["get", "payload", "mark", "delete"])
def test_an_unknown_number_is_named(store: Store, act: str) -> None:
    with pytest.raises(UnknownEntry, match="7"):
        getattr(store.entries, act)([7] if act == "delete" else 7)


def test_other_kinds_live_beside_runs(store: Store, made: Made) -> None:
    """Anything with JSON can be kept, listed, searched and deleted; but it is no run."""
    about = store.add_run(made(MAYOR))
    draft = Draft("vote", json.dumps({"winner": "a"}), "A vote", about=str(about), summary="Sehr gut")
    number = store.entries.add(draft)
    assert [entry.id for entry in store.entries.newest(kind="vote", about=str(about))] == [number]
    assert json.loads(store.entries.payload(number)) == {"winner": "a"}
    assert store.entries.search("sehr")[0].entry.kind == "vote"
    with pytest.raises(UsageError, match="not a run"):
        store.run(number)


def test_what_hangs_on_an_entry_goes_with_it(store: Store, made: Made) -> None:
    run, other = store.add_run(made(MAYOR)), store.add_run(made(BRIDGE))
    vote = store.entries.add(Draft("vote", "{}", "A vote", about=str(run)))
    store.entries.add(Draft("remark", "{}", "On the vote", about=str(vote)))
    assert store.delete([run])
    assert [entry.id for entry in store.entries.newest()] == [other]


def test_nothing_is_deleted_when_one_number_is_wrong(store: Store, made: Made) -> None:
    number = store.add_run(made(MAYOR))
    with pytest.raises(UnknownEntry):
        store.delete([number, 99])
    assert store.entries.get(number)


def test_only_the_owner_may_read_it(store: Store, path: Path, made: Made) -> None:
    """Texts can be private. The log inherits the rights of the file."""
    store.add_run(made(MAYOR))
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_threads_share_a_store(store: Store, made: Made) -> None:
    done = made(MAYOR)
    threads = [threading.Thread(target=store.add_run, args=(done,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry.id for entry in store.entries.newest()) == list(range(1, 17))
