"""Headings glued into a sentence: the ones that are suggested, and plain sentences that must be left alone."""

from __future__ import annotations

import pytest

from workbench.ingest.glued import glued

GLUED = [
    ("Putin nimmt Kim Jong-uns Einladung zum Gegenbesuch an", "Putins mögliche Reise wird Peskow zufolge gelten."),
    ("Scholz reist nach China", "Der Kanzler will dort über den Handel sprechen."),
    ("Neue Sanktionen gegen Moskau", "Die EU hat am Montag weitere Strafen beschlossen."),
    ("Bahn streicht Hunderte Züge", "Im Winter wird es noch mehr Ausfälle geben, hieß es."),
    ("Kreml lehnt Gespräche ab", "Präsident Putin will erst nach der Wahl verhandeln."),
    ("Türkei: Zahl der Toten steigt", "Das Beben war das schwerste seit Jahren."),
]
PLAIN = [
    "Der Präsident wird am Montag nach Nordkorea reisen und dort den Staatschef treffen.",
    "Putin nimmt die Einladung zum Gegenbesuch an, die Reise wird im Mai stattfinden.",
    "Das sagte der Minister dem Spiegel, nachdem Die Zeit darüber berichtet hatte.",
    "Wie der Sender Das Erste berichtet, wird die Reise verschoben.",
    "Die Frau, die gestern kam, ist heute wieder in Berlin.",
    "Was gestern noch galt ist heute nicht mehr wahr.",
    "Er hat gesagt, Sie sollen am Abend noch einmal anrufen.",
    "In der Serie Die Brücke ist alles anders als man denkt.",
    "Der Bundestag beschloss am Freitag das Gesetz und der Bundesrat stimmte ihm zu.",
    "Am Dienstag teilte Den Haag mit, dass Israel gehört wird.",
    "Gut besucht war die Messe am Wochenende trotz des schlechten Wetters.",
]


@pytest.mark.parametrize(("heading", "sentence"), GLUED)
def test_a_glued_heading_is_found_at_its_end(heading: str, sentence: str) -> None:
    found = glued(f"{heading} {sentence}")
    assert found is not None
    assert found.at == len(heading) + 1
    assert sentence.split()[0] in found.why


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_plain_sentence_is_left_alone(sentence: str) -> None:
    assert glued(sentence) is None


@pytest.mark.parametrize("text", ["", "Ja.", "a b c d e f g h", "Die Die Die Die Die ist", "- " * 50, "1 2 3 4 5 6"])
def test_odd_texts_do_no_harm(text: str) -> None:
    found = glued(text)
    assert found is None or 0 < found.at < len(text)
