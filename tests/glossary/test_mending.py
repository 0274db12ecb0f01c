"""Garbled words are put right by the German words that they were made from, where the alignment tells which."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from workbench import Run, pipeline, read_article, run, translate
from workbench.alignment import fits, spans
from workbench.checks import check
from workbench.glossary import EMPTY, Applied, Term, apply, apply_to_all, build, merge, starter
from workbench.glossary.dictionary import VERSION, look_up
from workbench.glossary.digits import english_number
from workbench.glossary.mending import NOTE
from workbench.ingest import join_segments
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.types import Decoding, Links, Severity, Translated

MENDS = replace(EMPTY, mends=True)
SOURCE = "Die Täter verlangten ein hohes Lösegeld."
TARGET = "The perpetrators demanded a high liongel."
LINKS: Links = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5))


def mended(source: str, target: str, links: Links | None) -> Applied:
    return apply(MENDS, source, target, alignment=None if links is None else spans(links, source, target))


def test_a_garbled_word_becomes_the_english_of_its_german() -> None:
    done = mended(SOURCE, TARGET, LINKS)
    assert done.target == "The perpetrators demanded a high ransom."
    (change,) = done.changes
    assert change.term == Term("Lösegeld", "ransom", NOTE)
    assert (change.before, change.after) == ("liongel", "ransom")
    assert TARGET[change.start : change.end] == "liongel"
    assert mended(SOURCE, done.target, LINKS).target == done.target


def test_only_a_glossary_that_mends_does_so() -> None:
    assert apply(EMPTY, SOURCE, TARGET, alignment=spans(LINKS, SOURCE, TARGET)).target == TARGET
    own = build([Term("Kiew", "Kyiv")], "own")
    assert (own.mends, starter().mends, merge(starter(), own).mends, merge(own, own).mends) == (
        False,
        True,
        True,
        False,
    )
    assert str(own.signature).count("/") == 2
    assert str(merge(starter(), own).signature).endswith(f"/m{VERSION}")
    assert MENDS.signature is not None


@pytest.mark.parametrize("links", [None, (), ((4, 4),)])
def test_nothing_is_guessed_where_the_alignment_does_not_tell(links: Links | None) -> None:
    assert mended(SOURCE, TARGET, links).changes == ()


def test_the_surest_of_several_german_words_decides() -> None:
    links = (*LINKS, (1, 5))
    sure = {word: look_up(word) for word in ("Täter", "Lösegeld")}
    best = max(found for found in sure.values() if found is not None)
    assert mended(SOURCE, TARGET, links).changes[0].after == best.english


@pytest.mark.parametrize(
    ("source", "target", "links", "wanted"),
    [
        ("Lösegeld wurde gezahlt.", "Liongel was paid.", ((0, 0), (1, 1), (2, 2)), "Ransom was paid."),
        ("Er aß Käse.", "He ate käse.", ((0, 0), (1, 1), (2, 2)), "He ate cheese."),
        ("Drei Türken kamen.", "Three doorks came.", ((0, 0), (1, 1), (2, 2)), "Three Turks came."),
        ("Es gab Lösegeld.", "There was ransom liongel.", ((1, 1), (2, 2), (2, 3)), "There was ransom liongel."),
        ("Es gab Lösegeld.", "There was liongel-money.", ((1, 1), (2, 2)), "There was liongel-money."),
        ("Das Xylquarz fehlt.", "The xylquorz is missing.", ((0, 0), (1, 1)), "The xylquorz is missing."),
        ("Es sind zwei Zentimeter.", "It is two centimets.", ((2, 2), (3, 3)), "It is two centimets."),
        ("Die Regierung tagt.", "The government meets.", ((0, 0), (1, 1), (2, 2)), "The government meets."),
    ],
)
def test_cases(source: str, target: str, links: Links, wanted: str) -> None:
    """A beginning, German that was left, a name, English that is there already, joined words, what no list knows."""
    assert mended(source, target, links).target == wanted


@pytest.mark.parametrize(
    ("german", "written", "wanted"),
    [
        ("Er lebt am Tegernsee.", "He lives at Tegernseee.", "He lives at Tegernsee."),
        ("Heute kam Zeiss an.", "Today Teiss came.", "Today Zeiss came."),
        ("Gestern kam Lawrow an.", "Yesterday Lavrov came.", "Yesterday Lavrov came."),
        ("Gestern kam Schoigu an.", "Yesterday Shoigu came.", "Yesterday Shoigu came."),
        ("Das war Nürnberg selbst.", "That was Nuremberg itself.", "That was Nuremberg itself."),
        ("Das war Preußen selbst.", "That was Prussia itself.", "That was Prussia itself."),
        ("Heute kam Wisniewski an.", "Today Wisnievski came.", "Today Wisnievski came."),
        ("Heute kommt das Gremlum an.", "Today the Gremlun comes.", "Today the Gremlun comes."),
        ("Heute kam Goddard an.", "Today Goddards came.", "Today Goddards came."),
        ("Heute kam Anna an.", "Today she came, Hannover says.", "Today she came, Hannover says."),
    ],
)
def test_names_come_back_as_the_german_has_them(german: str, written: str, wanted: str) -> None:
    """But for what may be their English spelling, for nouns, and for words that are unlike them."""
    every = tuple((i, j) for i in range(len(german.split())) for j in range(len(written.split())))
    made = mended(german, written, every)
    assert made.target == wanted
    assert all(change.guessed for change in made.changes)


@pytest.mark.parametrize(
    "pair",
    """Philipp:Philip Hannover:Hanover Mallorca:Majorca Alexej:Alexei Chodorkowski:Khodorkovsky Prigoschin:Prigozhin
    Nawalny:Navalny Gorbatschow:Gorbachev Netanjahu:Netanyahu Chamenei:Khamenei Charkiw:Kharkiv Jerewan:Yerevan
    Mischustin:Mishustin Lukaschenko:Lukashenko Jermak:Yermak Luzern:Lucerne Florenz:Florence Danzig:Gdansk""".split(),
)
def test_names_that_english_spells_otherwise_stay_as_they_are(pair: str) -> None:
    german, english = pair.split(":")
    assert mended(f"Gestern kam {german} an.", f"Yesterday came {english}.", ((2, 2),)).changes == ()


def test_the_reason_of_a_name_says_that_it_is_one() -> None:
    done = apply_to_all(MENDS, ["Er lebt am Tegernsee."], ["He lives at Tegernseee."], [((3, 3),)])
    assert [flag.reason for flag in done.flags] == ["the model wrote “Tegernseee”; the German has “Tegernsee”"]


@pytest.mark.parametrize(
    ("german", "written", "wanted"),
    [
        ("Seit dem 24. Februar 2022 ist Krieg.", "War since 24 February 20222.", "War since 24 February 2022."),
        ("Es sind 150.000 Menschen.", "There are 15,000 people.", "There are 150,000 people."),
        ("Es kostet 211 Mrd. Euro.", "It costs 2111 billion euros.", "It costs 211 billion euros."),
        ("Die 66-Jährige kam.", "The 666-year-old came.", "The 66-year-old came."),
        ("Um 13.00 Uhr ging es los.", "It began at 13,000.", "It began at 13.00."),
        ("Die Zeit war 1:57,79 Minuten.", "The time was 1:579 minutes.", "The time was 1:57.79 minutes."),
        ("Es waren 33 von 44.", "It was 333 of 44.", "It was 33 of 44."),
        ("Es waren 33 Leute.", "There were 333 people in 3 rooms.", "There were 333 people in 3 rooms."),
        ("Es waren 12 Leute.", "There were 21 people.", "There were 21 people."),
        ("Es waren 1.500 Leute.", "There were 1,500 people.", "There were 1,500 people."),
    ],
)
def test_numbers_get_their_digits_back(german: str, written: str, wanted: str) -> None:
    """Those that are the German's but for doubled or lost digits, where no other could be meant; no link is needed."""
    made = mended(german, written, None)
    assert made.target == wanted
    assert all(change.guessed for change in made.changes)


@pytest.mark.parametrize(
    ("german", "english"),
    [("1.234.567", "1,234,567"), ("1.234,5", "1,234.5"), ("3,5", "3.5"), ("2022", "2022"), ("13.00", "13.00")],
)
def test_german_numbers_in_english(german: str, english: str) -> None:
    assert english_number(german) == english


def test_terms_come_first() -> None:
    glossary = replace(build([Term("Lösegeld", "Ransom Money")], "own"), mends=True)
    target = "The perpetrators demanded a high Lösegeld."
    done = apply(glossary, SOURCE, target, alignment=spans(LINKS, SOURCE, target))
    assert done.target == "The perpetrators demanded a high Ransom Money."
    assert len(done.changes) == 1


def test_over_an_article_everything_is_recorded_and_links_follow() -> None:
    glossary = replace(build([Term("Kiew", "Kyiv")], "own"), mends=True)
    source = "In Kiew verlangten die Täter ein hohes Lösegeld."
    target = "In Kiew the perpetrators demanded a high liongel now."
    links: Links = ((0, 0), (1, 1), (3, 2), (4, 3), (2, 4), (5, 5), (6, 6), (7, 7))
    done = apply_to_all(glossary, ["Ja.", source], ["Yes.", target], [((0, 0),), links])
    assert done.targets[1] == "In Kyiv the perpetrators demanded a high ransom now."
    assert [(t.segment, t.german, t.before, t.after) for t in done.terms] == [
        (1, "Kiew", "Kiew", "Kyiv"),
        (1, "Lösegeld", "liongel", "ransom"),
    ]
    assert all(done.targets[t.segment][t.start : t.end] == t.after for t in done.terms)
    (guess,) = done.flags
    assert (guess.segment, guess.check, guess.severity) == (1, "mended", Severity.WARNING)
    assert all(word in guess.reason for word in ("liongel", "ransom", "Lösegeld"))
    assert guess.target_span is not None
    assert done.targets[1][slice(*guess.target_span)] == "ransom"
    moved = done.alignments[1]
    assert moved is not None
    assert fits(moved, source, done.targets[1])
    assert (7, 7) in moved


def test_a_form_that_is_not_listed_is_taken_for_one_of_its_stem() -> None:
    listed = look_up("leichtathletik")
    assert listed is not None
    assert look_up("Leichtathletiken") == listed
    assert look_up("Xylquarz") is None
    assert look_up("") is None


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Flugzeit", "flight time"),
        ("Katzenbabys", "cat babies"),
        ("Putschversuch", "coup attempt"),
        ("Tomatensauce", "tomato sauce"),
        ("Leichtathletiken", "athletics"),  # a form, and no compound
    ],
)
def test_a_compound_of_two_nouns_is_what_the_two_are(german: str, english: str) -> None:
    found = look_up(german)
    assert found is not None
    assert found.english == english


@pytest.mark.parametrize("word", ["flugzeit", "Schnellzeit", "Zeit-Flug", "Xylquarzzeit", "Xy"])
def test_what_is_no_compound_of_two_known_nouns_is_not_taken_for_one(word: str) -> None:
    assert look_up(word) is None


def test_the_dictionary_is_the_one_of_the_version() -> None:
    """Signatures tell the version: where it changes, so must `VERSION`, and both stand here."""
    text = files("workbench.glossary").joinpath("dictionary.txt").read_bytes()
    assert (VERSION, hashlib.sha256(text).hexdigest()[:16]) == (1, "a9bc3ff757acf504")
    lines = text.decode("utf-8").splitlines()
    assert len(lines) > 20_000
    assert all(re.fullmatch(r"[^\W\d_]+ [^\W\d_]+('[^\W\d_]+)? [1-9]\d?\d?", line) for line in lines)
    assert len({line.split()[0] for line in lines}) == len(lines)


class Garbling(FakeTranslator):
    """Leaves the German, but for one word of it."""

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        made = super().translate_batch(texts, decoding)
        return [replace(one, text=text.replace("Lösegeld", "liongel")) for one, text in zip(made, texts, strict=True)]


def test_a_guess_stays_marked_when_other_sentences_are_edited() -> None:
    """And its mark says where it stands, in a run that is written and read back, too."""
    article = read_article("Die Täter verlangten Lösegeld. Das geschah am Montag. Am Dienstag kamen sie wieder.")
    models = {"translator": Garbling(), "summariser": FakeSummariser(), "glossary": starter()}
    first = run(article, **models)
    again = pipeline.rerun(first, join_segments(article, 1), **models)
    for made in (first, again, Run.from_json(again.to_json())):
        (flag,) = [flag for flag in made.flags if flag.check == "mended" and "liongel" in flag.reason]
        assert flag.target_span is not None
        assert made.translation.sentences[flag.segment].text[slice(*flag.target_span)] == "ransom"
        assert [term.before for term in made.translation.terms if term.after == "ransom"] == ["liongel"]


@pytest.mark.model
def test_the_seed_article_has_no_garbled_word_left_that_the_list_knows(seed_path: Path) -> None:
    """The embedded model writes "absehable future"; what it wrote is kept beside what stands there now."""
    plain, made = (translate(seed_path, model="marian-de-en", glossary=g) for g in ((), ["starter"]))
    found = {t.before: t.after for t in made.terms if t.german.startswith("absehbar")}
    assert found
    assert set(found.values()) == {"foreseeable"}
    for word in found:
        assert word in plain.text
        assert word not in made.text
    for segment, one in zip(made.article.segments, made.sentences, strict=True):
        flags = check(made.article.source(segment), one.text)
        assert not [f for f in flags if f.check == "spellcheck" and "absehb" in f.reason]
