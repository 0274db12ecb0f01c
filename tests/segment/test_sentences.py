"""The German that libraries split wrongly, rule by rule; and what must hold for any text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.segment import has_words, sentences_in, split

# Each text holds its sentences as they must come out, parted by "|".
ORDINALS_AND_DATES = [
    "Am 3. Oktober ist Feiertag.|Danach nicht.",
    "Er kam am 11. Juni 2023.|Danach ging er.",
    "Das war am 5. 6. 2023 in Bonn.|Heute nicht.",
    "Am 5.6.2023 war es so weit.|Der Rest folgte.",
    "Im 19. Jahrhundert war das anders.|Im 20. Jahrhundert nicht.",
    "Friedrich II. starb 1786.|Ludwig XIV. regierte lange.",
    "Es folgte Wilhelm II.|Der Kaiser dankte 1918 ab.",
    "Der 1. FC Köln gewann.|Bayern wurde 2. Sieger.",
    "Das war im Jahr 2023.|Danach kam nichts.",
    "Das war 2023.|2024 wurde besser.|50 Menschen kamen.",
    "Er lag auf Platz 3.|Bayern folgte.",
    "Die Termine sind am 16./17. August und im September.|Mehr folgt.",
    "Zum 67. Geburtstag kam der 2. Bürgermeister.|Er blieb bis 12.|Dann ging er.",
    "Das 150. Jubiläum fiel aus.|Der 1000. Besucher kam trotzdem.",
    "Er starb 1848.|Mai und Juni waren warm.",
    "Am Sa. 12. Mai ist Markt.|Am Mo. 14. nicht.",
]
ABBREVIATIONS = [
    "Das gilt z. B. für Dr. Weiß, d. h. für alle.|Gut.",
    "Das gilt z.B. Berlin und u.a. Hamburg.|Auch Prof. Dr. med. Huber kam.",
    "Die Stadt St. Gallen hat 75 Tsd. Einwohner bzw. Bürger.|Schön.",
    "Es kostet 3,5 Mio. Euro oder 2 Mrd. Dollar.|Viel zu viel.",
    "Der Umsatz stieg auf 5 Mrd.|Der Gewinn fiel.",
    "Nach § 5 Abs. 2 Satz 1 Nr. 3 BGB gilt Art. 5 GG.|Punkt.",
    "Es waren Menschen dieser Art.|Die anderen gingen.",
    "J. F. Kennedy und G. W. Bush kamen.|Danach sprach A. Merkel.",
    "Er kaufte Äpfel, Birnen usw.|Danach ging er.",
    "Caesar starb 44 v. Chr.|Danach kam Augustus.",
    "Komponist X (geb. 1848, gest. 1900) schrieb viel.|Vgl. S. 12 ff. und Bd. 3.",
    "Die Müller & Co. KG ist pleite.|Die Maier GmbH auch.",
    "Sie wohnt in der Hauptstr. 5 und er in der Bahnhofstr. 7.|Dort ist es schön.",
    "Es waren ca. 50 Leute, ggf. mehr.|Die sog. Experten irrten.",
    "Er weiß, was das sein mag.|Herr Huber nicht.",
    "Er lebt in der Schweiz.|Mag. Huber auch.",
    "Der Balken ist 34 cm.|Wochenlang fehlte er.",
    "SIE SIND U. A. IN KÖLN ZU SEHEN.|DIE HAUPTSTR. IST ZU.",
    "Lt. Cmdr. Patrick Evans sprach mit Philip Wm. McKinley.|Gut.",
    "A. Das Erste.|II. Das Zweite.|Vitamin C.|Das Dritte.",
    "Herr Dr. h. c. mult. Meier kam.|Gut.",
    "Um 14.30 Uhr kam sie.|Um 15 Uhr ging sie.",
    "Die staatl. Schulen und öffentl. Plätze, einschl. der Höfe.|Gut.",
    "Die Corp. sagte ab, engl. Partner auch.|Gut.",
    "ein mann spielt gitarre.|eine frau tanzt.|das war es.|mehr nicht.",
    "Die USA.|UN-Generalsekretär Ghali kam.",
]
QUOTES_AND_BRACKETS = [
    "„Komm her!“, rief er.|„Nein.“|Sie ging.",
    "»Ja.«|Er ging.|»Wirklich?« fragte sie.",
    '"Ja."|Er ging.|"Wirklich?" fragte sie.',
    "‚Nein.‘|Gut.|›Doch.‹|So.",
    "Er sagte: „Das ist gut.“|Dann ging er.",
    "Die Sendung „Wer wird Millionär?“ Günther Jauchs läuft.|Gut.",
    "Er fragte: „Wer ist da?“|Niemand antwortete.",
    "Er hat (wirklich!) gewonnen.|Schön.",
    "Er kam (siehe oben).|Sie ging.",
    "Er (geb. 1848. Sohn des X) war da.|Gut.",
    "(Das war alles.)|Er ging.",
    'Er sagte: "Nie wieder. "|Dann ging er.',
]
MARKS = [
    "Was?!|Nein!|Doch …|Er ging.",
    "Er sagte … nichts.|Sie auch nicht...|Niemand.",
    "Siehe www.test.de.|Schreib an a.b@example.org.|Danke.",
    "Sehr gut :-)|Danke! 😀|Schön.",
    "Es ist 3,14 oder 3.14 groß.|Version 2.0.1 ist da.",
    "Satz eins.\u200f|Satz zwei.",
    "Das steht fest.[1]|Das auch.[23]|Mehr nicht.",
    "Das iPhone ist neu.|iPhone und eBay sind Marken.",
]
LAYOUT = [
    "Überschrift ohne Punkt\n\n|Der Text beginnt.|Er endet",
    "- Eins\n|- Zwei\n|- Drei",
    "• Eins\n|• Zwei",
    "1. Der erste Punkt.\n|2. Der zweite Punkt.\n|3. Dritter",
    "Am 3.\nOktober war es\nschön.|Ende.",
    "*** Satz eins.|*** Satz zwei. ***",
    "Eine Zeile\r\nund noch eine.\r\n\r\n|Zweiter Absatz.",
    "Titel\n|Ein langer Absatz, der auf den Titel folgt und weitergeht, bis er endet.|Schluss.",
]


@pytest.mark.parametrize("text", [*ORDINALS_AND_DATES, *ABBREVIATIONS, *QUOTES_AND_BRACKETS, *MARKS, *LAYOUT])
def test_known_german(text: str) -> None:
    """The sentences between the bars come out, and no others."""
    wanted = [part.strip() for part in text.split("|")]
    whole = "".join(part if part[-1:].isspace() else f"{part} " for part in text.split("|"))
    assert [whole[a:b] for a, b in split(whole)] == wanted


def test_forgotten_space() -> None:
    """A full stop without a space ends a sentence before a word that can only begin one; addresses stay whole."""
    text = "Das hat er gesagt.Der Mann ging. Auf www.heute.De ist es nicht."
    assert [text[a:b] for a, b in split(text)] == [
        "Das hat er gesagt.",
        "Der Mann ging.",
        "Auf www.heute.De ist es nicht.",
    ]


@settings(max_examples=500)
@given(st.text(alphabet=st.characters(), max_size=200) | st.text(alphabet='aÄ1 .!?…„“"()-–•\n\r\t\u200b', max_size=60))
def test_nothing_is_lost_on_any_text(text: str) -> None:
    """Spans are in order, apart, trimmed, never blank, and cover every character that is not white space."""
    at = 0
    spans = split(text)
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
    assert len(spans) <= 1 or all(has_words(text[a:b]) for a, b in spans)


def test_no_fragment() -> None:
    """A number, bullet or dash that stands alone goes with its neighbour, and no month comes first."""
    text = "1. Am 3. Oktober kam er. – 5. Mai: Er ging. 2024. * Ende."
    for start, end in split(text):
        piece = text[start:end]
        assert has_words(piece)
        assert not piece.startswith(("Oktober", "Mai"))


def test_text_without_words_is_one_span() -> None:
    """There is no neighbour to go with, and nothing may be lost."""
    assert split(" 12. – 34! ") == [(1, 10)]
    assert split(" \n ") == []


def test_sentences_of_a_block_count_from_the_text() -> None:
    """Offsets are those of the whole text, and line breaks inside the block do not part sentences."""
    text = "Titel\n\nEins ist\nda. Zwei.\n\nDrei."
    assert [text[a:b] for a, b in sentences_in(text, 7, 26)] == ["Eins ist\nda.", "Zwei."]


@pytest.mark.parametrize(
    "unit", [".", ". ", ". a", "aaaaa. ", "a.", "A. ", ".)", "(a.) ", "1. ", '". ', "„", "\n- ", "a\n", "… ", "a. ("]
)
def test_long_repetition_ends(unit: str) -> None:
    """No text takes more than linear time; what is quadratic does not end within the suite's limit."""
    text = unit * 100_000
    covered = sum(len(text[a:b].split()) for a, b in split(text))
    assert covered >= len(text.split()) > 0


def test_import_is_light() -> None:
    """The splitter alone loads no library, so that a cold start does not wait for it."""
    code = (
        "import sys; before = set(sys.modules); import workbench.segment; "
        "print(*{m.split('.')[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["workbench"]
