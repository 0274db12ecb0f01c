"""Lists of terms: reading them, joining them, and what the shipped one must be."""

from __future__ import annotations

import csv
import runpy
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

import workbench.glossary
from workbench.errors import UnreadableSource, UsageError
from workbench.glossary import EMPTY, Case, Term, build, merge, read_glossary, starter
from workbench.glossary.forms import key

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><descrip type="definition">the head</descrip>
 <langSet xml:lang="de-DE"><tig><term>Regierungschef</term></tig><tig><term>Regierungschefin</term></tig></langSet>
 <langSet xml:lang="en-GB"><tig><term>premier</term></tig>
  <tig><term>head of government</term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>boss</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry>
<termEntry id="2"><langSet xml:lang="fr"><tig><term>chef</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX_2019 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dct" type="TBX-Basic" xml:lang="en"><text><body>
<conceptEntry id="1"><langSec xml:lang="de"><termSec><term>Kreml</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Kremlin</term></termSec></langSec></conceptEntry></body></text></tbx>
"""


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_any_usual_delimiter(tmp_path: Path, delimiter: str) -> None:
    """The delimiter is told from the first line, and a byte order mark is no part of a name."""
    lines = [["german", "english", "note", "case"], ["Kiew", "Kyiv", "city", ""], ["EZB", "ECB", "", "exact"]]
    text = "\ufeff" + "\n".join(delimiter.join(line) for line in lines) + "\n\n"
    glossary = read_glossary(write(tmp_path, "mine.csv", text))
    assert glossary.terms == (Term("Kiew", "Kyiv", "city"), Term("EZB", "ECB", case=Case.EXACT))
    assert glossary.name == "mine"


def test_toml(tmp_path: Path) -> None:
    text = '[[term]]\ngerman = "Kiew"\nenglish = "Kyiv"\nforms = ["Kyjiw"]\naccept = ["Kiev"]\n'
    (term,) = read_glossary(write(tmp_path, "mine.toml", text)).terms
    assert term == Term("Kiew", "Kyiv", forms=("Kyjiw",), accept=("Kiev",))


def test_tbx(tmp_path: Path) -> None:
    """The preferred English is the one that is used; a deprecated one is not; other languages are passed over."""
    (term,) = read_glossary(write(tmp_path, "base.tbx", TBX)).terms
    assert term == Term(
        "Regierungschef", "head of government", "the head", forms=("Regierungschefin",), accept=("premier",)
    )
    assert read_glossary(write(tmp_path, "new.tbx", TBX_2019)).terms == (Term("Kreml", "Kremlin"),)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "german,englisch\nKiew,Kyiv\n", ["a.csv", "line 1", "'english'"]),
        ("a.csv", "german,english,tone\nKiew,Kyiv,x\n", ["a.csv", "line 1", "'tone'"]),
        ("a.csv", "german,english\nKiew,Kyiv\nKreml,\n", ["a.csv", "line 3", "'english'"]),
        ("a.csv", "german,english\nKiew,Kyiv,city\n", ["a.csv", "line 2", "3 cells"]),
        ("a.csv", 'german,english\n"Kiew,Kyiv\n', ["a.csv", "line 2", "quotes"]),
        ("a.csv", "german,english,case\nKiew,Kyiv,upper\n", ["a.csv", "line 2", "'upper'"]),
        ("a.csv", "", ["a.csv", "line 1", "'german'"]),
        ("a.toml", "[[term]]\ngerman = 'Kiew'\n", ["a.toml", "line 1", "'english'"]),
        ("a.toml", "\n[[term]]\ngerman='K'\nenglish='K'\n[[term]]\ngermn='x'\n", ["a.toml", "line 5", "'germn'"]),
        ("a.toml", "[[terms]]\ngerman='K'\n", ["a.toml", "line 1", "'terms'"]),
        ("a.toml", "[[term]]\ngerman='K'\nenglish='K'\nforms='x'\n", ["a.toml", "line 1", "'forms'"]),
        ("a.toml", "[[term]\n", ["a.toml", "line 1"]),
        ("a.tbx", "<martif>\n<term>", ["a.tbx", "line 2"]),
        ("a.tbx", "<martif/>", ["a.tbx", "xml:lang"]),
        ("a.tbx", '<!DOCTYPE m [<!ENTITY a "aa">]>\n<m>&a;</m>', ["a.tbx", "line 1", "entity"]),
        ("a.xlsx", "x", ["a.xlsx", ".csv"]),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, name: str, text: str, words: list[str]) -> None:
    """File, line and key stand in the message, in one line."""
    with pytest.raises(UsageError) as caught:
        read_glossary(write(tmp_path, name, text))
    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_text(tmp_path: Path) -> None:
    latin = tmp_path / "a.csv"
    latin.write_bytes("german,english\nMünchen,Munich\n".encode("latin-1"))
    for path in (latin, tmp_path / "none.csv"):
        with pytest.raises(UnreadableSource, match=path.name):
            read_glossary(path)


def test_a_later_list_overrules_and_says_so() -> None:
    """Same German, different English: the later entry is kept and the conflict is reported."""
    first = build([Term("Kiew", "Kyiv"), Term("Rom", "Rome")], "first")
    mine = build([Term("kiew", "Kiev"), Term("Rom", "Rome", "the city")], "mine")
    merged = merge(first, EMPTY, mine)
    assert merged.name == "first+mine"
    assert [(t.german, t.english) for t in merged.terms] == [("kiew", "Kiev"), ("Rom", "Rome")]
    (conflict,) = merged.conflicts
    assert (conflict.kept.english, conflict.dropped.english) == ("Kiev", "Kyiv")


def test_the_signature_follows_what_changes_the_result() -> None:
    """A note changes nothing; English does; without terms there is no signature."""
    plain = build([Term("Rom", "Rome")], "g")
    assert plain.signature == build([Term("Rom", "Rome", "city")], "g").signature
    assert plain.signature != build([Term("Rom", "Roma")], "g").signature
    assert EMPTY.signature is None


def test_the_starter_list_is_sound() -> None:
    """Enough entries, none twice, none against another, spaces clean; common words are not listed without a rule."""
    glossary = starter()
    assert len(glossary.terms) >= 400
    assert glossary.conflicts == ()
    spelled = [key(s) for term in glossary.terms for s in dict.fromkeys(map(key, (term.german, *term.forms)))]
    assert {s for s in spelled if spelled.count(s) > 1} == set()
    common = "essen rat reich gut weg arm bank ehe land recht wahl see fest macht rom posen kanton halle nasser".split()
    assert {t.german for t in glossary.terms if key(t.german) in common and t.case is Case.FOLD} == set()


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Peskow", "Peskov"),
        ("Selenskyj", "Zelensky"),
        ("Kiew", "Kyiv"),
        ("Pjöngjang", "Pyongyang"),
        ("Wladiwostok", "Vladivostok"),
        ("Bundesverfassungsgericht", "Federal Constitutional Court"),
        ("Türkei", "Turkey"),
        ("Russischer Rubel", "Russian ruble"),
        ("Ukrainisch", "Ukrainian"),
        ("Choe Son-hui", "Choe Son Hui"),
    ],
)
def test_the_starter_list_knows_the_news(german: str, english: str) -> None:
    assert {t.english for t in starter().terms if t.german == german} == {english}


def test_the_generated_part_is_what_the_script_writes() -> None:
    """Nobody edits it by hand: benchmarks/make_glossary.py makes it."""
    script = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "make_glossary.py"))
    path = Path(workbench.glossary.__file__).with_name("starter") / "cldr.csv"
    assert list(csv.reader(StringIO(path.read_text("utf-8"))))[1:] == script["rows"]()


def test_babel_is_not_needed_at_run_time() -> None:
    probe = "import sys; from workbench.glossary import starter; starter(); print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"
