"""Words that say a number, in German and in English, and what they are worth."""

from __future__ import annotations

import re

from workbench.checks.remembered import remembered

_ONES = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_TENS = {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
         "achtzig": 80, "neunzig": 90}  # fmt: skip
_TEENS = {"dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18,
          "neunzehn": 19}  # fmt: skip
_SMALL: dict[str, int] = {word: value for value, word in enumerate(_ONES)} | _TEENS | _TENS
_SMALL |= {
    f"{one}und{ten}": value * 1 + tens
    for value, one in enumerate(_ONES[:10])
    if value
    for ten, tens in _TENS.items()
}  # fmt: skip
_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7,
             "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwölft": 12}  # fmt: skip
_ORDINAL_ENDINGS = ("e", "er", "en", "es", "em", "ens")
_OTHER_GERMAN = {"zwo": 2.0, "beide": 2.0, "beiden": 2.0, "beider": 2.0, "dutzend": 12.0, "hälfte": 0.5, "halb": 0.5,
    "halbe": 0.5, "halben": 0.5, "halber": 0.5, "halbes": 0.5, "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5,
    "dreieinhalb": 3.5, "drittel": 1 / 3, "viertel": 0.25, "doppelt": 2.0, "doppelte": 2.0, "doppelten": 2.0,
    "zweimal": 2.0, "dreimal": 3.0, "viermal": 4.0, "fünfmal": 5.0, "einmal": 1.0, "paar": 2.0, "duo": 2.0,
    "trio": 3.0, "zweimalige": 2.0, "zweifache": 2.0, "dreifache": 3.0, "zweitägige": 2.0}  # fmt: skip
GERMAN_SCALES = {"tausend": 1e3, "tsd": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
    "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "hundert": 1e2}  # fmt: skip
ENGLISH_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "m": 1e6, "mn": 1e6,
    "mln": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12,
    "trillions": 1e12}  # fmt: skip
MONTHS = {name: number for number, names in enumerate((
    "januar jänner jan january", "februar feber feb february", "märz mar march", "april apr", "mai may",
    "juni jun june", "juli jul july", "august aug", "september sep sept", "oktober okt oct october",
    "november nov", "dezember dez dec december"), start=1) for name in names.split()}  # fmt: skip
ENGLISH = {word: float(value) for value, words in enumerate((
    "zero nil", "one first once single", "two second twice both double pair couple duo twin twins seconds two-time",
    "three third thrice triple trio thirds", "four fourth quadruple fourths", "five fifth fifths", "six sixth sixths",
    "seven seventh", "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth dozen dozens",
    "thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth",
    "eighteen eighteenth", "nineteen nineteenth")) for word in words.split()}  # fmt: skip
ENGLISH_TENS = {word: value * 10.0 for value, words in enumerate((
    "twenty twentieth twenties", "thirty thirtieth thirties", "forty fortieth forties", "fifty fiftieth fifties",
    "sixty sixtieth sixties", "seventy seventieth seventies", "eighty eightieth eighties",
    "ninety ninetieth nineties"), start=2) for word in words.split()}  # fmt: skip
ENGLISH_OTHER = {"half": (0.5, 50.0, 30.0), "halve": (0.5, 50.0), "halved": (0.5, 50.0), "halves": (0.5,),
    "quarter": (0.25, 25.0, 15.0), "quarters": (0.25, 15.0, 0.75, 75.0), "noon": (12.0,), "midday": (12.0,),
    "midnight": (0.0, 24.0, 12.0), "fortnight": (14.0, 2.0), "decade": (10.0,), "decades": (10.0,),
    "century": (100.0,), "doubled": (2.0, 100.0), "doubling": (2.0, 100.0), "doubles": (2.0, 100.0),
    "tripled": (3.0, 200.0), "twofold": (2.0,), "threefold": (3.0,), "couples": (2.0,), "secondly": (2.0,),
    "thirdly": (3.0,), "firstly": (1.0,), "all": (100.0,), "full": (100.0,), "bicentenary": (200.0,),
    "centenary": (100.0,), "teenage": (13.0,), "biennial": (2.0,), "trio": (3.0,)}  # fmt: skip
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12,
    "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}  # fmt: skip
TELLING = frozenset([*ENGLISH, *ENGLISH_TENS, *ENGLISH_OTHER, *ENGLISH_SCALES, *MONTHS])

_DECADE = re.compile(r"(\w+(?:zig|ßig|ssig))er(?:n|jahren?)?")
_LETTERS = 60  # more than the longest number below a million; a loop of a model is no number
# No word that starts with other letters can be a number; nearly all words are told apart so.
_START = 3
_STARTS = frozenset(
    word[:_START] for word in (*_SMALL, *_TENS, *_ORDINALS, *_OTHER_GERMAN, "eins", "hundert", "tausend")
)


def german_number(word: str) -> float | None:
    """The value of a German number word in lower case ("zweiundzwanzig", "dritten", "dreitausend"), or None."""
    return _german_number(word) if word[:_START] in _STARTS and len(word) <= _LETTERS else None


@remembered
def _german_number(word: str) -> float | None:
    if word in _SMALL:
        return float(_SMALL[word])
    if word in _OTHER_GERMAN:
        return _OTHER_GERMAN[word]
    if word in ("eins", "ein", "einer", "eine", "einen", "einem", "eines"):
        return 1.0
    decade = _DECADE.fullmatch(word)
    if decade is not None and decade[1] in _TENS:
        return float(_TENS[decade[1]])
    if word.startswith("dreist"):  # bold, not third
        return None
    for ending in _ORDINAL_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and (stem in _ORDINALS or (stem.endswith("st") and stem[:-2] in _SMALL)):
            return float(_ORDINALS[stem] if stem in _ORDINALS else _SMALL[stem[:-2]])
    for scale, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(scale)
        if found:
            left = german_number(before) if before else 1.0
            right = german_number(after.removeprefix("und")) if after else 0.0
            return None if left is None or right is None else left * size + right
    return None
