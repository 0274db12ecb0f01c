"""Names of other scripts: German press spelling to English press spelling, for names that no list holds.

Only names that show that they were transliterated are touched: letters that no German name has in that order. German
spelling says less than English needs ("sch" is "sh" and "zh", "s" is "s" and "z"), so that often several spellings
are possible; all are returned, the usual one first.
"""

from __future__ import annotations

import re
from itertools import islice, product

MOST = 8  # candidates of a name; with more than three open letters the rules say nothing useful

_SLAVIC = re.compile(
    r"schtsch|(?:enko|tschuk|schuk)$|[eo]w(?:itsch|na)$|[sz]k[iy]j(?:a|e)?$|[aei]jewa?$|(?:sch|ss)[oe]wa?$"
    r"|[bdfgklmnprtvz]j[aeou].*[oe]wa?$|y(?:sch|[bdfgklmnprstvwz]){1,2}(?:in|[oe]w)a?$"
    r"|[aeiou]w[lnr]?[aeiouj]\w*ow$|.[dlnrst]ewa?$|[^h]owa$|(?:sch|ss)kina?$|ijiw$|yj$"
)
_ARABIC = re.compile(r"^dsch[aeiou]|[^aeiou][aeiou]dsch[aeiou]|^(?:al|el|as|abu|ibn)-\w*(?:sch|ch)")
# Common nouns, peoples and their compounds; first parts that end in "d" ("Radschuh", "Jugendschutz", "Lidschatten").
_COMMON = re.compile(
    r"^(?:dschungel|dschunke|dschinn|radsch|baadsch|jugend|kambodsch|zentralkamb|fidschi|tadschik)|dschihad."
    r"|dsch(?:utz|aft|atten|ei|uh|ul)|(?:isten|aner[ns]?|anisch\w*|heddin)$|(?:brew|crew|flow|view|window|win|know)$"
)
# Spelled in the English or French way already.
_FOREIGN = re.compile(r"kh|zh|tch|ou|(?<!c)sh")
# Names and words of English and German that end like Russian ones.
_OTHERS = frozenset(
    "andrew matthew mathew bartholomew drew crew agnew carew grew askew hebrew renew nephew curfew interview review "
    "preview iowa genowa jehowa nowa minnesowa sinew mildew".split()
)

_Table = tuple[tuple[str, tuple[str, ...]], ...]
# German letters and what English writes for them; the first that fits is taken. "^", "$": start and end of the name.
_SLAVIC_LETTERS: _Table = (
    (r"schtsch(?=ow$)", ("shch",)),
    (r"(?<=tsch)ow(?=a?$)", ("ev", "ov")),
    (r"(?<=sch)ow(?=a?$)", ("ov", "ev")),
    (r"schtsch", ("shch",)),
    (r"tsch", ("ch",)),
    (r"sch(?=tsch)", ("sh",)),
    (r"sch", ("sh", "zh")),
    (r"ch", ("kh",)),
    (r"skyj$", ("sky", "skyi")),
    (r"ski[j]?$", ("sky", "skiy")),
    (r"zkij?$", ("tsky", "tskiy")),
    (r"skaja$", ("skaya",)),
    (r"ij$", ("y", "iy")),
    (r"yj$", ("y", "yi")),
    (r"(?<=[aeiouy])je", ("ye",)),
    (r"^je", ("ye",)),
    (r"je", ("ye", "e")),
    (r"jo", ("yo",)),
    (r"ja", ("ya",)),
    (r"ju", ("yu",)),
    (r"j", ("y",)),
    (r"ss", ("s",)),
    (r"(?<=[aeiouy])s(?=[aeiouy])", ("z",)),
    (r"^s(?=[aeiouy])", ("s", "z")),
    (r"(?<=[aeiouy])s(?=[dgmnlrw])", ("z", "s")),
    (r"tz", ("ts",)),
    (r"z", ("ts",)),
    (r"w", ("v",)),
)
_ARABIC_LETTERS: _Table = (
    (r"dsch", ("j",)),
    (r"sch", ("sh",)),
    (r"ch", ("kh",)),
    (r"j", ("y",)),
    (r"ou", ("u",)),
)


def transliterate(name: str) -> tuple[str, ...]:
    """English spellings of one German-spelled name, the usual one first; empty when it does not look transliterated.

    For one word, or words joined by hyphens; a first capital letter is kept. Never changes a name that could be
    German: "Bülow", "Wagner" and "Tschentscher" give nothing, at the price of "Lawrow" alone being left to the list.
    """
    folded = name.lower()
    if not 5 <= len(name) <= 40 or folded in _OTHERS or _COMMON.search(folded):
        return ()
    if any(part != part.capitalize() and part != "al" for part in name.split("-")) or not name[0].isupper():
        return ()
    if _ARABIC.search(folded):
        table = _ARABIC_LETTERS
    elif re.search(r"[äöüß]", folded) or _FOREIGN.search(folded) or not _SLAVIC.search(folded):
        return ()
    else:
        table = _SLAVIC_LETTERS
    spelled = (_cased("".join(parts), name) for parts in product(*_parts(folded, table)))
    return tuple(dict.fromkeys(s for s in islice(spelled, MOST) if s != name))


def _parts(folded: str, table: _Table) -> list[tuple[str, ...]]:
    """What each stretch of the name may become."""
    parts: list[tuple[str, ...]] = []
    i = 0
    while i < len(folded):
        for pattern, spellings in table:
            found = re.compile(pattern).match(folded, i)
            if found and found.end() > i:
                parts.append(spellings)
                i = found.end()
                break
        else:
            parts.append((folded[i],))
            i += 1
    return parts


def _cased(spelled: str, name: str) -> str:
    """Each part of a name with hyphens begins as in the original."""
    parts = zip(spelled.split("-"), name.split("-"), strict=True)
    return "-".join(s[:1].upper() + s[1:] if n[:1].isupper() else s for s, n in parts)
