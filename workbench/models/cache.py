"""A small cache of loaded models that threads share.

A key loads once even when several threads ask for it at the same time. What is pushed out is only forgotten here:
Python frees it when the last caller lets go of it, and until then it is handed out again rather than loaded twice.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

Model = TypeVar("Model")


class ModelCache(Generic[Model]):
    """Keeps the most recently used models, at most `size` of them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: OrderedDict[Hashable, Model] = OrderedDict()
        self._alive: WeakValueDictionary[Hashable, Model] = WeakValueDictionary()
        self._loading: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, load: Callable[[], Model]) -> Model:
        """The model of a key, loaded by `load` when nobody has it. An error of `load` is not remembered."""
        with self._lock:
            model = self._found(key)
            if model is not None:
                return model
            loading = self._loading.setdefault(key, threading.Lock())
        with loading:  # held while loading: a second thread that asks for the same key waits here
            with self._lock:
                model = self._found(key)
            try:
                if model is None:
                    model = load()
            finally:
                with self._lock:
                    self._loading.pop(key, None)
                    if model is not None:
                        self._keep(key, model)
        return model

    def _found(self, key: Hashable) -> Model | None:
        model = self._alive.get(key)
        if model is not None:
            self._keep(key, model)
        return model

    def _keep(self, key: Hashable, model: Model) -> None:
        self._alive[key] = model
        self._kept[key] = model
        self._kept.move_to_end(key)
        while len(self._kept) > self.size:
            self._kept.popitem(last=False)

    def holds(self, key: Hashable) -> bool:
        """Whether a model is in memory, kept here or by somebody who still uses it."""
        with self._lock:
            return key in self._alive

    def forget(self, model: Model) -> None:
        """Keep a model no longer: Python frees it when the last who uses it lets go."""
        with self._lock:
            for key in [key for key, kept in self._kept.items() if kept is model]:
                del self._kept[key]

    def clear(self) -> None:
        """Forget all models; those in use live until their users let go of them."""
        with self._lock:
            self._kept.clear()
            self._alive.clear()
