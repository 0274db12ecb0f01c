"""The glossary in real Chromium: the shipped list, the visitor's own terms, import and export."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from workbench.glossary import Term, parse_glossary

pytestmark = pytest.mark.browser

FIELD = "#wb-term-{} :is(textarea, input)"
IMPORT = "#wb-term-actions input[type=file]"


@pytest.fixture
def editing(fake_server, visitors):
    """The page with its glossary open."""

    def open_page(**context):
        page = visitors.open(fake_server, **context)
        page.click("#wb-glossary > button")
        expect(page.locator("#wb-term-save")).to_be_visible()
        return page

    return open_page


def type_term(page, **values):
    for name, value in values.items():
        page.fill(FIELD.format(name), value)


def rows(page):
    return page.locator("#wb-terms tbody tr").evaluate_all(
        "all => all.map(row => Array.from(row.cells).slice(0, 3).map(cell => cell.textContent))"
    )


def add(page, german, english, count):
    type_term(page, german=german, english=english)
    page.click("#wb-term-save")
    expect(page.locator("#wb-terms tbody tr")).to_have_count(count)


def translate(page, text):
    page.fill("#wb-box textarea", text)
    page.click("#wb-go")
    expect(page.locator(".wb-summary .wb-s").first).to_be_visible()
    expect(page.locator("#wb-go")).to_be_enabled()


def test_own_terms_are_added_changed_deleted_and_put_back(editing, artefact):
    """By button and by Enter; the form is empty after each."""
    page = editing()
    add(page, "Bla<b>bla", "Blah & blah", 1)
    type_term(page, german="Donauwelle", english="Danube wave", note='a "cake"')
    page.press(FIELD.format("note"), "Enter")
    expect(page.locator("#wb-terms tbody tr")).to_have_count(2)
    assert rows(page) == [["Bla<b>bla", "Blah & blah", ""], ["Donauwelle", "Danube wave", 'a "cake"']]
    expect(page.locator(FIELD.format("german"))).to_have_value("")
    page.get_by_role("button", name="Change: Donauwelle").click()
    expect(page.locator(FIELD.format("german"))).to_have_value("Donauwelle")
    artefact(page, "page-terms")
    type_term(page, english="Danube ripple")
    page.click("#wb-term-save")
    expect(page.locator("#wb-terms")).to_contain_text("Danube ripple")
    page.get_by_role("button", name="Delete: Bla<b>bla").click()
    expect(page.locator("#wb-terms tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#wb-terms tbody tr")).to_have_count(2)
    assert [row[1] for row in rows(page)] == ["Blah & blah", "Danube ripple"]


BAD = [
    ({"german": "Donau", "english": ""}, "no English"),
    ({"german": "  ", "english": "Danube"}, "no German"),
    ({"german": "---", "english": "Danube"}, "at least one letter"),
    ({"german": "donauwelle", "english": "Danube"}, "in your list already"),
]


def test_a_bad_row_is_a_message_and_loses_nothing(editing):
    """The list and what was typed are still there."""
    page = editing()
    add(page, "Donauwelle", "Danube wave", 1)
    for values, says in BAD:
        type_term(page, **values)
        page.click("#wb-term-save")
        expect(page.locator("#wb-term-message")).to_contain_text(says)
        assert len(rows(page)) == 1
        for name, value in values.items():
            expect(page.locator(FIELD.format(name))).to_have_value(value)


def test_own_terms_apply_at_the_next_translation_and_every_change_is_told(editing, artefact):
    """What was missed is put right and marked; the list of changes names entry, place, before and after."""
    page = editing()
    add(page, "Schnurz", "Whatsit", 1)
    add(page, "Nirgendwo", "Nowhere", 2)
    translate(page, "Herr Schnurz kam nach Berlin. Er blieb dort.")
    expect(page.locator(".wb-english .wb-term")).to_have_text(["WHATSIT"])
    expect(page.locator(".wb-told summary")).to_contain_text("1 place put right")
    page.click(".wb-told summary")
    assert page.locator(".wb-told tbody td").all_text_contents() == ["1", "Schnurz → Whatsit", "SCHNURZ", "WHATSIT"]
    expect(page.locator(".wb-told")).to_contain_text("nowhere in the German: Nirgendwo")
    expect(page.locator(".wb-told")).to_contain_text("entries of the starter list")
    artefact(page, "page-told")
    page.click(".wb-told [data-go]")
    assert page.evaluate("document.activeElement.dataset.of") == "0"
    expect(page.locator(".wb-english .wb-signature")).to_contain_text("glossary:starter+mine/")


def test_an_own_term_overrules_the_starter_list_and_the_contradiction_is_told(editing):
    """Kiew as the visitor wants it."""
    page = editing()
    add(page, "Kiew", "Kiev", 1)
    translate(page, "Herr Meier kam gestern nach Kiew. Er blieb dort.")
    page.click(".wb-told summary")
    expect(page.locator(".wb-told")).to_contain_text("Two entries for Kiew: Kiev was taken, not Kyiv.")


def test_the_starter_list_is_on_and_can_be_turned_off(editing):
    """On from the start; off, nothing is changed and nothing is said about it."""
    page = editing()
    text = "Herr Peskow kam gestern nach Berlin. Er blieb dort."
    translate(page, text)
    expect(page.locator(".wb-english .wb-term")).to_have_text(["PESKOV"])
    page.uncheck("#wb-starter input")
    page.wait_for_timeout(300)
    translate(page, text)
    expect(page.locator(".wb-english .wb-term")).to_have_count(0)
    expect(page.locator(".wb-told")).to_have_count(0)
    expect(page.locator(".wb-english")).to_contain_text("PESKOW")


def test_terms_are_exported_and_come_back(editing):
    """In each format, what a file says when it is read is what the list said."""
    page = editing()
    type_term(page, note="a <note>", forms="Kyjiw | Kiev", accept="Kiev")
    add(page, "Kiew", "Kyiv", 1)
    for form in ("csv", "toml", "tbx"):
        with page.expect_download() as waiting:
            page.click(f"#wb-term-{form}")
        data = waiting.value.path().read_bytes()
        terms = parse_glossary(data, f"mine.{form}").terms
        assert terms == (Term("Kiew", "Kyiv", "a <note>", forms=("Kyjiw", "Kiev"), accept=("Kiev",)),)
        page.get_by_role("button", name="Delete: Kiew").click()
        expect(page.locator("#wb-terms tbody tr")).to_have_count(0)
        page.set_input_files(IMPORT, {"name": f"mine.{form}", "mimeType": "text/plain", "buffer": data})
        expect(page.locator("#wb-terms tbody tr")).to_have_count(1)
        expect(page.locator("#wb-term-message")).to_contain_text("1 entries read, 1 of them new")


def test_a_bad_file_is_refused_by_name_and_line_and_the_list_stays(editing):
    """Nothing of it is taken; no path of the machine is told."""
    page = editing()
    add(page, "Kiew", "Kyiv", 1)
    data = b"german,english\nDonau,Danube\nRhein\n"
    page.set_input_files(IMPORT, {"name": "meine.csv", "mimeType": "text/csv", "buffer": data})
    expect(page.locator("#wb-term-message")).to_contain_text("meine.csv, line 3")
    assert "/" not in page.locator("#wb-term-message").inner_text().replace("and/or", "")
    assert rows(page) == [["Kiew", "Kyiv", ""]]


def test_terms_belong_to_one_visitor(editing):
    """Another visitor's list is empty, and their translation knows nothing of the first one's terms."""
    one, two = editing(), editing()
    add(one, "Schnurz", "Whatsit", 1)
    expect(two.locator("#wb-terms tbody tr")).to_have_count(0)
    translate(two, "Herr Schnurz kam nach Berlin. Er blieb dort.")
    expect(two.locator(".wb-english")).to_contain_text("SCHNURZ")


def test_the_editor_fits_on_a_phone(editing, artefact):
    """Nothing is wider than the screen."""
    page = editing(size={"width": 390, "height": 844}, has_touch=True)
    add(page, "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 3, "widow" * 30, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    artefact(page, "page-terms-narrow")
