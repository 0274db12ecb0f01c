"""A server of chat models on the loopback, and small chat models that the tests make."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Server:
    """The process of `chat_server_process.py`."""

    host: str

    def address(self, fault: str, model: str = "tiny") -> str:
        return f"http://{self.host}/{fault}/v1#{model}"

    def heard(self, fault: str) -> list[dict[str, Any]]:
        """The requests that came for one behaviour, in order."""
        with urllib.request.urlopen(f"http://{self.host}/heard", timeout=10) as answer:
            return [one for one in json.load(answer) if one["fault"] == fault]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def chat_server() -> Iterator[Server]:
    """The server, up for all tests of a session and stopped with it."""
    port = _free_port()
    process = subprocess.Popen([sys.executable, str(Path(__file__).parent / "chat_server_process.py"), str(port)])
    server = Server(f"127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                server.heard("")
                break
            except OSError:
                assert process.poll() is None, "the server ended before it was ready"
                assert time.monotonic() < deadline, "the server did not come up"
                time.sleep(0.05)
        yield server
    finally:
        process.kill()  # a polite end would wait for the answers that are slow on purpose
        process.wait(timeout=30)


CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
# As Gemma's and the first Mistral's: no system message, and the turns must alternate.
NO_SYSTEM = (
    "{% for message in messages %}"
    "{% if (message.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}"
    "{% endif %}{% if message.role == 'user' %}<s>[INST] {{ message.content }} [/INST]"
    "{% else %}{{ message.content }}</s>{% endif %}"
    "{% endfor %}"
)
WORDS = [
    "Der Präsident sprach am Freitag in Berlin. Die Regierung will das Gesetz ändern.",
    "The president spoke in Berlin on Friday. The government wants to change the law. 1. 2. 3.",
    "Translate each of the numbered German sentences into English. user system assistant text",
]


def _tokenizer(signs: list[str], end: str, template: str | None) -> Any:
    """A byte-level BPE tokenizer as Qwen's and Llama 3's, trained on a few sentences."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=signs, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(WORDS * 4, trainer)
    made = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=end, pad_token=signs[0])
    made.chat_template = template
    return made


def make_chat_model(folder: Path, family: str = "qwen2", template: str | None = CHATML) -> Path:
    """A chat model with random weights in the layout of the hub: "qwen2", or "llama"."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(3)
    llama = family == "llama"
    signs = ["<pad>", "<s>", "</s>", "[INST]", "[/INST]"] if llama else ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    tokenizer = _tokenizer(signs, "</s>" if llama else "<|im_end|>", NO_SYSTEM if llama and template else template)
    sizes = {
        "vocab_size": len(tokenizer),
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 2048,
        "eos_token_id": tokenizer.eos_token_id,
    }
    model: Any = LlamaForCausalLM(LlamaConfig(**sizes)) if llama else Qwen2ForCausalLM(Qwen2Config(**sizes))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def qwen_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Qwen2 with a ChatML template."""
    return make_chat_model(tmp_path_factory.mktemp("qwen"))


@pytest.fixture(scope="session")
def llama_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Llama whose template knows no system message."""
    return make_chat_model(tmp_path_factory.mktemp("llama"), "llama")


@pytest.fixture
def free_port() -> int:
    """A port at which nobody listens."""
    return _free_port()
