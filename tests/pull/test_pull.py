"""Pulling models from a hub: whole or not at all, gone on from after a kill, verified, removed."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.chats import make_chat_model
from workbench import depot
from workbench.catalogue import Entry
from workbench.depot import manifest
from workbench.errors import DamagedModel, DepotError, ModelMissing, UsageError
from workbench.models import load_summariser, load_translator
from workbench.pull import PullStep, pull
from workbench.types import Budget, Decoding

pytestmark = pytest.mark.model  # torch and transformers convert a tiny model

TINY = Entry(name="org/tiny", task="translate", runtime="ct2", source="org/tiny")


def stages(steps: list[PullStep]) -> list[str]:
    return list(dict.fromkeys(step.stage for step in steps))


def leftovers() -> list[str]:
    """Everything in the depot but models in their place and the locks of pulls."""
    return [p.name for p in depot.models_dir().iterdir() if p.name.startswith(".") and not p.name.startswith(".lock")]


def test_pull_makes_a_model_that_translates(hub: Any, tiny_marian: Path) -> None:
    """Downloaded, converted to CTranslate2, described, tried out, in its place, and ready to be used by its hub id."""
    hub.serve("org/tiny", tiny_marian)
    steps: list[PullStep] = []
    made = pull(TINY, report=steps.append)
    assert stages(steps) == ["download", "convert", "verify"]
    last = [step for step in steps if step.stage == "download"][-1]
    assert last.done == last.total == sum(p.stat().st_size for p in tiny_marian.iterdir())
    assert depot.present(TINY)
    assert made.revision == "a" * 40
    assert made.converted is not None
    assert made.converted.startswith("ctranslate2-")
    assert "ct2/model.bin" in {file.path for file in made.files}
    assert not list(depot.folder(TINY).glob("model*.safetensors")), (
        "the weights are kept once, in the form that is loaded"
    )
    assert not leftovers()
    depot.verify(TINY)
    texts = ["Es regnet.", "", "Der Präsident sprach."]
    pulled = load_translator("org/tiny").translate(texts)
    assert len(pulled) == 3
    assert pulled[1].text == ""


def test_the_command_keeps_stdout_clean(hub: Any, tiny_marian: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What a pull has to say goes to stderr: a line per stage where there is no terminal, and where the model lies."""
    from workbench import cli

    hub.serve("org/tiny", tiny_marian)
    assert cli.main(["models", "pull", "org/tiny"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    stages = [line.removeprefix("org/tiny: ") for line in err.splitlines()]
    assert stages[:3] == ["download", "convert", "verify"]
    assert stages[3].endswith(f"in {depot.folder(TINY)}, revision {'a' * 12}")
    assert len(stages) == 4
    assert cli.main(["models", "list"]) == 0
    assert capfd.readouterr().out.splitlines()[-1].split()[0] == "org/tiny"


def test_a_path_that_leads_out_of_the_folder_is_not_followed() -> None:
    from workbench.pull.fetch import Remote, RemoteFile
    from workbench.pull.model import wanted

    names = ["config.json", "model.safetensors", "model-/../../evil.safetensors", "model-\\..\\evil.safetensors"]
    remote = Remote("org/tiny", "a" * 40, tuple(RemoteFile(name, 1, None, None) for name in names))
    assert [file.path for file in wanted(remote)] == ["config.json", "model.safetensors"]


def test_the_hub_runtime_keeps_transformers_format(hub: Any, tiny_marian: Path) -> None:
    hub.serve("org/tiny", tiny_marian)
    entry = Entry(name="tiny-hub", task="translate", runtime="hub", source="org/tiny")
    made = pull(entry)
    assert made.converted is None
    assert (depot.folder(entry) / "model.safetensors").is_file()
    assert not (depot.folder(entry) / "ct2").exists()


@pytest.mark.parametrize("runtime", ["ct2", "hub"])
def test_a_pickle_is_read_as_weights_only(hub: Any, tiny_pickle: Path, runtime: str) -> None:
    """Where the hub has only a .bin, its tensors are rewritten as safetensors and the pickle is not kept."""
    hub.serve("org/tiny", tiny_pickle)
    entry = Entry(name=f"pickled-{runtime}", task="translate", runtime=runtime, source="org/tiny")
    pull(entry)
    names = {path.name for path in depot.folder(entry).iterdir()}
    assert "pytorch_model.bin" not in names
    assert ("model.safetensors" in names) == (runtime == "hub")
    depot.verify(entry)


class Payload:
    """What a malicious author could put into a pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


def test_a_pickle_with_code_is_refused_and_never_run(hub: Any, tiny_pickle: Path, tmp_path: Path) -> None:
    served = tmp_path / "evil"
    shutil.copytree(tiny_pickle, served)
    trap = tmp_path / "trap"
    (served / "pytorch_model.bin").write_bytes(pickle.dumps({"weight": Payload(trap)}, protocol=2))
    hub.serve("org/tiny", served)
    with pytest.raises(DamagedModel, match=r"pytorch_model\.bin holds something else than weights"):
        pull(TINY)
    assert not trap.exists()
    assert not depot.present(TINY)


def test_safetensors_are_preferred(hub: Any, tiny_marian: Path, tmp_path: Path) -> None:
    """A repository with both forms is asked for the safe one only."""
    both = tmp_path / "both"
    shutil.copytree(tiny_marian, both)
    (both / "pytorch_model.bin").write_bytes(b"never to be asked for")
    (both / "tf_model.h5").write_bytes(b"nor this")
    hub.serve("org/tiny", both)
    pull(TINY)
    assert hub.loaded("model.safetensors")
    assert not hub.loaded("pytorch_model.bin")
    assert not hub.loaded("tf_model.h5")


PULL = """
from workbench.catalogue import Entry
from workbench.pull import pull
pull(Entry(name="org/tiny", task="translate", runtime="ct2", source="org/tiny"))
"""


def padded(folder: Path, source: Path, size: int) -> Path:
    """A copy of a model whose weights file has `size` bytes more, as an unused tensor."""
    import torch
    from safetensors.torch import load_file, save_file

    shutil.copytree(source, folder)
    state = load_file(folder / "model.safetensors")
    generator = torch.Generator().manual_seed(1)
    state["padding"] = torch.randint(0, 255, (size,), dtype=torch.uint8, generator=generator)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def test_a_killed_pull_leaves_nothing_and_the_next_goes_on(hub: Any, tiny_marian: Path, tmp_path: Path) -> None:
    """SIGKILL in the middle of the weights: no model is there; the next pull asks only for the rest of the file."""
    served = padded(tmp_path / "served", tiny_marian, 8_000_000)
    hub.serve("org/tiny", served)
    hub.slow = 0.02  # seconds per 64 kB, so that 8 MB take about three seconds
    process = subprocess.Popen([sys.executable, "-c", PULL])
    part: list[Path] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        part = [p for p in depot.models_dir().glob(".partial-org--tiny/.*.part") if p.stat().st_size > 1_000_000]
        if part:
            break
        assert process.poll() is None, "the pull ended before it could be killed"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    kept = part[0].stat().st_size
    assert not depot.present(TINY)
    with pytest.raises(ModelMissing, match=r"workbench models pull"):
        load_translator("org/tiny")
    hub.slow = 0.0
    before = len(hub.loaded("model.safetensors"))
    pull(TINY)
    assert hub.loaded("model.safetensors")[before:] == [f"bytes={kept}-"]
    depot.verify(TINY)
    assert not leftovers()


def test_a_new_revision_replaces_the_old_one_only_when_it_is_whole(hub: Any, tiny_marian: Path, tmp_path: Path) -> None:
    hub.serve("org/tiny", tiny_marian)
    pull(TINY)
    newer = tmp_path / "newer"
    shutil.copytree(tiny_marian, newer)
    (newer / "model.safetensors").write_bytes(b"not weights")
    hub.serve("org/tiny", newer, "b" * 40)
    with pytest.raises(DamagedModel, match=r"cannot be (loaded|converted)"):
        pull(TINY)
    assert manifest.read(depot.folder(TINY)).revision == "a" * 40
    depot.verify(TINY)
    shutil.copy(tiny_marian / "model.safetensors", newer)
    assert pull(TINY).revision == "b" * 40
    assert not leftovers()


def test_a_wanted_revision_is_asked_for(hub: Any, tiny_marian: Path) -> None:
    hub.serve("org/tiny", tiny_marian, "c" * 40)
    assert pull(TINY, "c" * 40).revision == "c" * 40
    with pytest.raises(DepotError, match="has no revision 'v2'"):
        pull(TINY, "v2")


def test_remove_takes_everything(hub: Any, tiny_marian: Path) -> None:
    hub.serve("org/tiny", tiny_marian)
    size = pull(TINY).size
    assert depot.remove(TINY) >= size
    assert not depot.present(TINY)
    assert not depot.folder(TINY).exists()
    assert not leftovers()
    with pytest.raises(UsageError, match="org/tiny is not on this machine"):
        depot.remove(TINY)


def test_verify_finds_a_changed_a_cut_and_a_missing_file(hub: Any, tiny_marian: Path) -> None:
    hub.serve("org/tiny", tiny_marian)
    pull(TINY)
    weights = depot.folder(TINY) / "ct2" / "model.bin"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(DamagedModel, match=r"model\.bin was changed.*models pull org/tiny` mends it"):
        depot.verify(TINY)
    weights.write_bytes(whole[:-1])
    with pytest.raises(DamagedModel, match=rf"has {len(whole) - 1} bytes instead of {len(whole)}"):
        depot.verify(TINY)
    weights.unlink()
    with pytest.raises(DamagedModel, match=r"model\.bin is missing"):
        depot.verify(TINY)


def test_what_cannot_be_converted_says_so(hub: Any, tmp_path: Path, spm_maker: Any) -> None:
    """An architecture without a CTranslate2 conversion names the runtime that would do."""
    from transformers import ProphetNetConfig, ProphetNetForConditionalGeneration

    small = {"hidden_size": 8, "num_encoder_layers": 1, "num_decoder_layers": 1, "vocab_size": 20}
    config = ProphetNetConfig(
        **small, encoder_ffn_dim=8, decoder_ffn_dim=8, num_encoder_attention_heads=1, num_decoder_attention_heads=1
    )
    ProphetNetForConditionalGeneration(config).save_pretrained(tmp_path / "other")
    hub.serve("org/tiny", tmp_path / "other")
    with pytest.raises(DepotError, match='no conversion for prophetnet; give its catalogue entry runtime = "hub"'):
        pull(TINY)
    assert not depot.present(TINY)


def test_a_repository_without_weights_says_so(hub: Any, tmp_path: Path) -> None:
    hub.serve("org/tiny", tmp_path)
    with pytest.raises(DepotError, match=r"org/tiny has no config\.json"):
        pull(TINY)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(DepotError, match=r"org/tiny has no weights as model\.safetensors or pytorch_model\.bin"):
        pull(TINY)


def test_too_little_space_is_said_before_the_download(
    hub: Any, tiny_marian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.serve("org/tiny", tiny_marian)
    usage = shutil.disk_usage(tiny_marian)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(DepotError, match=r"has 1,000 bytes free and [\d,]+ are needed; free some space"):
        pull(TINY)
    assert not hub.loaded("model.safetensors")


@pytest.mark.parametrize("where", ["download", "convert"])
def test_a_disk_that_fills_up_is_an_error_with_a_remedy(
    hub: Any, tiny_marian: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """ENOSPC while loading and while converting: a clear message, nothing half-made."""
    hub.serve("org/tiny", tiny_marian)

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if where == "download":
        monkeypatch.setattr("workbench.pull.fetch._append", full)
    else:
        monkeypatch.setattr("ctranslate2.specs.TransformerSpec.save", full)
    with pytest.raises(DepotError, match=r"free some space"):
        pull(TINY)
    assert not depot.present(TINY)


def test_a_folder_that_cannot_be_written_is_named(
    hub: Any, tiny_marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.serve("org/tiny", tiny_marian)
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "file"))
    with pytest.raises(DepotError, match=r"file.* cannot be written"):
        pull(TINY)


def test_one_pull_at_a_time(hub: Any, tiny_marian: Path) -> None:
    from filelock import FileLock

    hub.serve("org/tiny", tiny_marian)
    depot.models_dir().mkdir(parents=True)
    with (
        FileLock(depot.models_dir() / ".lock-org--tiny"),
        pytest.raises(DepotError, match="is being pulled by another process"),
    ):
        pull(TINY)


@pytest.mark.parametrize("name", ["marian-de-en", "extractive"])
def test_what_ships_with_the_package_is_neither_pulled_nor_removed(name: str) -> None:
    from workbench import catalogue

    entry = catalogue.find(name)
    with pytest.raises(UsageError, match="ships with the workbench"):
        pull(entry)
    with pytest.raises(UsageError, match="ships with the workbench"):
        depot.remove(entry)
    depot.verify(entry)


CHAT = Entry(name="tiny-chat", task="chat", runtime="causal", source="org/chat")


def test_a_chat_model_is_pulled_as_it_is(hub: Any, qwen_folder: Path) -> None:
    """Safetensors, tokenizer and template; nothing is converted, and it answers before it counts as present."""
    hub.serve("org/chat", qwen_folder)
    made = pull(CHAT)
    assert made.converted is None
    names = {path.name for path in depot.folder(CHAT).iterdir()}
    assert {"model.safetensors", "tokenizer.json", "chat_template.jinja", "config.json"} <= names
    assert "ct2" not in names
    depot.verify(CHAT)
    assert not leftovers()


def test_a_chat_model_by_its_hub_id_is_known_by_its_own_configuration(hub: Any, qwen_folder: Path) -> None:
    """Without a catalogue entry, and then used for either task."""
    hub.serve("org/chat", qwen_folder)
    entry = Entry(name="org/chat", task="translate", runtime="ct2", source="org/chat")
    assert pull(entry).converted is None
    assert not (depot.folder(entry) / "ct2").exists()
    assert "prompt:translate-" in load_translator("org/chat").signature(Decoding())
    assert "prompt:headline-" in load_summariser("org/chat::headline").signature(Budget(1))


def test_a_base_model_is_refused_when_it_is_tried_out(hub: Any, tmp_path: Path) -> None:
    hub.serve("org/chat", make_chat_model(tmp_path / "base", template=None))
    with pytest.raises(DepotError, match=r"tiny-chat was pulled but does not work here: .* has no chat template"):
        pull(CHAT)
    assert not depot.present(CHAT)
