"""Numbers as German and English write them, read as values that can be compared.

A number has readings: each is a set of values that together say the same. "14.30 Uhr" is {14, 30} or {2, 30};
"13.04." is the 13th of month 4. Months are kept apart from plain numbers as negative values.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from workbench.checks.pair import Span, Word

Reading = frozenset[float]


class Number(NamedTuple):
    """A number of a text: as written, where, and every way to read it, the likeliest first."""

    text: str
    span: Span
    readings: tuple[Reading, ...]
    digits: bool  # written in digits, not in words


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
_MONTHS = {name: number for number, names in enumerate((
    "januar jänner jan january", "februar feber feb february", "märz mar march", "april apr", "mai may",
    "juni jun june", "juli jul july", "august aug", "september sep sept", "oktober okt oct october",
    "november nov", "dezember dez dec december"), start=1) for name in names.split()}  # fmt: skip
_ENGLISH = {word: float(value) for value, words in enumerate((
    "zero nil", "one first once single", "two second twice both double pair couple duo twin twins seconds two-time",
    "three third thrice triple trio thirds", "four fourth quadruple fourths", "five fifth fifths", "six sixth sixths",
    "seven seventh", "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth dozen dozens",
    "thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth",
    "eighteen eighteenth", "nineteen nineteenth")) for word in words.split()}  # fmt: skip
_ENGLISH_TENS = {word: value * 10.0 for value, words in enumerate((
    "twenty twentieth twenties", "thirty thirtieth thirties", "forty fortieth forties", "fifty fiftieth fifties",
    "sixty sixtieth sixties", "seventy seventieth seventies", "eighty eightieth eighties",
    "ninety ninetieth nineties"), start=2) for word in words.split()}  # fmt: skip
_ENGLISH_OTHER = {"half": (0.5, 50.0, 30.0), "halve": (0.5, 50.0), "halved": (0.5, 50.0), "halves": (0.5,),
    "quarter": (0.25, 25.0, 15.0), "quarters": (0.25, 15.0, 0.75, 75.0), "noon": (12.0,), "midday": (12.0,),
    "midnight": (0.0, 24.0, 12.0), "fortnight": (14.0, 2.0), "decade": (10.0,), "decades": (10.0,),
    "century": (100.0,), "doubled": (2.0, 100.0), "doubling": (2.0, 100.0), "doubles": (2.0, 100.0),
    "tripled": (3.0, 200.0), "twofold": (2.0,), "threefold": (3.0,), "couples": (2.0,), "secondly": (2.0,),
    "thirdly": (3.0,), "firstly": (1.0,), "all": (100.0,), "full": (100.0,), "bicentenary": (200.0,),
    "centenary": (100.0,), "teenage": (13.0,), "biennial": (2.0,), "trio": (3.0,)}  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12,
    "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}  # fmt: skip
_TELLING = frozenset([*_ENGLISH, *_ENGLISH_TENS, *_ENGLISH_OTHER, *ENGLISH_SCALES, *_MONTHS])

_GERMAN_DIGITS = re.compile(
    r"\d{1,3}(?:[   ]\d{3})+(?!\d)(?:,\d+)?"  # 15 000
    r"|\d{1,3}(?:[.'’]\d{3})+(?![\d])(?:,\d+)?"  # 2.200.112,5
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}(?!\d))?"  # 13.04.2024
    r"|\d+(?:[.,:]\d+)*"
)
_ENGLISH_DIGITS = re.compile(r"\d{1,3}(?:[,   ]\d{3})+(?!\d|,\d)(?:\.\d+)?|\d+(?:[.,:]\d+)*")
_DECADE = re.compile(r"(\w+(?:zig|ßig|ssig))er(?:n|jahren?)?")
_DIGIT = re.compile(r"\d")
_AFTER = re.compile(r"[\s  -]*([^\W\d_]+)")
_CLOCK = re.compile(r"\s*(?:(?:und|bis|-|–) *\d\d?(?:[.:]\d\d)? *)?(?:Uhr|h\b)")
_HALF_PAST = re.compile(r"\bhalb (?=(eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b)")
_THOUSANDS = re.compile(r"^\d{1,3}(?:\D\d{3})+$")
_NOT_DIGITS = re.compile(r"\D+")


def _set(*values: float) -> Reading:
    return frozenset(values)


def _plain(text: str) -> float:
    return float(_NOT_DIGITS.sub("", text))


def _decimal(text: str, comma: str) -> float:
    whole, _, part = text.partition(comma)
    return float(f"{_NOT_DIGITS.sub('', whole) or '0'}.{_NOT_DIGITS.sub('', part)}")


@lru_cache(maxsize=1 << 14)
def german_word(word: str) -> float | None:
    """The value of a German number word in lower case ("zweiundzwanzig", "dritten", "dreitausend"), or None."""
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
            left = german_word(before) if before else 1.0
            right = german_word(after.removeprefix("und")) if after else 0.0
            return None if left is None or right is None else left * size + right
    return None


def _clock(hour: float, minute: float) -> tuple[Reading, ...]:
    """A time of day on a clock of 24 or of 12 hours."""
    hours = (hour, hour - 12 if hour > 12 else hour + 12)
    full = tuple(_set(h, minute) for h in hours)
    if minute:
        return (*full, *(_set(h * 100 + minute) for h in hours))
    return (*(_set(h) for h in hours), *((_set(12.0),) if hour in (0, 24) else ()))


def _german_readings(text: str, after: str, scale: float) -> tuple[Reading, ...]:
    """How digits in a German text can be meant."""
    parts = [float(part) for part in _NOT_DIGITS.split(text) if part]
    if scale != 1:
        value = _plain(text) if _THOUSANDS.match(text) and "," not in text else _decimal(text, ",")
        return _set(value * scale), _set(_decimal(text.replace(".", ","), ",") * scale)
    if len(parts) == 1:
        return _clock(parts[0], 0.0) if _CLOCK.match(after) else (_set(parts[0]),)
    if len(parts) == 2 and (_CLOCK.match(after) or text.endswith(".00")):
        return _clock(*parts)
    if ":" in text:
        return frozenset(parts), *(_clock(*parts) if len(parts) == 2 else ())
    found = []
    if _THOUSANDS.match(text):
        found.append(_set(_plain(text)))
        if "." in text and "," not in text and len(parts) == 2:
            return (found[0],)
    if "," in text:
        found.append(_set(_decimal(text, ",")))
    elif len(parts) == 2:
        found.append(_set(float(".".join(text.rstrip(".").split(".")[:2])) if "." in text else parts[0]))
    if "." in text and len(parts) in (2, 3) and 1 <= parts[1] <= 12:
        year = _years(parts[2]) if len(parts) == 3 else ()
        rest = [_set(y) for y in year] or [frozenset()]
        found += [_set(parts[0], -parts[1]) | r for r in rest] + [_set(parts[0], parts[1]) | r for r in rest]
    return (*found, frozenset(parts))


def _years(value: float) -> tuple[float, ...]:
    return (value,) if value >= 100 else (value, 1900 + value, 2000 + value)


def german_numbers(text: str, words: tuple[Word, ...]) -> list[Number]:
    """The numbers of a German text, in digits, words and roman numerals, in order of the text within each kind."""
    found: list[Number] = []
    taken: set[int] = set()
    for match in _GERMAN_DIGITS.finditer(text) if _DIGIT.search(text) else ():
        start, end = match.span()
        unit = _AFTER.match(text, end)
        name = unit[1].lower() if unit else ""
        scale = GERMAN_SCALES.get(name, 1.0)
        if unit is not None and scale != 1:
            taken.add(unit.start(1))
            end = unit.end(1)
        readings = _german_readings(match[0], text[match.end() : match.end() + 16], scale)
        if name == "er" or (name.endswith("er") and name in ("er", "ern")):
            readings = (*readings, *(_set(y) for y in _years(_plain(match[0]))))
        found.append(Number(text[start:end].rstrip("."), (start, end), readings, True))
    for match in _HALF_PAST.finditer(text) if "halb " in text else ():
        hour = float(_SMALL.get(match[1], 1) - 1)
        taken |= {match.start(), match.end()}
        span = (match.start(), match.end(1))
        found.append(Number(text[slice(*span)], span, _clock(hour or 12.0, 30.0), True))
    return found + _german_words(words, taken)


def _german_words(words: tuple[Word, ...], taken: set[int]) -> list[Number]:
    found = []
    for place, word in enumerate(words):
        if word.start in taken:
            continue
        value = german_word(word.lower)
        if value is None:
            if word.text in _ROMAN and place:
                found.append(Number(word.text, (word.start, word.end), (_set(float(_ROMAN[word.text])),), False))
            continue
        following = words[place + 1] if place + 1 < len(words) else None
        scale = GERMAN_SCALES.get(following.lower, 1.0) if following is not None else 1.0
        end = following.end if following is not None and scale != 1 else word.end
        text = f"{word.text} {following.text}" if following is not None and scale != 1 else word.text
        found.append(Number(text, (word.start, end), (_set(value * scale),), False))
    return found


def _english_readings(text: str, scale: float) -> tuple[Reading, ...]:
    parts = [float(part) for part in _NOT_DIGITS.split(text) if part]
    if len(parts) == 1:
        return (_set(parts[0] * scale),)
    if ":" in text:
        return (frozenset(parts),)
    if _THOUSANDS.match(text) and "." not in text:
        return (_set(_plain(text) * scale),)
    if text.count(".") == 1:
        value = _decimal(text, ".") * scale
        return (_set(value), frozenset(parts)) if len(text) - text.index(".") == 3 else (_set(value),)
    return (_set(_decimal(text, ",") * scale), frozenset(parts))


def english_numbers(text: str, words: tuple[Word, ...]) -> list[Number]:
    """The numbers of an English text, in digits, words and roman numerals."""
    found: list[Number] = []
    for match in _ENGLISH_DIGITS.finditer(text) if _DIGIT.search(text) else ():
        unit = _AFTER.match(text, match.end())
        scale = ENGLISH_SCALES.get(unit[1].lower(), 1.0) if unit is not None else 1.0
        end = unit.end(1) if unit is not None and scale != 1 else match.end()
        readings = _english_readings(match[0], scale)
        if scale != 1:  # "5 m" may be metres, "3 k" may be anything
            readings = (*readings, *_english_readings(match[0], 1.0)) if unit and len(unit[1]) == 1 else readings
        found.append(Number(text[match.start() : end], (match.start(), end), readings, True))
    return found + _english_words(words)


class _Sum:
    """A run of English number words as one value: "two hundred and fifty thousand"."""

    def __init__(self) -> None:
        self.found: list[Number] = []
        self.start = self.end = -1
        self.total = self.group = 0.0

    def open(self) -> bool:
        return self.start >= 0

    def add(self, value: float, word: Word) -> None:
        """A number word, which also counts by itself, because "thirty" and "five" may be two numbers."""
        if self.open() and not (value < 20 <= self.group or value < 100 <= self.group):
            self.close()
        self.found.append(Number(word.text, (word.start, word.end), (_set(value),), False))
        self.group += value
        self.reach(word)

    def scale(self, size: float, word: Word) -> None:
        """A "hundred" or a "million" behind number words."""
        if size == 100:
            self.group = (self.group or 1) * 100
        else:
            self.total, self.group = self.total + (self.group or 1) * size, 0.0
        self.reach(word)

    def reach(self, word: Word) -> None:
        self.start, self.end = (self.start if self.open() else word.start), word.end

    def close(self) -> None:
        """Keep the value of the run, if there is one."""
        if self.open():
            self.found.append(Number("", (self.start, self.end), (_set(self.total + self.group),), False))
        self.start = -1
        self.total = self.group = 0.0


def _english_words(words: tuple[Word, ...]) -> list[Number]:
    """Runs of number words as one value, and each word's own: "two hundred and fifty thousand", "mid-forties"."""
    run = _Sum()
    for word in words:
        if not run.open() and word.lower not in _TELLING and "-" not in word.lower and word.text not in _ROMAN:
            continue
        for part in word.lower.split("-"):
            value = _ENGLISH.get(part, _ENGLISH_TENS.get(part))
            scale = ENGLISH_SCALES.get(part) if len(part) > 3 else None
            if value is not None:
                run.add(value, word)
            elif scale is not None and run.open():
                run.scale(scale, word)
            elif part != "and":
                run.close()
                readings = _other_english(part, word) + ((_set(scale),) if scale is not None else ())
                if readings:
                    run.found.append(Number(word.text, (word.start, word.end), readings, False))
    run.close()
    return run.found


def _other_english(part: str, word: Word) -> tuple[Reading, ...]:
    if part in _ENGLISH_OTHER:
        return tuple(_set(value) for value in _ENGLISH_OTHER[part])
    if word.text[0].isupper():
        if part in _MONTHS:
            return _set(-float(_MONTHS[part])), _set(float(_MONTHS[part]))
        if word.text in _ROMAN:
            return (_set(float(_ROMAN[word.text])),)
    return ()


def german_months(words: tuple[Word, ...]) -> Reading:
    """The months that a German text names."""
    return frozenset(-float(_MONTHS[word.lower]) for word in words if word.lower in _MONTHS)
