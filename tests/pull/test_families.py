"""Each family of models that the catalogue names: pulled, converted, and equal to what transformers writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.catalogue import Entry
from workbench.models.ct2 import open_ct2
from workbench.models.hub import open_hub
from workbench.models.load import open_engine
from workbench.models.seq2seq import Search, Tongue
from workbench.models.tokens import FileTokens, SpmTokens
from workbench.pull import pull

pytestmark = pytest.mark.model

TEXTS = ["Der Präsident sprach am Freitag in Berlin.", "Es regnet.", "Am 3. Oktober kamen 1.200 Menschen."]
SMALL = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 64,
    "init_std": 0.5,
}


def write_settings(folder: Path, **settings: Any) -> None:
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


def make_m2m100(folder: Path, spm_maker: Callable[..., Any]) -> Tongue:
    from transformers import GenerationConfig, M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    spm = spm_maker(folder / "sentencepiece.bpe.model", model_type="bpe")
    pieces = [spm.id_to_piece(i) for i in range(3, spm.get_piece_size())]
    vocabulary = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    write_settings(folder, tokenizer_class="M2M100Tokenizer", src_lang="fr", tgt_lang="de")
    tokenizer = M2M100Tokenizer.from_pretrained(folder)
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    size = max(tokenizer.lang_token_to_id.values()) + 1 + tokenizer.num_madeup_words
    model = M2M100ForConditionalGeneration(M2M100Config(vocab_size=size, **SMALL, **ids))
    model.generation_config = GenerationConfig(**ids)
    model.save_pretrained(folder)
    return Tongue("__de__", "__en__")


def make_bart(folder: Path, spm_maker: Callable[..., Any]) -> Tongue:
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer, GenerationConfig

    trained = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(TEXTS * 5, vocab_size=300, special_tokens=special, show_progress=False)
    trained.save_model(str(folder))
    write_settings(folder, tokenizer_class="BartTokenizer", model_max_length=64)
    size = len(BartTokenizer.from_pretrained(folder))
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    model = BartForConditionalGeneration(BartConfig(vocab_size=size, **SMALL, **ids, forced_eos_token_id=2))
    # As bart-large-cnn: its own search settings, which must not leak into a search that asks for others.
    model.generation_config = GenerationConfig(
        **ids, forced_bos_token_id=0, forced_eos_token_id=2, min_length=20, no_repeat_ngram_size=2, num_beams=2
    )
    model.save_pretrained(folder)
    return Tongue()


def make_t5(folder: Path, spm_maker: Callable[..., Any]) -> Tongue:
    from transformers import GenerationConfig, T5Config, T5ForConditionalGeneration

    spm = spm_maker(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    write_settings(folder, tokenizer_class="T5Tokenizer", extra_ids=10)
    ids = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    size = spm.get_piece_size() + 10
    config = T5Config(
        vocab_size=size, d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, feed_forward_proj="gated-gelu",
        initializer_factor=3.0, tie_word_embeddings=False, **ids
    )  # fmt: skip
    model = T5ForConditionalGeneration(config)
    model.generation_config = GenerationConfig(**ids)
    model.save_pretrained(folder)
    return Tongue()


def make_pegasus(folder: Path, spm_maker: Callable[..., Any]) -> Tongue:
    from transformers import AutoTokenizer, GenerationConfig, PegasusConfig, PegasusForConditionalGeneration

    spm_maker(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    write_settings(folder, tokenizer_class="PegasusTokenizer")
    size = -(-len(AutoTokenizer.from_pretrained(folder)) // 8) * 8
    ids = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 0, "decoder_start_token_id": 0}
    model = PegasusForConditionalGeneration(PegasusConfig(vocab_size=size, scale_embedding=True, **SMALL, **ids))
    model.generation_config = GenerationConfig(**ids)
    model.save_pretrained(folder)
    return Tongue()


FAMILIES = {"m2m100": make_m2m100, "bart": make_bart, "t5": make_t5, "pegasus": make_pegasus}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("beam", [1, 4])
def test_ctranslate2_writes_what_transformers_writes(
    family: str, beam: int, tmp_path: Path, spm_maker: Callable[..., Any]
) -> None:
    """In float32 both runtimes give the same texts and, to a thousandth, the same scores."""
    import torch

    from workbench.pull.convert import convert

    torch.manual_seed(2)
    tongue = FAMILIES[family](tmp_path, spm_maker)
    convert(tmp_path, tmp_path / "ct2", "float32")
    reference = open_hub(tmp_path, family, tongue=tongue)
    converted = open_ct2(tmp_path / "ct2", family, compute_type="float32", tongue=tongue)
    search = Search(beam_size=beam, max_length=24, attention=True)
    for text in TEXTS:
        assert converted.length(text) == reference.length(text)
    ours, theirs = converted.generate(TEXTS, search), reference.generate(TEXTS, search)
    assert [output.text for output in ours] == [output.text for output in theirs]
    assert [output.truncated for output in ours] == [output.truncated for output in theirs]
    assert [output.score for output in ours] == pytest.approx([output.score for output in theirs], abs=1e-3)
    assert any(output.text for output in ours)
    if beam == 1:  # in a beam the first word's is another sentence's (models/attention.py)
        for one, other in zip(ours, theirs, strict=True):
            assert one.attention is not None
            assert one.attention == pytest.approx(other.attention, abs=1e-2)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_pulled_model_needs_no_transformers(
    family: str, hub: Any, tmp_path: Path, spm_maker: Callable[..., Any]
) -> None:
    """After a pull every family has a tokenizer that the light readers can read."""
    tongue = FAMILIES[family](tmp_path, spm_maker)
    hub.serve("org/tiny", tmp_path)
    entry = Entry(
        name=family,
        task="translate",
        runtime="ct2",
        source="org/tiny",
        source_token=tongue.source,
        target_token=tongue.target,
    )
    pull(entry)
    engine = open_engine(entry)
    assert isinstance(engine.tokens, FileTokens | SpmTokens)  # type: ignore[attr-defined]
    assert len(engine.generate(TEXTS, Search(max_length=8))) == 3


def make_fsmt(folder: Path) -> None:
    """FSMT as facebook/wmt19-de-en has it: two vocabularies, byte pairs, Moses words."""
    from transformers import FSMTConfig, FSMTForConditionalGeneration, GenerationConfig

    letters = sorted({letter for text in TEXTS for letter in text if letter != " "})
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *letters, *(f"{letter}</w>" for letter in letters)]
    vocabulary = json.dumps({piece: i for i, piece in enumerate(pieces)})
    for name in ("vocab-src.json", "vocab-tgt.json"):
        (folder / name).write_text(vocabulary, encoding="utf-8")
    (folder / "merges.txt").write_text("D e\n", encoding="utf-8")
    write_settings(folder, tokenizer_class="FSMTTokenizer", langs=["de", "en"], do_lower_case=False)
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    size = len(pieces)
    config = FSMTConfig(langs=["de", "en"], src_vocab_size=size, tgt_vocab_size=size, **SMALL, **ids)
    model = FSMTForConditionalGeneration(config)
    model.generation_config = GenerationConfig(**ids, forced_eos_token_id=2)
    model.save_pretrained(folder)


def test_what_ctranslate2_does_not_convert_runs_in_transformers(hub: Any, tmp_path: Path) -> None:
    """FSMT (facebook/wmt19-de-en) is pulled as it is and translates."""
    make_fsmt(tmp_path)
    hub.serve("org/fsmt", tmp_path)
    entry = Entry(name="fsmt", task="translate", runtime="hub", source="org/fsmt")
    pull(entry)
    for beam in (1, 3):
        outputs = open_engine(entry).generate(TEXTS, Search(beam_size=beam, max_length=8, attention=True))
        assert all(output.attention is not None for output in outputs)
        assert len(outputs) == len(TEXTS)
        assert all(output.score is not None and output.score < 0 for output in outputs)


OWN = """
[[model]]
name = "{name}"
task = "summarise"
runtime = "{runtime}"
source = "org/{name}"
languages = ["{language}"]
window = 40
{more}
search = {{ beam_size = 2, no_repeat_ngram = 2, min_length = 5, max_length = 12 }}
"""


@pytest.mark.parametrize(
    ("family", "runtime", "language", "more"),
    [("bart", "ct2", "en", ""), ("bart", "hub", "en", ""), ("t5", "ct2", "de", 'prompt = "t5-summarise"')],
)
def test_a_summariser_is_pulled_and_reads_a_document_longer_than_its_window(
    family: str, runtime: str, language: str, more: str, hub: Any, tmp_path: Path, spm_maker: Callable[..., Any]
) -> None:
    """By its name in the user's own catalogue: pulled, loaded, the whole document read, the search its own."""
    from workbench import catalogue
    from workbench.models import choose, load_summariser
    from workbench.types import BlockKind, Budget, Document, DocumentSentence, Step

    FAMILIES[family](tmp_path, spm_maker)
    hub.serve(f"org/{family}", tmp_path)
    path = catalogue.user_file()
    path.parent.mkdir(parents=True)
    path.write_text(OWN.format(name=family, runtime=runtime, language=language, more=more), encoding="utf-8")
    pull(catalogue.find(family))
    summariser = load_summariser(family)
    assert summariser.language == language
    assert choose("summarise").name == "extractive", "an entry without a rank is not what auto takes"
    steps: list[Step] = []
    document = Document(tuple(DocumentSentence(text, BlockKind.PARAGRAPH, 0) for text in TEXTS * 3), "en")
    made = summariser.summarise(document, Budget(2), steps.append)
    assert 1 <= len(made.sentences) <= 2
    assert made.left_out == ()
    assert steps[-1].done == steps[-1].total > 2
    for part in ("beam:2", "ngram:2", "minlen:5", "maxlen:12", f"model:{family}"):
        assert part in summariser.signature(Budget(2))
