"""`workbench doctor`: what is installed, which models are present and sound, what would need the network."""

from __future__ import annotations

import sys

NEEDED = ("ctranslate2", "sentencepiece", "numpy", "py3langid", "charset-normalizer", "platformdirs", "typer", "rich")
ON_USE = (
    "torch",
    "transformers",
    "tokenizers",
    "safetensors",
    "huggingface-hub",
    "gradio",
    "pydantic",
    "sqlite-utils",
    "python-docx",
)


def doctor() -> int:
    """Say what is installed, which models and which memory are present and sound, and what would need the network."""
    faults = [*_packages(), *_models(), *_memory()]
    print()
    if faults:
        print(f"{len(faults)} problem{'s' * (len(faults) != 1)}:")
        for fault in faults:
            print(f"  {fault}")
        return 1
    print(
        "Everything that is here works. The network is needed by 'workbench models pull' and for servers of your own."
    )
    return 0


def _packages() -> list[str]:
    """Print the packages; return what is wrong with them."""
    from importlib import metadata

    from workbench import __version__

    print(f"workbench {__version__} on Python {sys.version.split()[0]}")
    faults = []
    for name in NEEDED + ON_USE:
        try:
            print(f"  {name:<20} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            print(f"  {name:<20} missing")
            faults.append(f"The package {name} is missing: pip install -r requirements.txt.")
    return faults


def _models() -> list[str]:
    """Print the models; return what is wrong with those that are present."""
    from workbench import catalogue, depot
    from workbench.errors import WorkbenchError
    from workbench.models import choose

    print(f"\nModels ({depot.models_dir()})")
    faults = []
    chosen = {task: choose(task).name for task in catalogue.TASKS}
    for entry in catalogue.entries():
        state = "needs the network: workbench models pull " + entry.name
        if entry.remote:
            state = f"on a server: {entry.source}"
        elif depot.present(entry):
            try:
                depot.verify(entry)
                state = "present and sound"
            except WorkbenchError as error:
                state = "damaged"
                faults.append(str(error))
            if chosen.get(entry.task) == entry.name:
                state += ", the one that 'auto' takes"
        print(f"  {entry.name:<28} {entry.task:<10} {state}")
    return faults


def _memory() -> list[str]:
    """Print where runs are remembered; return what is wrong with it. One that is not there yet is not begun."""
    from workbench.errors import WorkbenchError
    from workbench.store import open_store, store_path

    path = store_path()
    print(f"\nMemory ({path or 'off'})")
    if path is None or not path.exists():
        print("  nothing is remembered" + ("" if path is None else " yet"))
        return []
    try:
        with open_store(path) as store:
            store.check()
            count, cached = len(store.entries.newest()), store.sentences.info().sentences
            print(f"  {count} entries, {cached} sentences in the cache, {store.size() / 1e6:.1f} MB, sound")
    except WorkbenchError as error:
        print("  cannot be used")
        return [str(error)]
    return []
