"""Precision, recall and speed of the checks.

    PYTHONPATH=. python benchmarks/checks.py --labelled tests/checks/labelled.jsonl [--errors]
    PYTHONPATH=. python benchmarks/checks.py --pairs newstest2017.de newstest2017.en [--errors]

Labelled data are lines of {"source", "target", "defect"}, where defect is the id of the check that should see it, or
null. Precision of a check: of the clean and defective rows it flags, the share that are defective at all, whatever the
defect, because one damage often shows in two checks. Recall of a check: of the rows with its defect, the share that it
flags; "any" counts flags of every check. Only flags of warning or error count; notes are counted apart.

Pairs are good translations: every flag on them is taken for a false alarm. Each is then damaged by rule in every way
that applies, and the share of damaged pairs that gained a flag which the good pair did not have is the recall.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from workbench import words
from workbench.checks import CHECKS, check
from workbench.checks.remembered import forget
from workbench.types import Flag, Severity

SEED = 20170907  # any; fixed so that two runs damage the same words
ROUNDS = 7  # of the measurement of speed; other work on the machine shows in the spread
Row = tuple[str, str]
Damage = Callable[[str, str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair and what is wrong with it, or None."""

    source: str
    target: str
    defect: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the checks did on labelled pairs."""

    rows: int
    clean: int
    false_alarms: int  # clean rows with a flag
    notes: int  # clean rows with a note and nothing worse
    found: int  # defective rows with a flag
    precision: dict[str, float]  # by check
    recall: dict[str, float]  # by defect, by the check of that name
    recall_any: dict[str, float]  # by defect, by any check


def serious(flags: Sequence[Flag]) -> set[str]:
    """The checks that flagged, notes left out."""
    return {flag.check for flag in flags if flag.severity is not Severity.NOTE}


def read_labelled(path: Path) -> list[Labelled]:
    """Read the labelled pairs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Labelled(row["source"], row["target"], row["defect"]) for row in rows]


def measure(rows: Sequence[Labelled], *, errors: bool = False) -> Figures:
    """Run every check over labelled pairs; with `errors`, print what went wrong."""
    flagged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    by_defect: dict[str, list[set[str]]] = defaultdict(list)
    false_alarms = notes = 0
    for row in rows:
        flags = check(row.source, row.target)
        names = serious(flags)
        flagged.update(names)
        if row.defect is None:
            false_alarms += bool(names)
            notes += bool(flags) and not names
        else:
            right.update(names)
            by_defect[row.defect].append(names)
        if errors and bool(names) == (row.defect is None):
            print(f"{row.defect or 'clean'}: {row.source}\n    {row.target}")
            print(f"    {[flag.check + ': ' + flag.reason for flag in flags]}")
    defective = [names for each in by_defect.values() for names in each]
    return Figures(
        rows=len(rows),
        clean=len(rows) - len(defective),
        false_alarms=false_alarms,
        notes=notes,
        found=sum(map(bool, defective)),
        precision={name: right[name] / count for name, count in sorted(flagged.items())},
        recall={name: sum(name in names for names in each) / len(each) for name, each in sorted(by_defect.items())},
        recall_any={name: sum(map(bool, each)) / len(each) for name, each in sorted(by_defect.items())},
    )


def report(figures: Figures) -> None:
    """Print the figures as a table of Markdown."""
    defective = figures.rows - figures.clean
    print(f"{figures.rows} pairs: {figures.clean} clean, {defective} with a defect")
    print(f"false alarms on clean pairs: {figures.false_alarms} ({figures.false_alarms / figures.clean:.1%})")
    print(f"clean pairs with notes only: {figures.notes}")
    print(f"defective pairs found: {figures.found} ({figures.found / defective:.1%})\n")
    print("| check | precision | recall | recall, any check |\n|---|---|---|---|")
    for name in sorted({*figures.precision, *figures.recall}):
        cells = (table.get(name) for table in (figures.precision, figures.recall, figures.recall_any))
        print(f"| {name} | " + " | ".join("–" if cell is None else f"{cell:.2f}" for cell in cells) + " |")


# The ways to damage a good translation.

_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?")
_NOT = re.compile(r" not\b|n't\b")
_VERB = re.compile(r"\b(is|was|are|were|will|would|has|have|can|could|should)\b(?! not)")
_OTHERS = "Bergström Okafor Whitcombe Tanaka Delacroix Hargreaves Novotny Castellanos".split()


def change_digit(_: str, target: str, rng: random.Random) -> str | None:
    """Another digit in a number."""
    places = [m.start() for m in re.finditer(r"\d", target)]
    if not places:
        return None
    place = rng.choice(places)
    return target[:place] + str((int(target[place]) + rng.randint(1, 8)) % 10) + target[place + 1 :]


def drop_number(_: str, target: str, rng: random.Random) -> str | None:
    """A number less."""
    found = list(_DIGITS.finditer(target))
    if not found:
        return None
    one = rng.choice(found)
    return " ".join((target[: one.start()] + target[one.end() :]).split())


def swap_name(source: str, target: str, rng: random.Random) -> str | None:
    """Another name where a name of the source stood."""
    found = [m for m in _NAME.finditer(target) if m[0].split()[-1] in source]
    if not found:
        return None
    one = rng.choice(found)
    return target[: one.start()] + rng.choice(_OTHERS) + target[one.end() :]


def drop_negation(_: str, target: str, _rng: random.Random) -> str | None:
    """The only negation less."""
    return _NOT.sub("", target) if len(_NOT.findall(target)) == 1 else None


def add_negation(_: str, target: str, _rng: random.Random) -> str | None:
    """A "not" more, where there is none."""
    if _NOT.search(target) or not _VERB.search(target):
        return None
    return _VERB.sub(r"\1 not", target, count=1)


def leave_german(source: str, target: str, rng: random.Random) -> str | None:
    """Three German words in a row instead of three English ones."""
    german, english = source.split(), target.split()
    if len(german) < 8 or len(english) < 8:
        return None
    place = rng.randrange(2, min(len(german), len(english)) - 4)
    return " ".join([*english[:place], *german[place : place + 3], *english[place + 3 :]])


def leave_noun(source: str, target: str, rng: random.Random) -> str | None:
    """One German noun instead of an English word."""
    nouns = re.findall(r" (?:der|die|das|den|dem|des|ein|im|am) ([A-Z][a-zäöüß]{4,})", source)
    english = target.split()
    if not nouns or len(english) < 6:
        return None
    place = rng.randrange(2, len(english) - 1)
    return " ".join([*english[:place], rng.choice(nouns), *english[place + 1 :]])


def double_phrase(_: str, target: str, rng: random.Random) -> str | None:
    """One to four words twice in a row."""
    words = target.split()
    size = rng.randint(1, 4)
    if len(words) < size + 4:
        return None
    place = rng.randrange(1, len(words) - size)
    return " ".join([*words[: place + size], *words[place : place + size], *words[place + size :]])


def truncate(_: str, target: str, _rng: random.Random) -> str | None:
    """The last four tenths less."""
    return target[: len(target) * 6 // 10] if len(target) > 60 else None


def empty(_source: str, _target: str, _rng: random.Random) -> str | None:
    """Nothing."""
    return ""


def copy(source: str, _target: str, _rng: random.Random) -> str | None:
    """The source."""
    return source if len(source.split()) > 3 else None


DAMAGES: tuple[Damage, ...] = (
    change_digit, drop_number, swap_name, drop_negation, add_negation, leave_german, leave_noun, double_phrase,
    truncate, empty, copy,
)  # fmt: skip


def speeds(rows: Sequence[Row]) -> tuple[float, float]:
    """Pairs in a second of processor time, first when every word is new and then when all are known."""
    forget()
    words.stem.cache_clear()
    found = []
    for _ in range(2):
        start = process_time()
        for row in rows:
            check(*row)
        found.append(len(rows) / (process_time() - start))
    return found[0], found[1]


def measure_pairs(rows: Sequence[Row], *, errors: bool = False) -> None:
    """False alarms, speed and recall of damages on good translations."""
    check(*rows[0])  # loads the lexicon
    cold, warm = zip(*(speeds(rows) for _ in range(ROUNDS)), strict=True)
    good = [check(*row) for row in rows]
    alarms = [serious(flags) for flags in good]
    print(f"{len(rows)} good pairs: {sum(map(bool, alarms))} flagged ({sum(map(bool, alarms)) / len(rows):.1%})")
    only_notes = sum(bool(flags) and not names for flags, names in zip(good, alarms, strict=True))
    print(f"with notes only: {only_notes} ({only_notes / len(rows):.1%})")
    for name, found in (("every word new", cold), ("words known", warm)):
        print(f"pairs a second, {name}: {min(found):.0f} to {max(found):.0f}, median {median(found):.0f}")
    print()
    print("| check | false alarms |\n|---|---|")
    for each in CHECKS:
        for name in each.ids:
            print(f"| {name} | {sum(name in names for names in alarms) / len(rows):.2%} |")
    print("\n| damage | pairs | found |\n|---|---|---|")
    for damage in DAMAGES:
        rng = random.Random(SEED)
        found = []
        for (source, target), before in zip(rows, alarms, strict=True):
            worse = damage(source, target, rng)
            if worse is not None and worse != target:
                found.append(bool(serious(check(source, worse)) - before))
                if errors and not found[-1] and rng.random() < 0.02:
                    print(f"    missed: {source}\n            {worse}")
        print(f"| {(damage.__doc__ or '').rstrip('.')} | {len(found)} | {sum(found) / max(len(found), 1):.1%} |")


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, help="lines of JSON with source, target and defect")
    parser.add_argument("--pairs", type=Path, nargs=2, metavar=("GERMAN", "ENGLISH"), help="good translations, by line")
    parser.add_argument("--errors", action="store_true", help="also print false alarms and misses")
    options = parser.parse_args()
    if options.labelled:
        report(measure(read_labelled(options.labelled), errors=options.errors))
    if options.pairs:
        german, english = (path.read_text("utf-8").split("\n") for path in options.pairs)
        rows = [row for row in zip(german, english, strict=True) if all(row)]
        measure_pairs(rows, errors=options.errors)


if __name__ == "__main__":
    main()
