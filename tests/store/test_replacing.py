"""A run that was changed takes the place of the one that is remembered; the user's own terms are one entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.test_deleting import left_in_files, left_in_index, secrets, text_of
from workbench import Run, translate
from workbench.errors import StoreError, UnknownEntry, UsageError
from workbench.models.fake import FakeTranslator
from workbench.store import MADE, RUN, TERMS, Draft, Store

Made = Callable[[str], Run]
BRIDGE = "Die Brücke über die Elbe wird im März gesperrt. Das teilte die Stadt nicht mit."
MAYOR = "Der Bürgermeister lehnte am Montag ab, die Steuern zu erhöhen."


def test_a_replaced_run_keeps_its_number_date_note_and_star(store: Store, made: Made) -> None:
    """A dismissed flag comes back dismissed, and no longer counts as a doubt in the list."""
    run = made(BRIDGE)
    number = store.add_run(run)
    before = store.entries.mark(number, note="später", star=True)
    assert before.facts["doubted"] == 2
    dismissed = replace(run, flags=tuple(replace(flag, dismissed=True) for flag in run.flags))
    store.replace_run(number, dismissed)
    assert store.run(number) == dismissed
    after = store.entries.get(number)
    assert replace(after, facts=before.facts) == before
    assert after.facts["doubted"] == 0
    assert store.entries.count() == 1


def test_only_a_run_that_is_there_can_be_replaced(store: Store, made: Made) -> None:
    number = store.add_run(made(BRIDGE))
    other = store.entries.add(Draft("vote", "{}", "A vote"))
    store.delete([number])
    with pytest.raises(UnknownEntry):
        store.replace_run(number, made(BRIDGE))
    with pytest.raises(UsageError, match="not a run but a vote"):
        store.replace_run(other, made(BRIDGE))
    with pytest.raises(UnknownEntry, match="no run under 2"):
        store.entries.replace(other, Draft(RUN, "{}", ""))
    assert store.entries.payload(other) == "{}"


def test_nothing_of_what_was_replaced_is_left_when_the_run_is_deleted(path: Path, store: Store, made: Made) -> None:
    """Sentences that only the earlier one had leave the cache when it is replaced: nobody could delete them later."""
    words = secrets(40)
    number = store.add_run(made(text_of(words)))
    translate(text_of(words), model=FakeTranslator(), any_language=True, cache=store.sentences)
    translate(BRIDGE, model=FakeTranslator(), any_language=True, cache=store.sentences)
    store.replace_run(number, made(BRIDGE))
    assert store.sentences.info().sentences == 2
    assert [found.entry.id for found in store.entries.search("Elbe")] == [number]
    assert store.entries.search(words[0]) == []
    assert store.delete([number])
    assert left_in_files(path, words) == set()
    assert left_in_index(path, words) == set()


def test_lists_and_searches_are_narrowed_and_paged(store: Store, made: Made) -> None:
    numbers = [store.add_run(made(text)) for text in (BRIDGE, MAYOR, BRIDGE, MAYOR, BRIDGE)]
    vote = store.entries.add(Draft("vote", "{}", "Elbe", german="Elbe"))
    store.entries.mark(numbers[0], star=True)
    assert [entry.id for entry in store.entries.newest(kind=MADE, limit=2, skip=1)] == [numbers[3], numbers[2]]
    assert [entry.id for entry in store.entries.newest(kind=("vote", "else"))] == [vote]
    assert (store.entries.count(), store.entries.count(kind=MADE), store.entries.count(starred=True)) == (6, 5, 1)
    pages = [store.entries.search("Elbe", kind=RUN, limit=2, skip=skip) for skip in (0, 2)]
    assert {hit.entry.id for page in pages for hit in page} == {numbers[0], numbers[2], numbers[4]}
    assert store.entries.count_found("Elbe") == 4
    assert store.entries.count_found("Elbe", kind=RUN) == 3
    assert [hit.entry.id for hit in store.entries.search("Elbe", starred=True)] == [numbers[0]]
    (hit,) = store.entries.search("Montag", kind=RUN, limit=1, marks=("\x02", "\x03"))
    assert "\x02Montag\x03" in hit.snippet


def test_own_terms_are_one_entry_that_no_search_finds(store: Store) -> None:
    assert store.own_terms() == ""
    store.keep_own_terms('[[term]]\ngerman = "Kiew"\n')
    store.keep_own_terms('[[term]]\ngerman = "Kyjiw"\n')
    assert store.own_terms() == '[[term]]\ngerman = "Kyjiw"\n'
    (entry,) = store.entries.newest(kind=TERMS)
    assert store.entries.newest(kind=MADE) == []
    assert store.entries.search("Kyjiw") == store.entries.search("term") == []
    store.entries.replace(entry.id, Draft(TERMS, "[]", ""))
    with pytest.raises(StoreError, match=f"history delete {entry.id}"):
        store.own_terms()
    store.keep_own_terms("")
    assert store.entries.newest() == []


def test_a_cache_for_one_piece_of_work_can_be_told_to_write_nothing(store: Store) -> None:
    """It finds what is known; what it was given is not there afterwards. A fault of one is none of the next."""
    translate(BRIDGE, model=FakeTranslator(), any_language=True, cache=store.sentences)
    quiet = store.sentences.for_one(keeps=False)
    again = translate(f"{BRIDGE} {MAYOR}", model=FakeTranslator(), any_language=True, cache=quiet)
    assert [sentence.cached for sentence in again.sentences] == [True, True, False]
    assert store.sentences.info().sentences == 2
    quiet.fault = "broken"
    assert store.sentences.for_one(keeps=True).fault is None
