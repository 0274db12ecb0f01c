"""The cache of loaded models, shared by threads."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from workbench.models.cache import ModelCache


class Model:
    """Something that can be referred to weakly, as models can."""


def test_a_key_is_loaded_once_when_many_threads_ask_at_once() -> None:
    cache: ModelCache[Model] = ModelCache(2)
    loads: list[int] = []
    started = threading.Event()

    def load() -> Model:
        loads.append(1)
        started.wait(5)  # until all threads have asked
        return Model()

    found: list[Model] = []
    threads = [threading.Thread(target=lambda: found.append(cache.get("a", load))) for _ in range(8)]
    for thread in threads:
        thread.start()
    started.set()
    for thread in threads:
        thread.join(10)
    assert len(loads) == 1
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_different_keys_load_side_by_side() -> None:
    """A slow load of one model does not hold up another."""
    cache: ModelCache[Model] = ModelCache(2)
    both = threading.Barrier(2)

    def load() -> Model:
        both.wait(10)  # passes only when the other load is under way too
        return Model()

    threads = [threading.Thread(target=cache.get, args=(key, load)) for key in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not both.broken


def test_what_is_pushed_out_lives_as_long_as_someone_uses_it() -> None:
    cache: ModelCache[Model] = ModelCache(1)
    used = cache.get("a", Model)
    alive = weakref.ref(used)
    cache.get("b", Model)
    gc.collect()
    assert alive() is not None
    assert cache.get("a", Model) is used, "a model that is still in memory is not loaded a second time"
    cache.get("b", Model)
    del used
    gc.collect()
    assert alive() is None, "nobody uses it and the cache has let go of it"


def test_the_least_recently_used_goes_first() -> None:
    cache: ModelCache[Model] = ModelCache(2)
    kept = weakref.ref(cache.get("a", Model))
    dropped = weakref.ref(cache.get("b", Model))
    cache.get("a", Model)
    cache.get("c", Model)
    gc.collect()
    assert kept() is not None
    assert dropped() is None


def test_a_failed_load_is_tried_again() -> None:
    cache: ModelCache[Model] = ModelCache(1)

    def fail() -> Model:
        raise OSError("no such file")

    for _ in range(2):
        with pytest.raises(OSError, match="no such file"):
            cache.get("a", fail)
    assert isinstance(cache.get("a", Model), Model)
