"""What the blocks of an article are, which are kept, and how they come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import EmptySource, UsageError
from workbench.ingest import join_lines, keep_blocks, read_article
from workbench.segment import clean_for_model
from workbench.types import Article, BlockKind

# A page as a reader would copy it, with what stands around the news on it.
PAGE = """Politik
Koalition streitet über den Haushalt
Von Maria Musterfrau, Berlin
Stand: 12.03.2024, 14:30 Uhr

Berlin (dpa) – Die Koalition findet keinen Weg. Am Dienstag trafen sich die Spitzen erneut.

Bild: Die Ministerin vor dem Reichstag in Berlin

Streit um die Bremse

Die Ministerin will mehr Geld ausgeben. „Wir müssen das Geld gerecht teilen“, sagte sie.
Foto: Kay Muster/dpa

Dazu gehören drei Vorhaben:
- Straßen
- Schulen
- Häfen

Lesen Sie auch: Was die Bremse bedeutet

Am Ende blieb alles offen. Mehr zum Thema – Der Haushalt in Zahlen

***

Unterstützen Sie unsere Arbeit mit einem Abo. Vielen Dank.

Teilen
"""


def kinds(article: Article) -> list[tuple[str, bool]]:
    return [(block.kind.value, block.kept) for block in article.blocks]


def block_texts(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def check(article: Article) -> None:
    """Blocks tile the text; segments lie in kept blocks, in order, and cover all of them."""
    assert "".join(block_texts(article)) == article.text
    assert [segment.index for segment in article.segments] == list(range(len(article.segments)))
    for index, block in enumerate(article.blocks):
        own = [segment for segment in article.segments if segment.block == index]
        assert block.kept or not own
        assert block.kept or block.reason
        at = block.start
        for segment in own:
            assert at <= segment.start < segment.end <= block.end
            assert not article.text[at : segment.start].strip()
            assert article.source(segment) == article.source(segment).strip() != ""
            at = segment.end
        assert not block.kept or not article.text[at : block.end].strip()


def test_a_whole_page() -> None:
    """Each part of a page gets its kind; only what is news is kept."""
    article = read_article(PAGE)
    check(article)
    assert kinds(article) == [
        ("subheading", True),
        ("headline", True),
        ("byline", False),
        ("dateline", False),
        ("dateline", False),
        ("lead", True),
        ("caption", True),
        ("subheading", True),
        ("paragraph", True),
        ("credit", False),
        ("paragraph", True),
        ("list-item", True),
        ("list-item", True),
        ("list-item", True),
        ("related", False),
        ("paragraph", True),
        ("related", False),
        ("paragraph", False),
        ("appeal", False),
        ("appeal", False),
    ]
    assert article.title == "Koalition streitet über den Haushalt"
    assert article.date == "12.03.2024"
    assert article.language == "de"
    assert article.source(article.segments[2]) == "Die Koalition findet keinen Weg."


def test_glued_dirt_is_cut_off_inside_the_line() -> None:
    """A date before the headline and a link after the last sentence become blocks of their own."""
    article = read_article(
        " date 2024-01 Peskow: Putin reist\n\nDer Sprecher sprach am Montag.\n\nEr ging. Mehr zum Thema – Die Reise"
    )
    check(article)
    assert kinds(article) == [
        ("dateline", False),
        ("headline", True),
        ("lead", True),
        ("paragraph", True),
        ("related", False),
    ]
    assert block_texts(article)[0] == " date 2024-01 "
    assert block_texts(article)[-1] == "Mehr zum Thema – Die Reise"
    assert article.date == "2024-01"
    assert article.title == "Peskow: Putin reist"


@pytest.mark.parametrize("text", ["Ein Satz.", "Ein Satz ohne Punkt", "Zwei Sätze. In einem Absatz."])
def test_one_paragraph_is_a_paragraph(text: str) -> None:
    """Without anything below it nothing is a headline."""
    assert kinds(read_article(text)) == [("paragraph", True)]
    assert read_article(text).title is None


def test_hard_wrapped_text_has_no_headings() -> None:
    text = (
        "Der Bundeskanzler hat am Dienstag in Berlin erklärt, dass die Regierung an\n"
        "ihren Plänen festhalten werde. Man wolle im nächsten Jahr 100.000 Wohnungen\n"
        "bauen, sagte er. Die Opposition sprach von einem Märchen.\n\n"
        "Der zweite Absatz ist ebenso umbrochen, damit zu sehen ist, dass auch er ein\n"
        "einziger Absatz ist.\n"
    )
    article = read_article(text)
    assert kinds(article) == [("paragraph", True), ("paragraph", True)]
    assert len(article.segments) == 4


def test_lines_without_full_stops_are_not_all_headings() -> None:
    """A heading stands above a paragraph; a run of short lines is text."""
    assert [kind for kind, _ in kinds(read_article("eins\n\nzwei\n\ndrei"))] == ["headline", "paragraph", "paragraph"]


def test_white_space_goes_with_the_block_before() -> None:
    """So a restored block brings its own line breaks; only the first block has white space before its text."""
    assert block_texts(read_article("\n\n Eins.\r\n\r\n\tZwei.\n")) == ["\n\n Eins.\r\n\r\n\t", "Zwei.\n"]


@pytest.mark.parametrize(
    ("keep", "restored"),
    [
        ("all", {"byline", "dateline", "credit", "related", "appeal", "paragraph"}),
        ("credit,appeal", {"credit", "appeal"}),
        ("credit, appeal", {"credit", "appeal"}),
        (["related"], {"related"}),
        ({BlockKind.BYLINE}, {"byline"}),
        ("", set()),
        ((), set()),
    ],
)
def test_kinds_are_restored(keep: str | list[str], restored: set[str]) -> None:
    """`keep` brings whole kinds back; with "all", also what holds no words."""
    plain, article = read_article(PAGE), read_article(PAGE, keep=keep)
    check(article)
    more = {a.kind.value for a, b in zip(article.blocks, plain.blocks, strict=True) if a.kept != b.kept}
    assert more == restored
    assert all(block.reason is None for block in article.blocks if block.kept)


def test_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'kredit'.*credit, related"):
        read_article("Ein Satz.", keep="kredit")


def test_blocks_are_restored_and_removed_by_index() -> None:
    """One click each way; the article that was given is not changed."""
    article = read_article(PAGE)
    credit = next(i for i, block in enumerate(article.blocks) if block.kind is BlockKind.CREDIT)
    restored = keep_blocks(article, [credit], drop=[5])
    check(restored)
    assert restored.blocks[credit].kept
    assert not restored.blocks[5].kept
    assert restored.blocks[5].reason == "Removed by the user"
    assert not article.blocks[credit].kept
    assert restored.text == article.text
    again = keep_blocks(restored, [5], drop=[credit])
    assert again == article


def test_blank_blocks_cannot_be_restored() -> None:
    """Where only invisible characters are, there is nothing to bring back."""
    article = read_article("Eins.\n\n\u200b\n\nZwei.")
    assert kinds(article) == [("paragraph", True), ("blank", False), ("paragraph", True)]
    assert keep_blocks(article, [1]) == article == read_article(article.text, keep="all")
    with pytest.raises(UsageError, match="no block 3"):
        keep_blocks(article, [3])


def test_what_holds_no_words_is_shown_and_not_translated() -> None:
    """A line of stars or a bare number is no sentence; the reader can have it back all the same."""
    article = read_article("Eins.\n\n***\n\n2023\n\nZwei.")
    assert kinds(article) == [("paragraph", True), ("paragraph", False), ("paragraph", False), ("paragraph", True)]
    assert article.blocks[1].reason == "Holds no words, so there is nothing to translate"
    assert [article.source(segment) for segment in article.segments] == ["Eins.", "Zwei."]
    restored = keep_blocks(article, [2])
    assert [restored.source(segment) for segment in restored.segments] == ["Eins.", "2023", "Zwei."]
    assert keep_blocks(restored, [], drop=[2]) == article


def test_lines_are_one_segment_each() -> None:
    """Whatever a string holds, it is one block and one segment, so that as many translations come back as strings."""
    lines = ["Eins. Zwei.", "", "  ", " drei\nvier ", "5", "Quelle: dpa"]
    article = join_lines(lines)
    assert article.text == "\n".join(lines) == "".join(block_texts(article))
    assert [article.source(segment) for segment in article.segments] == lines
    assert [segment.block for segment in article.segments] == list(range(len(lines)))
    assert join_lines([]).segments == ()


@pytest.mark.parametrize("nothing", ["", " \n\t", b"", "\x00", "\u200b"])
def test_nothing_is_an_error(nothing: str | bytes) -> None:
    with pytest.raises(EmptySource, match="nothing to translate"):
        read_article(nothing)


def test_a_text_without_words_has_nothing_to_translate() -> None:
    """It is an article all the same, and its block says why nothing of it is kept."""
    article = read_article("123 — 456")
    assert kinds(article) == [("paragraph", False)]
    assert article.segments == ()


def test_identity_is_of_the_text_alone() -> None:
    """Equal text has an equal id, however it came in; half a surrogate pair is no obstacle."""
    assert read_article("Grüße.").id == read_article("Grüße.".encode("utf-16")).id
    assert read_article("Grüße.").id != read_article("Grüsse.").id
    assert len(read_article("halb \ud800").id) == 16


texts = st.text(alphabet=st.characters(), max_size=200)
lines = st.lists(
    st.sampled_from([*PAGE.splitlines(), "", "(dpa)", "Foto:", "Mehr zum Thema –", "date 2024", "\x00", "***"]),
    max_size=12,
).map("\n".join)


@given(texts | lines)
def test_any_text_tiles(text: str) -> None:
    """Blocks tile any text, and sentences cover what is kept of it, also when all is kept."""
    source = f"Wort {text}"
    for keep in ("", "all"):
        check(read_article(source, keep=keep))


@given(lines, st.lists(st.integers(0, 30)), st.lists(st.integers(0, 30)))
def test_any_choice_tiles(text: str, keep: list[int], drop: list[int]) -> None:
    article = read_article(f"Wort {text}")
    count = len(article.blocks)
    check(keep_blocks(article, [i % count for i in keep], [i % count for i in drop]))


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_lines_are_kept_apart(strings: list[str]) -> None:
    """Each string comes back as it was, also when it is blank or holds line breaks."""
    article = join_lines(strings)
    assert "".join(block_texts(article)) == article.text
    assert [article.source(segment) for segment in article.segments] == strings


@given(texts)
def test_only_what_cannot_be_seen_is_refused(text: str) -> None:
    """No text fails for any reason but being empty."""
    data = text.encode("utf-8", "replace")
    if clean_for_model(data.decode("utf-8-sig")):
        check(read_article(data, encoding="utf-8"))
