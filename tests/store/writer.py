"""A process of its own that writes to a store: ``writer.py PATH NAME COUNT`` (tests/store/test_processes.py).

With COUNT 0 it writes until somebody ends it. It prints a line after each run that it added.
"""

from __future__ import annotations

import sys
from itertools import count

from workbench import run
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.store import open_store


def main(path: str, name: str, wanted: int) -> None:
    """Each run has sentences of its own and one that all processes share."""
    translator = FakeTranslator()
    with open_store(path) as store:
        for number in count() if wanted == 0 else range(wanted):
            text = f"Das ist Lauf {number} von {name} am Montag. Dieser Satz steht in allen Texten."
            made = run(
                text, translator=translator, summariser=FakeSummariser(), any_language=True, cache=store.sentences
            )
            store.add_run(made)
            assert store.sentences.fault is None, store.sentences.fault
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
