"""Serves the page in a process of its own, as `app.py` does, and writes down what it does.

Run as: python page_process.py PORT REPORT MODELS, with MODELS "fake" (slow on purpose) or "real" (the embedded ones).
The report has one line per thing: "begin TEXT" and "end TEXT" for a sentence, "outside HOST" for a connection or a
look-up of a name that leaves this machine.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Translated
from workbench.ui import serve
from workbench.ui.shelf import Shelf

LOOPBACK = (None, "", "127.0.0.1", "localhost", "::1")
LONGEST_LIFE = 900  # seconds; a test that dies must not leave a server behind
PACE = 0.15  # seconds per sentence: slow enough to be seen and stopped
UNSURE = "unsicher"  # a sentence with this word gets a low score, so that a test can see the mark


def note(line: str) -> None:
    with report.open("a", encoding="utf-8") as out:
        out.write(line.replace("\n", " ") + "\n")


class SlowTranslator(FakeTranslator):
    """Capitals, one sentence per batch."""

    def __init__(self) -> None:
        super().__init__(window=2000)

    def length(self, text: str) -> int:
        return 600  # two of them are more than a batch of the default 1024 pieces holds

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        note(f"begin {texts[0]}")
        time.sleep(PACE)
        note(f"end {texts[0]}")
        made = super().translate_batch(texts, decoding)
        return [replace(t, score=-1.9 if UNSURE in t.text.lower() else -0.4) for t in made]


class Second(FakeTranslator):
    """Quick, and of another opinion about Berlin."""

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        made = super().translate_batch(texts, decoding)
        return [replace(t, text=t.text.replace("BERLIN", "THE CAPITAL")) for t in made]


def watch(event: str, args: tuple[object, ...]) -> None:
    """Audit hook for every connection and look-up that Python code makes."""
    host: object = None
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    host = host.decode() if isinstance(host, bytes) else host
    if host not in LOOPBACK:
        note(f"outside {host}")


if __name__ == "__main__":
    port, report, models = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    report.touch()
    sys.addaudithook(watch)
    end = threading.Timer(LONGEST_LIFE, os._exit, (1,))
    end.daemon = True
    end.start()
    translator, summariser = SlowTranslator(), FakeSummariser()
    members = {"second": Second("second"), "marian-de-en": translator}
    shelf = Shelf(lambda _: translator, lambda _: summariser, member=lambda name, _: members[name])
    serve(port=port, shelf=shelf if models == "fake" else None)
