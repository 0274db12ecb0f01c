"""The CTranslate2 runtime with the embedded weights: equal to transformers, sound about damage, and light."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import catalogue, depot
from workbench.errors import DamagedModel, UsageError
from workbench.models import load_translator
from workbench.models.ct2 import open_ct2
from workbench.models.hub import open_hub
from workbench.models.seq2seq import Search, Seq2SeqTranslator
from workbench.types import Decoding

pytestmark = pytest.mark.model

EMBEDDED = depot.folder(catalogue.find("marian-de-en"))
SENTENCES = [
    "Der Präsident sprach am Freitag in Berlin.",
    "Die Regierung will das Gesetz bis zum Herbst ändern, wie ein Sprecher sagte.",
    "Es regnet seit gestern.",
    "Am 3. Oktober kamen 1.200 Menschen auf den Platz.",
    "„Das ist falsch“, sagte die Ministerin dem Sender.",
    "In Paris beginnt die Konferenz am Montag.",
    "Warum?",
    "Die Zahl der Toten stieg auf 12.",
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded weights, converted once more: in float32, and in int8 as they ship."""
    from workbench.pull.convert import convert

    folder = tmp_path_factory.mktemp("again")
    for path in EMBEDDED.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    convert(EMBEDDED, folder / "ct2", "float32")
    convert(EMBEDDED, folder / "int8")
    return folder


def test_the_embedded_ct2_is_the_conversion_of_the_embedded_weights(converted: Path) -> None:
    """Converted again with the same versions, every byte is the same."""
    names = sorted(path.name for path in (EMBEDDED / "ct2").iterdir())
    assert names == sorted(path.name for path in (converted / "int8").iterdir())
    for name in names:
        assert (EMBEDDED / "ct2" / name).read_bytes() == (converted / "int8" / name).read_bytes(), name


def test_the_embedded_model_is_as_its_manifest_says() -> None:
    depot.verify(catalogue.find("marian-de-en"))


@pytest.mark.parametrize(
    "search",
    [Search(beam_size=1), Search(beam_size=4), Search(beam_size=1, repetition_penalty=1.3), Search(max_length=5)],
    ids=["greedy", "beam", "penalty", "cut"],
)
def test_ctranslate2_writes_what_transformers_writes(converted: Path, search: Search) -> None:
    """In float32: the same texts, the same scores to a thousandth, the same ones cut at the length limit."""
    ours = open_ct2(converted / "ct2", "ct2", compute_type="float32").generate(SENTENCES, search)
    theirs = open_hub(EMBEDDED, "hub").generate(SENTENCES, search)
    assert [output.text for output in ours] == [output.text for output in theirs]
    assert [output.score for output in ours] == pytest.approx([output.score for output in theirs], abs=1e-3)
    assert [output.truncated for output in ours] == [output.truncated for output in theirs]


def test_int8_stays_near_float32(converted: Path) -> None:
    """What ships is rounded; its own score of a sentence stays within a tenth of the exact one's on average."""
    search = Search(beam_size=1)
    exact = open_ct2(converted / "ct2", "float32", compute_type="float32").generate(SENTENCES, search)
    shipped = open_ct2(EMBEDDED / "ct2", "int8").generate(SENTENCES, search)
    mean = [sum(output.score or 0.0 for output in outputs) / len(SENTENCES) for outputs in (exact, shipped)]
    assert mean[1] == pytest.approx(mean[0], abs=0.1)


def test_the_score_does_not_depend_on_the_length_penalty() -> None:
    """It is a mean per piece, so the same output has the same score whatever exponent chose it."""
    engine = open_ct2(EMBEDDED / "ct2", "int8")
    scores = [
        engine.generate(["Es regnet in Berlin."], Search(beam_size=1, length_penalty=power))[0]
        for power in (0, 0.5, 1, 2)
    ]
    assert len({output.text for output in scores}) == 1
    assert [output.score for output in scores] == pytest.approx([scores[0].score] * 4, abs=1e-4)


def test_an_output_at_its_limit_is_marked() -> None:
    translator = load_translator()
    assert isinstance(translator, Seq2SeqTranslator)
    cut, whole = (translator.engine.generate(["Es regnet in Berlin."], Search(max_length=n))[0] for n in (3, 60))
    assert cut.truncated
    assert not whole.truncated


def test_threads_share_a_model() -> None:
    """Eight threads on one model give what one thread gives."""
    from concurrent.futures import ThreadPoolExecutor

    translator = load_translator()
    alone = [translator.translate([sentence])[0].text for sentence in SENTENCES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda sentence: load_translator().translate([sentence])[0].text, SENTENCES))
    assert together == alone


def cut_short(path: str, share: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        content = (folder / path).read_bytes()
        (folder / path).write_bytes(content[: int(len(content) * share)])

    return damage


def without(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


def holding(path: str, content: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).write_text(content) and None


def forget_pieces(folder: Path) -> None:
    path = folder / "ct2" / "shared_vocabulary.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))[:500]), encoding="utf-8")


DAMAGE = {
    "weights cut at the end": (cut_short("ct2/model.bin", 0.999), "model.bin cannot be loaded"),
    "weights cut early": (cut_short("ct2/model.bin", 0.001), "model.bin cannot be loaded"),
    "weights empty": (cut_short("ct2/model.bin", 0), "model.bin cannot be loaded"),
    "weights missing": (without("ct2/model.bin"), "model.bin is missing"),
    "weights of another kind": (holding("ct2/model.bin", "PK\x03\x04" * 9999), "model.bin cannot be loaded"),
    "vocabulary missing": (without("ct2/shared_vocabulary.json"), "shared_vocabulary.json is missing"),
    "vocabulary cut": (cut_short("ct2/shared_vocabulary.json", 0.5), "shared_vocabulary.json cannot be read"),
    "vocabulary too short": (forget_pieces, "has 500 pieces, the tokenizer has 8001"),
    "no settings": (without("ct2/config.json"), "config.json is missing"),
    "settings that are a list": (holding("ct2/config.json", "[]"), "config.json is not a model's configuration"),
    "no source.spm": (without("source.spm"), "source.spm is missing"),
    "target.spm cut": (cut_short("target.spm", 0.3), "target.spm cannot be read"),
    "vocab.json not JSON": (holding("vocab.json", "{oops"), "vocab.json cannot be read"),
    "vocab.json of another kind": (holding("vocab.json", "[1, 2]"), "vocab.json is not a vocabulary"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_named_with_the_file_and_a_remedy(case: str, tmp_path: Path) -> None:
    """Never a traceback of a library, a hang or nonsense: `DamagedModel` in one line."""
    damage, message = DAMAGE[case]
    folder = tmp_path / "model"
    shutil.copytree(EMBEDDED, folder)
    damage(folder)
    with pytest.raises(DamagedModel, match=message) as caught:
        load_translator(str(folder))
    assert "pull it again" in str(caught.value)
    assert "\n" not in str(caught.value)


OFFLINE = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was used")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
from workbench.models import load_summariser, load_translator
outputs = load_translator().translate(["Es regnet.", "Der Präsident sprach am Freitag."])
assert len(outputs) == 2 and all(output.text for output in outputs)
load_summariser()
print([name for name in ("torch", "transformers", "tokenizers", "huggingface_hub") if name in sys.modules])
"""


def test_the_transformers_runtime_needs_no_network_either() -> None:
    code = OFFLINE.replace("load_translator()", "load_translator(runtime='hub')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert "torch" in done.stdout
    assert done.stderr == "", "nothing of transformers' advice comes out"


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "vocab.json", "source.spm"])
@pytest.mark.parametrize("kind", ["cut", "gone"])
def test_damage_is_named_by_the_transformers_runtime_too(name: str, kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(EMBEDDED, folder)
    (cut_short(name, 0.4) if kind == "cut" else without(name))(folder)
    with pytest.raises(DamagedModel, match="pull it again") as caught:
        load_translator(str(folder), runtime="hub")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("device", ["cuda", "nonsense"])
@pytest.mark.parametrize("runtime", ["ct2", "hub"])
def test_a_device_that_is_not_here_is_refused(device: str, runtime: str) -> None:
    """No silent change to another device."""
    import torch

    if device == "cuda" and torch.cuda.is_available():
        assert device in load_translator(device=device, runtime=runtime).signature(Decoding())
        return
    with pytest.raises(UsageError, match="use the device cpu"):
        load_translator(device=device, runtime=runtime)


def test_the_number_of_threads_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.models.machine import usable_threads

    monkeypatch.setenv("WORKBENCH_THREADS", "3")
    assert usable_threads() == 3
    for wrong in ("0", "-1", "many"):
        monkeypatch.setenv("WORKBENCH_THREADS", wrong)
        with pytest.raises(UsageError, match="WORKBENCH_THREADS"):
            usable_threads()
    monkeypatch.delenv("WORKBENCH_THREADS")
    assert 1 <= usable_threads() <= (os.cpu_count() or 1)


def test_the_embedded_road_needs_neither_network_nor_torch() -> None:
    """With every socket blocked it translates, and none of the heavy packages was imported."""
    done = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_a_long_text_does_not_hang() -> None:
    """10,000 words without a full stop come back as one sentence."""
    [output] = load_translator().translate(["wort " * 10_000], Decoding(beam_size=1, max_length_factor=1))
    assert len(output.text) > 1000
