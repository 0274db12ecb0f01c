"""From the attention of pieces to links of words: rules on small tables, and real sentences in both runtimes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from workbench import catalogue, depot, read_article, translate
from workbench.alignment import fits, to_pharaoh, words
from workbench.models import load_translator
from workbench.models.attention import link, place, weigh
from workbench.models.ct2 import open_ct2
from workbench.models.hub import open_hub
from workbench.models.load import ENGINES
from workbench.models.seq2seq import Search
from workbench.segment import clean_for_model
from workbench.types import Decoding

SENTENCES = [
    "Wladimir Putin wird am 20. Oktober nach Nordkorea kommen.",
    "„Nein“, sagte Angela Merkel – und ging.",
    "Am Montag sprach Peskow in Moskau mit Journalisten.",
    "Es kamen 2.200.112 Besucher… 50 % mehr!",
    "Der Präsi\u00addent\u200b sprach\n am Freitag.",
]


def special(*pieces: str) -> list[bool]:
    return [piece.startswith("<") for piece in pieces]


def test_pieces_find_their_words() -> None:
    pieces = ["<s>", "▁Pe", "sk", "ow", ":", "▁", "20", ".", "▁Mai", "</s>"]
    placed = place(pieces, special(*pieces), "Peskow: 20. Mai")
    assert placed.word.tolist() == [-1, 0, 0, 0, 0, 1, 1, 1, 2, -1]
    assert placed.spoken.tolist()[4] is False
    assert placed.count == 3


def test_pieces_of_a_tokenizer_that_closes_words() -> None:
    """Moses parts punctuation, so its words are not ours; letters decide."""
    pieces = ["Pes", "kow</w>", ":</w>", "20.</w>", "M", "ai</w>"]
    assert place(pieces, special(*pieces), "Peskow: 20. Mai").word.tolist() == [0, 0, 0, 1, 2, 2]


def test_pieces_that_were_normalised_still_find_their_words() -> None:
    """Where the tokenizer wrote a space into a word ("½" as " 1/2"), the words are matched by their letters."""
    pieces = ["▁das", "▁sind", "▁", "´", "▁Tage", "▁und", "▁2", "</s>"]
    assert place(pieces, special(*pieces), "das sind´ Tage und 2").word.tolist()[-4:] == [2, 3, 4, -1]


def test_words_look_at_words_and_marks_at_marks() -> None:
    """What a word gives to a full stop or to the end token makes no link, nor does a stop's look at a word."""
    source = place(["▁Er", "▁geht", ".", "▁–", "</s>"], special("", "", "", "", "<"), "Er geht. –")
    target = place(["▁He", "▁goes", ".", "▁-", "</s>"], special("", "", "", "", "<"), "He goes. -")
    attention = [
        [0.6, 0.1, 0.2, 0.0, 0.1],
        [0.1, 0.3, 0.4, 0.0, 0.2],
        [0.9, 0.0, 0.1, 0.0, 0.0],
        [0.2, 0.0, 0.2, 0.6, 0.0],
        [0.0, 0.0, 0.0, 0.0, 1.0],
    ]
    assert to_pharaoh(link(weigh(attention, source, target))) == "0-0 1-1 2-2"


def test_nothing_is_linked_where_attention_spread_or_looked_in_passing() -> None:
    weights = np.array([[0.9, 0.02], [0.3, 0.05], [0.1, 0.1], [0.05, 0.6]], dtype=np.float32)
    assert to_pharaoh(link(weights)) == "0-0 1-3"


def test_a_first_word_that_was_not_seen_takes_what_is_left() -> None:
    """Where the row of the first piece is another sentence's, it is passed over."""
    pieces = ["▁Der", "▁Präsident", "▁sprach", "</s>"]
    source = place(pieces, special(*pieces), "Der Präsident sprach")
    target = place(["▁The", "▁president", "▁spoke", "</s>"], special("", "", "", "<"), "The president spoke")
    attention = [[0.0, 0.0, 1.0, 0.0], [0.2, 0.8, 0.0, 0.0], [0.0, 0.1, 0.9, 0.0], [0.0, 0.0, 0.0, 1.0]]
    assert to_pharaoh(link(weigh(attention, source, target, blind=True))) == "0-0 1-1 2-2"
    attention[1] = [0.9, 0.1, 0.0, 0.0]
    attention[2] = [0.0, 0.5, 0.5, 0.0]
    assert to_pharaoh(link(weigh(attention, source, target, blind=True))) == "0-1 1-2 2-2", "nothing is left to take"


def test_nothing_links_to_nothing() -> None:
    assert link(np.zeros((0, 3), dtype=np.float32)) == ()
    assert link(np.zeros((2, 0), dtype=np.float32)) == ()
    assert weigh([[1.0]], place(["▁a"], [False], "a"), place(["</s>"], [True], "")).shape == (0, 1)


@pytest.mark.model
@pytest.mark.parametrize("runtime", ENGINES)
@pytest.mark.parametrize("decoding", [Decoding(beam_size=1), Decoding(), Decoding(repetition_penalty=1.2)])
def test_every_link_points_at_words_of_the_text_as_it_stands(runtime: str, decoding: Decoding) -> None:
    translator = load_translator("marian-de-en", runtime=runtime)
    for source, output in zip(SENTENCES, translator.translate(SENTENCES, decoding), strict=True):
        assert output.alignment
        assert fits(output.alignment, source, output.text)
        for i in range(len(words(source))):
            assert sum(left == i for left, _ in output.alignment) <= max(4, len(words(output.text)) // 2)


@pytest.mark.model
def test_names_and_numbers_are_linked_to_themselves(seed_path: Path) -> None:
    """Words that stand on both sides letter for letter: nearly all of them are linked to each other."""
    made = translate(read_article(seed_path))
    found = same = 0
    for segment, output in zip(made.article.segments, made.sentences, strict=True):
        left = clean_for_model(made.article.source(segment)).split()
        right = output.text.split()
        for i, j in ((left.index(w), right.index(w)) for w in {*left} & {*right} if len(w) > 2):
            if left.count(left[i]) == right.count(left[i]) == 1:
                found += 1
                same += (i, j) in (output.alignment or ())
    assert found > 10
    assert same >= 0.8 * found


@pytest.mark.model
def test_both_runtimes_attend_alike(tmp_path: Path) -> None:
    """In float32 the attention of words is the same to a hundredth; but for the first one, see models/attention.py."""
    from workbench.pull.convert import convert

    folder = depot.folder(catalogue.find("marian-de-en"))
    convert(folder, tmp_path / "ct2", "float32")
    for path in folder.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    for search in (Search(beam_size=1, attention=True), Search(beam_size=4, attention=True)):
        ours = open_ct2(tmp_path / "ct2", "ct2", compute_type="float32").generate(SENTENCES, search)
        theirs = open_hub(folder, "hub").generate(SENTENCES, search)
        for one, other in zip(ours, theirs, strict=True):
            assert one.text == other.text
            assert one.attention is not None
            assert other.attention is not None
            first = search.beam_size > 1
            assert one.attention[first:] == pytest.approx(other.attention[first:], abs=1e-2)


@pytest.mark.model
def test_an_over_long_sentence_is_linked_from_end_to_end() -> None:
    translator = load_translator("marian-de-en")
    source = ", ".join(f"am {day}. Mai sprach Peskow in Moskau" for day in range(1, 26)) + "."
    assert translator.length(source) > translator.window
    [output] = translator.translate([source], Decoding(beam_size=1))
    assert output.alignment is not None
    assert fits(output.alignment, source, output.text)
    linked = [i for i, _ in output.alignment]
    assert max(linked) > 0.9 * len(words(source))
    near = [abs(i / len(words(source)) - j / len(words(output.text))) for i, j in output.alignment]
    assert sum(near) / len(near) < 0.2


@pytest.mark.model
def test_no_alignment_without_words() -> None:
    """Blank lines and lines of invisible marks come back as they are, with none."""
    outputs = load_translator("marian-de-en").translate(["", " ", "\u200b", "Ja."], Decoding(beam_size=1))
    assert [output.alignment is None for output in outputs] == [True, True, True, False]


@pytest.mark.model
def test_the_head_can_be_named(tmp_path: Path) -> None:
    """ "alignment_heads" in a model's configuration overrules the first head of the last layer."""
    import json
    import shutil

    folder = depot.folder(catalogue.find("marian-de-en"))
    shutil.copytree(folder, tmp_path / "model")
    path = tmp_path / "model" / "config.json"
    search = Search(beam_size=1, attention=True)
    [plain] = open_hub(folder, "hub").generate(SENTENCES[:1], search)
    for heads, same in (([[-1, 0]], True), ([[0, 1], [1, 2]], False)):
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"alignment_heads": heads}), "utf-8")
        [named] = open_hub(tmp_path / "model", "hub").generate(SENTENCES[:1], search)
        assert (named.attention == pytest.approx(plain.attention, abs=1e-5)) is same
    assert replace(search, attention=False) != search
    assert open_hub(folder, "hub").generate(SENTENCES[:1], Search(beam_size=1))[0].attention is None
