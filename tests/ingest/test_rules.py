"""Boilerplate is found, ordinary news is left alone, and a user's own rules are checked."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from workbench.errors import UsageError
from workbench.ingest import read_article
from workbench.ingest.rules import rules_for
from workbench.types import Block

BEFORE = "Die Ministerin sprach am Montag in Berlin über ihre Pläne.\n\n"

BOILERPLATE = {
    "source-line": ["Quelle: Sputnik © Artem Muster", "Quelle: dpa", "Quelle: www.gettyimages.ru", "Bildquelle: Imago"],
    "picture-line": [
        "Foto: dpa",
        "(Foto: imago images / Xinhua)",
        "Foto: Kay Muster/dpa",
        "Bild: picture alliance / dpa | Kay Muster",
        "Grafik: statista.de",
        "Archivfoto: IMAGO/Christian Muster",
    ],
    "copyright-line": ["© dpa", "© 2024 Süddeutsche Zeitung", "Copyright: AFP"],
    "agency-line": [
        "(dpa/afp)",
        "dpa",
        "rt/dpa",
        "(dpa)",
        "mit Material von dpa und Reuters",
        "mgo/dpa",
        "kle/rb (dpa, afp)",
    ],
    "author-line": [
        "Von Max Mustermann",
        "Von Max Mustermann, Berlin",
        "Von Max von der Muster und Eva Beispiel",
        "Ein Kommentar von Dr. Eva Beispiel",
        "Aus Moskau berichtet Eva Beispiel",
        "Autorin: Eva Beispiel",
    ],
    "date-of-publication": [
        "Stand: 12.03.2024, 14:30 Uhr",
        "Veröffentlicht am 12. März 2024",
        "Aktualisiert: 2024-03-12",
        "Aus: Ausgabe vom 12.03.2024, Seite 1 / Titel",
    ],
    "date-alone": [
        "12.03.2024",
        "Dienstag, 12. März 2024, 14:30 Uhr",
        "14. Jan. 2024 16:05 Uhr",
        "12 Jan. 2024 16:05 Uhr",
    ],
    "related-line": [
        "Mehr zum Thema – Der Haushalt in Zahlen",
        "Lesen Sie auch: Was die Bremse bedeutet",
        "Siehe auch: Der Haushalt",
        "Das könnte Sie auch interessieren",
        "Weiterlesen …",
    ],
    "page-button": ["Teilen", "Kommentare (12)", "Newsletter abonnieren", "Anzeige", "Facebook | Twitter | WhatsApp"],
    "support": [
        "Unterstützen Sie unsere Arbeit mit einem Abo.",
        "Abonnieren Sie unseren Newsletter.",
        "Wenn Ihnen dieser Artikel gefallen hat, spenden Sie bitte.",
    ],
    "opinion-notice": [
        "RT DE bemüht sich um ein breites Meinungsspektrum. Gastbeiträge müssen nicht die Sicht zeigen."
    ],
    "editors-note": [
        "Hinweis der Redaktion: In einer früheren Fassung hieß es anders.",
        "Dieser Artikel ist zuerst hier erschienen.",
    ],
    "rt-blocked": [
        "Durch die Sperrung von RT zielt die EU darauf ab, eine Quelle zum Schweigen zu bringen. Und so weiter."
    ],
}

NEWS = [
    "Quelle des Streits ist ein Brief aus dem Jahr 2019.",
    "Als Quelle: nannte er einen Insider, der nicht genannt werden wollte.",
    "Quelle: Das Ministerium teilte mit, dass es die Zahlen erst morgen geben könne.",
    "Sie wollen das Geld teilen.",
    "Die Reichen sollen teilen und die Armen auch, sagte er (dpa hatte berichtet).",
    "Mehr zum Thema sagte die Ministerin am Montag nicht.",
    "Er wollte mehr zum Thema – und zur Lage – sagen.",
    "Lesen Sie auch die Bibel, riet der Papst.",
    "Von Hamburg nach Berlin fährt man zwei Stunden.",
    "Von Max Mustermann hat man nie wieder gehört.",
    "Stand der Minister am 12.03.2024 noch fest im Amt, so wankt er jetzt.",
    "Am 12. März 2024 trat er zurück.",
    "Foto und Film sind seine Leidenschaft, sagt der Künstler.",
    "Das Foto: ein Skandal, der ihn das Amt kostete.",
    "Unterstützen will sie die Ukraine weiterhin.",
    "Durch die Sperrung von Rathaus und Markt kam es zu Staus.",
    "Dieser Artikel des Grundgesetzes gilt seit 1949.",
    "Die Agentur dpa meldete das am Montag.",
    "Der Hinweis der Redaktion kam zu spät.",
    "Folgen Sie dem Beispiel, sagte der Kanzler.",
    "Berlin (West) war eine Insel.",
    "Er ging. (SPD)",
    "12 Januartage lang schneite es.",
]


def named(text: str) -> list[Block]:
    return [block for block in read_article(BEFORE + text).blocks if block.rule]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BOILERPLATE.items() for text in texts])
def test_boilerplate_is_found(rule: str, text: str) -> None:
    """The rule that was meant for it takes the whole line, out of the translation and with a reason."""
    blocks = named(text)
    assert [block.rule for block in blocks] == [rule]
    assert not blocks[0].kept
    assert blocks[0].reason
    assert (BEFORE + text)[blocks[0].start :] == text


@pytest.mark.parametrize("text", NEWS)
def test_news_is_left_alone(text: str) -> None:
    """The same words inside a sentence of news are no boilerplate."""
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Er ging. (dpa/afp)", "(dpa/afp)"),
        (
            "Er ging. RT DE bemüht sich um ein breites Meinungsspektrum. Mehr.",
            "RT DE bemüht sich um ein breites Meinungsspektrum. Mehr.",
        ),
        ("Er ging.  Foto: Kay Muster/dpa", "Foto: Kay Muster/dpa"),
        ("Er ging. Lesen Sie auch: Wer kommt", "Lesen Sie auch: Wer kommt"),
        ("„Er ging.“ Mehr zum Thema - Wer kommt?", "Mehr zum Thema - Wer kommt?"),
    ],
)
def test_tails_are_cut_off(text: str, cut: str) -> None:
    """What is glued to a paragraph's end becomes a block of its own."""
    article = read_article(BEFORE + text)
    assert article.text[article.blocks[-1].start :] == cut
    assert not article.blocks[-1].kept


def test_many_tails_are_cut_off() -> None:
    """However many stand in a row."""
    article = read_article("Er ging." + " (dpa)" * 20_000)
    assert len(article.blocks) == 20_001
    assert [article.source(segment) for segment in article.segments] == ["Er ging."]


@pytest.mark.parametrize(
    "head",
    [
        "Berlin (dpa) – ",
        "BERLIN/MOSKAU (dpa/AFP) - ",
        "Frankfurt a. M. (Reuters) – ",
        "Genf, 5. Januar (sda). ",
        "Kiel (dpa/lno) - ",
    ],
)
def test_place_and_agency_are_cut_off(head: str) -> None:
    article = read_article(f"{BEFORE}{head}Die Koalition streitet.")
    assert [block.rule for block in article.blocks] == [None, "place-and-agency", None]
    assert article.source(article.segments[-1]) == "Die Koalition streitet."


def test_caption_is_kept() -> None:
    """A caption is text; only who made the picture is not."""
    article = read_article(BEFORE + "Im Bild: Die Ministerin spricht vor dem Reichstag. Foto: Kay Muster")
    assert [(b.kind.value, b.kept) for b in article.blocks][1:] == [("caption", True), ("credit", False)]


def test_each_rule_says_what_it_is() -> None:
    """Names are unique, and every reason is a sentence for the reader."""
    rules = rules_for()
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.reason[0].isupper() and len(rule.reason) > 15 for rule in rules)


@pytest.mark.parametrize("unit", ["A)", "Aa-A)", "A)/", "a.", " ", "Aa, ", "dpa/", "Aa und ", "(", "1. ", "imago "])
def test_no_line_takes_for_ever(unit: str) -> None:
    """A pattern that backtracks without bound does not end within the suite's limit on one of these."""
    starts = [
        "",
        "Foto: ",
        "Von ",
        "Quelle: ",
        "(dpa/",
        "Berlin (dpa",
        "Mehr zum Thema – ",
        "Er ging. (Foto: ",
        "Stand: 1.",
    ]
    for start in starts:
        for length in (100, 150, 290, 1000, 100_000):
            text = f"Wort\n\n{(start + unit * length)[:length]}!"
            assert read_article(text).blocks[-1].end == len(text)


def own_rules(tmp_path: Path, **changes: object) -> Path:
    """A file with one rule, some of its values changed; None leaves a value out."""
    rule = {"name": "mine", "kind": "appeal", "scope": "line", "pattern": "Ende der Meldung", "reason": "My own reason"}
    values = {key: value for key, value in (rule | changes).items() if value is not None}
    file = tmp_path / "rules.toml"
    file.write_text("[[rule]]\n" + "".join(f"{k} = {v!r}\n" for k, v in values.items()), encoding="utf-8")
    return file


def test_own_rules_come_first(tmp_path: Path) -> None:
    """A user's rule is used, and wins over ours; an edited file is read again."""
    article = read_article(BEFORE + "Ende der Meldung", rules=own_rules(tmp_path))
    assert (article.blocks[-1].rule, article.blocks[-1].reason) == ("mine", "My own reason")
    article = read_article(BEFORE + "Quelle: dpa", rules=own_rules(tmp_path, pattern="Quelle: .*", longest=50))
    assert article.blocks[-1].rule == "mine"


def test_rules_of_the_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`rules.toml` in the user's configuration folder is used without being named."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = platformdirs.user_config_path("workbench", appauthor=False)
    if not folder.is_relative_to(tmp_path):
        monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: tmp_path / "workbench")
        folder = tmp_path / "workbench"
    folder.mkdir()
    own_rules(folder)
    assert read_article(BEFORE + "Ende der Meldung").blocks[-1].rule == "mine"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pattern": "(offen"}, "'mine'.*regular expression"),
        ({"kind": "werbung"}, "'mine'.*werbung.*dateline"),
        ({"kind": "blank"}, "'mine'.*blank.*dateline"),
        ({"scope": "page"}, "'mine'.*page.*line, start"),
        ({"reason": None}, "'mine' .*no 'reason'"),
        ({"colour": "red"}, "'mine' .*'colour'"),
        ({"longest": "viel"}, "'mine'.*longest"),
    ],
)
def test_a_bad_rule_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    """The message names the file, the rule and what is wrong with it."""
    file = own_rules(tmp_path, **changes)
    with pytest.raises(UsageError, match=said) as caught:
        read_article("Ein Satz.", rules=file)
    assert str(file) in str(caught.value)


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "keine.toml"
    with pytest.raises(UsageError, match=r"keine\.toml cannot be read"):
        read_article("Ein Satz.", rules=missing)
    missing.write_text("[[rule]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not valid TOML"):
        read_article("Ein Satz.", rules=missing)
    missing.write_text("rules = 3\n", encoding="utf-8")
    with pytest.raises(UsageError, match="nothing else"):
        read_article("Ein Satz.", rules=missing)
