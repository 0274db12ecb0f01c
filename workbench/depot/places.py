"""Which folder belongs to which model. Nothing here reads weights, writes a file or touches the network."""

from __future__ import annotations

import json
import os
from pathlib import Path

from workbench.catalogue import Entry

PACKAGE = Path(__file__).resolve().parent.parent
MANIFEST = "manifest.json"  # written last, so a folder without it is not a model
PARTIAL = ".partial-"  # a pull in progress; never taken for a model


def home() -> Path:
    """The workbench's own folder on this machine: WORKBENCH_HOME, or the user's data folder."""
    own = os.environ.get("WORKBENCH_HOME")
    if own:
        return Path(own).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("workbench", appauthor=False))


def models_dir() -> Path:
    """Where pulled models lie; need not exist."""
    return home() / "models"


def folder(entry: Entry) -> Path:
    """The folder of a model's files, whether or not it exists. A hub id's slash becomes two dashes."""
    if entry.source.startswith("assets/"):
        return PACKAGE / entry.source
    if entry.source and not entry.on_hub:
        return Path(entry.source).expanduser()
    return models_dir() / entry.name.replace("/", "--")


def staging(final: Path) -> Path:
    """Where a pull puts a model together before it is moved to `final`."""
    return final.with_name(f"{PARTIAL}{final.name}")


def replaced(final: Path) -> Path:
    """Where the model that lay at `final` waits for its end."""
    return final.with_name(f".old-{final.name}")


def present(entry: Entry) -> bool:
    """Whether a model can be used without the network. Half-made pulls do not count."""
    if not entry.source or entry.remote:
        return True
    if entry.on_hub:
        return (folder(entry) / MANIFEST).is_file()
    return folder(entry).is_dir()


def weights(entry: Entry) -> Path:
    """The folder that the runtime loads: the CTranslate2 form in ct2/ where there is one and it is wanted."""
    base = folder(entry)
    return base / "ct2" if entry.runtime == "ct2" and (base / "ct2").is_dir() else base


def is_chat(folder: Path) -> bool:
    """Whether a folder in transformers format holds a causal language model, by its own configuration."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False  # whoever loads the folder says what is wrong with it
    names = config.get("architectures") if isinstance(config, dict) else None
    return any(str(name).endswith("ForCausalLM") for name in names or ())
