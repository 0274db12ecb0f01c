"""How close two spellings of a name are, whatever the conventions that they follow."""

from __future__ import annotations

# Letters that German and English write differently for the same sound of a transliterated name, longest first.
_SOUNDS = (
    ("schtsch", "x"), ("shch", "x"), ("tsch", "c"), ("dsch", "j"), ("sch", "s"), ("sh", "s"), ("zh", "s"),
    ("ch", "h"), ("kh", "h"), ("ck", "k"), ("ts", "z"), ("tz", "z"), ("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "s"),
    ("ss", "s"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip


def sound(word: str) -> str:
    """The word in small letters, with one spelling for each sound: "Kiew" and "Kiev" are both "kiev"."""
    folded = word.lower()
    for written, heard in _SOUNDS:
        folded = folded.replace(written, heard)
    return folded


def allowed(length: int) -> int:
    """How many letters of a name of this length may differ. Short names have too many neighbours: Iran, Irak."""
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 11 else 3


def distance(first: str, second: str, most: int) -> int:
    """Letters to insert, delete or replace (Levenshtein); `most` + 1 when there are more than `most`."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(second, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != other))
        if min(row) > most:
            return most + 1
    return row[-1]


def close(word: str, names: tuple[str, ...], extra: int = 0) -> int | None:
    """The distance of the word to the nearest name that it may be a spelling of; None when it is none."""
    heard = sound(word)
    found = []
    for name in names:
        other = sound(name)
        most = allowed(min(len(word), len(name)))
        most += extra if most else 0
        if heard[:1] == other[:1] and (apart := distance(heard, other, most)) <= most:
            found.append(apart)
    return min(found, default=None)
