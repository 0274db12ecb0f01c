"""The tab of the prompts in real Chromium, with a real server of models."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.ui.test_page_reading import _CONTRAST

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(fake_server, visitors, chat_server):
    """The tab with servers that can be asked."""
    path = fake_server.report.parent / "config" / "workbench" / "models.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before
        + "\n".join(
            f'[[model]]\nname = "{name}"\ntask = "chat"\nruntime = "endpoint"\nsource = "{chat_server.address(fault)}"'
            for name, fault in (("served", "echo"), ("slow", "slow"))
        )
    )

    def opened(**context):
        page = visitors.open(fake_server, **context)
        page.get_by_role("tab", name="Prompts").click()
        expect(page.locator("#wb-prompt-notice")).to_contain_text(f"to {chat_server.host}")
        return page

    yield opened
    path.write_text(before, encoding="utf-8")


def pick(page, label):
    page.locator("#wb-prompt input").click()
    page.get_by_role("option", name=label, exact=True).click()


def test_a_prompt_is_edited_tried_saved_and_deleted(tab, artefact):
    """And nothing that was typed is lost on the way, neither by another prompt nor by another tab."""
    page = tab()
    text, verdict = page.locator("#wb-prompt-text textarea"), page.locator("#wb-prompt-verdict")
    pick(page, "translate — translates")
    expect(verdict).to_contain_text("in order")
    expect(page.locator(".wb-turn mark").first).to_have_text("2")
    page.click("#wb-prompt-try")
    expect(page.locator(".wb-trial li").first).to_have_text("SAID DER MINISTER SPRACH AM FREITAG IN BERLIN.")
    expect(page.locator(".wb-made")).to_contain_text("prompt:translate-")
    artefact(page, "page-prompts")
    assert page.evaluate(_CONTRAST) == []

    text.fill(text.input_value().replace("{text}", "{tone}", 1))
    expect(verdict).to_contain_text("{tone}")
    page.click("#wb-prompt-verdict [data-line]")
    assert page.evaluate("document.activeElement.value.slice(...(a => [a.selectionStart, a.selectionEnd])(document.activeElement))") == "{tone}"  # fmt: skip  # noqa: E501
    pick(page, "judge — judges")
    expect(page.locator("#wb-prompt-question")).to_contain_text("is not saved")
    expect(page.locator("#wb-prompt input")).to_have_value("translate — translates")
    page.click("#wb-prompt-no")
    expect(page.locator("#wb-prompt-question")).to_be_hidden()
    page.get_by_role("tab", name="Translate").click()
    page.get_by_role("tab", name="Prompts").click()
    expect(page.locator("#wb-prompt-facts")).to_contain_text("changed here and not saved")
    assert "{tone}" in text.input_value()

    text.fill(text.input_value().replace("{tone}", "{text}", 1) + "# mine")
    expect(verdict).to_contain_text("in order")
    page.click("#wb-prompt-save")
    page.click("#wb-prompt-yes")
    expect(page.locator("#wb-prompt-message")).to_contain_text("translate-own.toml")
    expect(page.locator("#wb-prompt input")).to_have_value("translate-own — translates, yours")
    page.click("#wb-prompt-delete")
    page.click("#wb-prompt-yes")
    expect(page.locator("#wb-prompt-message")).to_contain_text("is deleted")
    expect(page.locator("#wb-prompt input")).to_have_value("summarise — summarises")


def test_own_values_cancelling_and_a_phone(tab, artefact):
    page = tab(size={"width": 390, "height": 844}, color_scheme="dark")
    pick(page, "translate — translates")
    expect(page.locator(".wb-turn").last).to_contain_text("numbered German sentences")
    page.click("#wb-prompt-take")
    expect(page.locator("#wb-value-count").locator("input, textarea").first).to_have_value("8")
    expect(page.locator(".wb-turn mark").nth(1)).to_contain_text("1. Peskow: Putin wird Nordkorea")
    page.locator("#wb-prompt-model input").click()
    page.get_by_role("option", name="slow").click()
    page.click("#wb-prompt-try")
    expect(page.locator("#wb-prompt-status")).to_contain_text("Asking slow on")
    page.click("#wb-prompt-cancel")
    expect(page.locator("#wb-prompt-status")).to_contain_text("Cancelled")
    expect(page.locator("#wb-prompt-try")).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    artefact(page, "page-prompts-phone")
    assert page.evaluate(_CONTRAST) == []
