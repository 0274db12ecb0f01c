"""What can go wrong. The library raises these; only the command line and the page turn them into messages.

    WorkbenchError
    ├── UsageError              the caller asked for something that cannot be (exit code 2)
    │   ├── UnknownModel            no such name, folder or hub id; names the nearest known ones
    │   ├── ModelMissing            known, but not on this machine; says how to pull it
    │   ├── EmptySource             nothing to translate
    │   ├── NotGerman               the text looks like another language; can be overruled
    │   ├── UnreadableSource        no such file, binary data, or an encoding that cannot be told
    │   ├── SchemaError             JSON that is not a run of a version we read
    │   ├── PromptFault             a prompt's file has a mistake; says in which line
    │   └── UnknownEntry            nothing of that number in the memory
    ├── ModelError              a model is there and does not work (exit code 1)
    │   ├── DamagedModel            weights or tokenizer missing, cut short or changed
    │   ├── ServerError             a server of models cannot be reached, refuses, or sends what cannot be read
    │   ├── UnreadableAnswer        a prompted model did not answer in the form that it was asked for
    │   └── ContractBroken          a runtime returned another number of sentences than it was given
    ├── DepotError              the folder of models cannot be written, is full, or a download failed (exit code 1)
    ├── StoreError              the file that remembers runs is damaged, too new, or cannot be written (exit code 1)
    └── Cancelled               the user stopped the work

Each message says what happened, with which value, and what to do next, in one line.
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """The root of every error that this package raises on purpose."""

    exit_code = 1


class UsageError(WorkbenchError):
    """The caller asked for something that cannot be."""

    exit_code = 2


class UnknownModel(UsageError):
    """No catalogue entry, folder or hub id of that name."""


class ModelMissing(UsageError):
    """The model is known but not on this machine."""


class EmptySource(UsageError):
    """There is nothing to translate."""


class NotGerman(UsageError):
    """The text looks like another language."""


class UnreadableSource(UsageError):
    """The source cannot be read as text."""


class SchemaError(UsageError):
    """Not a run of a version that this program reads."""


class PromptFault(UsageError):
    """A prompt's file has a mistake in it."""

    def __init__(self, label: str, words: str, line: int | None = None) -> None:
        super().__init__(f"{label}{words}")
        self.words = words  # without the file
        self.line = line  # counted from 1; None where no line can be named


class UnknownEntry(UsageError):
    """The memory holds nothing under that number."""


class ModelError(WorkbenchError):
    """A model that is there does not work."""


class DamagedModel(ModelError):
    """Weights or tokenizer are missing, cut short or changed."""


class ServerError(ModelError):
    """A server of models cannot be reached, refuses, or sends what cannot be read."""


class UnreadableAnswer(ModelError):
    """A prompted model did not answer in the form that it was asked for."""


class ContractBroken(ModelError):
    """A runtime returned another number of sentences than it was given."""


class DepotError(WorkbenchError):
    """The folder of models cannot be written, is full, or a download failed."""


class StoreError(WorkbenchError):
    """The file that remembers runs is damaged, was written by a newer version, or cannot be written."""


class Cancelled(WorkbenchError):
    """The user stopped the work."""

    exit_code = 130
