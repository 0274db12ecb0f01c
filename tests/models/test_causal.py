"""Chat models of transformers on this machine: tiny ones that the test makes, with real tokenizers and templates."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chats import make_chat_model
from workbench.errors import DamagedModel, UsageError
from workbench.models import load_summariser, load_translator
from workbench.models.causal import CausalChat, _ends, open_causal
from workbench.models.chat import Asked
from workbench.models.seq2seq import Search
from workbench.prompts import Message
from workbench.types import BlockKind, Budget, Decoding, Document, DocumentSentence

pytestmark = pytest.mark.model
ASK = (Message("system", "Translate."), Message("user", "Der Präsident sprach."))
SHORT = Asked(Search(beam_size=1, max_length=12))


@pytest.fixture(scope="module")
def chat(qwen_folder: Path) -> CausalChat:
    return open_causal(qwen_folder, "tiny")


def by_hand(folder: Path, conversation: Any, count: int) -> tuple[list[int], list[int]]:
    """What transformers' own road reads and writes, greedily, one piece at a time."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    turns = [{"role": message.role, "content": message.text} for message in conversation]
    read = tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_dict=False)
    written: list[int] = []
    with torch.inference_mode():
        while len(written) < count and tokenizer.eos_token_id not in written:
            logits = model(input_ids=torch.tensor([[*read, *written]])).logits[0, -1]
            written.append(int(logits.argmax()))
    return read, written


def test_it_reads_and_writes_what_transformers_does(chat: CausalChat, qwen_folder: Path) -> None:
    """The same pieces in, and greedily the same pieces out."""
    read, written = by_hand(qwen_folder, ASK, 12)
    assert chat.length(ASK) == len(read)
    assert chat._template.ids(ASK) == read
    [answer] = chat.answer([ASK], SHORT)
    assert answer.text == chat._template.tokenizer.decode(written, skip_special_tokens=True).strip()
    assert answer.cut


def test_a_batch_is_as_good_as_one_by_one(chat: CausalChat) -> None:
    """Padding on the left changes nothing, whatever the lengths."""
    asks = [ASK, (Message("user", "Ja."),), (Message("user", "Die Regierung will das Gesetz ändern. " * 5),)]
    together = [answer.text for answer in chat.answer(asks, SHORT)]
    assert together == [chat.answer([ask], SHORT)[0].text for ask in asks]


def test_a_stop_text_ends_the_answer(chat: CausalChat) -> None:
    [long] = chat.answer([ASK], Asked(Search(beam_size=1, max_length=20)))
    middle = long.text[len(long.text) // 2 :][:2]
    [stopped] = chat.answer([ASK], Asked(Search(beam_size=1, max_length=20), stop=(middle,)))
    assert stopped.text == long.text[: long.text.index(middle)].strip()
    assert not stopped.cut


def test_a_template_without_a_system_message(llama_folder: Path) -> None:
    """What the system would say stands before what the user says, so that nothing of the prompt is lost."""
    chat = open_causal(llama_folder, "tiny-llama")
    told = chat._template._rendered(ASK)
    assert told == "<s>[INST] Translate.\n\nDer Präsident sprach. [/INST]"
    assert chat.answer([ASK, ASK], SHORT)[0].text == chat.answer([ASK], SHORT)[0].text
    again = (*ASK, Message("assistant", "The president."), Message("user", "Again."))
    assert "The president.</s><s>[INST] Again." in chat._template._rendered(again)


SIGNS = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_", "end|>", "<<|im_end|>|>", "<", "|", ">", "\n", "a "]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=5)), max_size=8).map("".join))
def test_no_text_becomes_a_sign_of_the_tokenizer(chat: CausalChat, text: str) -> None:
    """As many signs in what the model reads as the template itself sets."""
    signs = {chat._template.tokenizer.convert_tokens_to_ids(sign) for sign in SIGNS[:3]}
    conversation = (Message("system", text), Message("user", text))
    found = [piece for piece in chat._template.ids(conversation) if piece in signs]
    plain = [piece for piece in chat._template.ids((Message("system", "a"), Message("user", "a"))) if piece in signs]
    assert found == plain


def test_the_window_is_kept(chat: CausalChat, qwen_folder: Path) -> None:
    small = open_causal(qwen_folder, "tiny", window=chat.length(ASK) + 5)
    [answer] = small.answer([ASK], SHORT)
    assert answer.cut
    with pytest.raises(UsageError, match=r"A request of \d+ pieces does not fit the window of tiny \(\d+\)"):
        small.answer([(Message("user", "Ja. " * 50),)], SHORT)
    assert open_causal(qwen_folder, "tiny").window == 2048, "no more than the model has"


def test_a_signature_names_weights_precision_and_prompt(qwen_folder: Path) -> None:
    translator = load_translator(str(qwen_folder))
    signed = translator.signature(Decoding())
    for part in (
        "model:",
        "revision:",
        "runtime:transformers-",
        "precision:float32",
        "device:cpu",
        "beam:4",
        "prompt:translate-",
    ):
        assert part in signed
    other = load_translator(f"{qwen_folder}::translate-context")
    assert other.signature(Decoding()) != signed
    assert other.chat is translator.chat, "the weights are loaded once"  # type: ignore[attr-defined]


def test_as_many_out_as_in_whatever_a_model_babbles(qwen_folder: Path) -> None:
    """Random weights write nonsense; there is still one output for each sentence, and none is another's."""
    sentences = ["Der Präsident sprach am Freitag.", "", "Die Regierung will das Gesetz ändern.", "Ja."]
    translator = load_translator(str(qwen_folder))
    made = translator.translate(sentences, Decoding(beam_size=1, max_length_factor=1))
    assert len(made) == 4
    assert made[1].text == ""
    assert all(len(one.text.splitlines()) <= 1 for one in made)


def test_a_summary_of_babble_is_short_or_a_clear_error(qwen_folder: Path) -> None:
    document = Document((DocumentSentence("The president spoke in Berlin.", BlockKind.PARAGRAPH, 0),), "en")
    summariser = load_summariser(str(qwen_folder))
    assert "prompt:summarise-" in summariser.signature(Budget(1))
    made = summariser.summarise(document, Budget(1))
    assert len(made.sentences) <= 1


def test_bfloat16_is_another_signature(qwen_folder: Path) -> None:
    chat = open_causal(qwen_folder, "tiny", compute_type="bfloat16")
    assert chat.parts()["precision"] == "bfloat16"
    assert chat.answer([ASK], SHORT)[0].cut


def copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def test_damaged_files_are_named(qwen_folder: Path, tmp_path: Path) -> None:
    cut = copy(qwen_folder, tmp_path / "cut")
    weights = cut / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(DamagedModel, match=r"cut/model\.safetensors cannot be loaded"):
        open_causal(cut, "cut")
    missing = copy(qwen_folder, tmp_path / "missing")
    (missing / "model.safetensors").unlink()
    with pytest.raises(DamagedModel, match=r"missing/model\.safetensors is missing"):
        open_causal(missing, "missing")
    blank = copy(qwen_folder, tmp_path / "blank")
    (blank / "tokenizer.json").write_text("{}")
    with pytest.raises(DamagedModel, match=r"The tokenizer in .*blank cannot be read"):
        open_causal(blank, "blank")


def test_weights_in_a_pickle_are_not_read(qwen_folder: Path, tmp_path: Path) -> None:
    folder = copy(qwen_folder, tmp_path / "pickled")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(DamagedModel, match=r"model\.safetensors is missing"):
        open_causal(folder, "pickled")


def test_a_base_model_is_told_apart(tmp_path: Path) -> None:
    make_chat_model(tmp_path, template=None)
    with pytest.raises(DamagedModel, match="has no chat template, so it is a base model"):
        load_translator(str(tmp_path))


def test_a_template_that_does_not_work_is_an_error(qwen_folder: Path, tmp_path: Path) -> None:
    folder = copy(qwen_folder, tmp_path / "bad")
    (folder / "chat_template.jinja").write_text("{{ raise_exception('never') }}")
    with pytest.raises(DamagedModel, match=r"The chat template of bad does not work \(never\)"):
        open_causal(folder, "bad")


def test_a_template_cannot_run_code(qwen_folder: Path, tmp_path: Path) -> None:
    """Templates come with a model and are run in a sandbox."""
    folder = copy(qwen_folder, tmp_path / "evil")
    (folder / "chat_template.jinja").write_text("{{ messages.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(DamagedModel, match="The chat template of evil does not work"):
        open_causal(folder, "evil")


def test_a_model_that_names_no_end_is_an_error() -> None:
    """It would never stop, and nobody could tell a whole answer from one that was cut."""
    nothing = SimpleNamespace(eos_token_id=None)
    with pytest.raises(DamagedModel, match="names no piece that ends an answer"):
        _ends(SimpleNamespace(generation_config=nothing), nothing)
    several = SimpleNamespace(generation_config=SimpleNamespace(eos_token_id=[7, 8]))
    assert _ends(several, SimpleNamespace(eos_token_id=8)) == (7, 8)


def test_no_such_device(qwen_folder: Path) -> None:
    with pytest.raises(UsageError, match="No device 'cuda:7' here"):
        open_causal(qwen_folder, "tiny", device="cuda:7")
