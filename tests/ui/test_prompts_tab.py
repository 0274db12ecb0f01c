"""The tab of the prompts without a browser: mistakes are told, nothing typed is lost, nothing that ships is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chats import Server
from workbench import catalogue, prompts
from workbench.errors import UnknownModel, UsageError
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.ui.kept import open_kept
from workbench.ui.prompts import draft as drafts
from workbench.ui.prompts import shown
from workbench.ui.prompts.check import LONGEST, check
from workbench.ui.prompts.draft import Ask, Draft
from workbench.ui.prompts.layout import _ABOUT
from workbench.ui.prompts.material import material
from workbench.ui.prompts.told import choices, models
from workbench.ui.prompts.trying import Order, perform
from workbench.ui.shelf import Shelf
from workbench.ui.translate.order import read_typed
from workbench.ui.work import Bench, Ticket

TEXT = "Der erste Satz ist da. Der zweite folgt.\n\nDer dritte Absatz folgt. Der vierte Satz. Der fünfte Satz ist da."


def with_models(*lines: str) -> None:
    path = catalogue.user_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), "utf-8")


def server(name: str, address: str) -> str:
    return f'[[model]]\nname = "{name}"\ntask = "chat"\nruntime = "endpoint"\nsource = "{address}"\n'


def test_a_mistake_is_told_with_its_line() -> None:
    text = drafts.opened("summarise").text
    assert check(text).prompt is not None
    wrong = check(text.replace("{sentences}", "{sentence}", 1))
    assert wrong.prompt is None
    assert text.split("\n")[wrong.line - 1].startswith("Summarise this article in {sentences}")
    html = shown.verdict(wrong)
    assert f'data-line="{wrong.line}"' in html
    assert "'user' holds {sentence}" in html.replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x" * (LONGEST + 1), "at most 200,000"),
        ('name = "\ud83d"', "half a character"),
        ("a = " + "[" * 100_000, "cannot be read"),
        ("", "'name' is missing"),
        ("<script>", "cannot be read"),
    ],
)
def test_nothing_that_is_typed_is_a_fault_of_the_program(text: str, says: str) -> None:
    checked = check(text)
    assert says in checked.fault
    assert "<script>" not in shown.verdict(checked)
    drafts.from_this(text)


def test_switching_asks_before_anything_typed_is_lost() -> None:
    done = drafts.opened("summarise")
    assert drafts.choosing(done.draft, done.text, "judge").draft.name == "judge"
    asked = drafts.choosing(done.draft, done.text + "# mine", "judge")
    assert asked.text is None
    assert asked.draft.name == "summarise"
    assert asked.draft.question.ask is Ask.OPEN
    assert drafts.agreed(asked.draft, done.text + "# mine").draft.name == "judge"
    assert drafts.refreshed(asked.draft, done.text + "# mine").text is None


def test_the_line_ends_of_a_browser_are_no_change() -> None:
    done = drafts.opened("judge")
    assert not done.draft.changed(done.text.replace("\n", "\r\n"))


def test_what_ships_is_never_written_over() -> None:
    """Saving offers a free name instead, and the text gets it."""
    done = drafts.opened("headline")
    text = done.text.replace("newspaper", "news") + "# changed\n"
    asked = drafts.saving(done.draft, text)
    assert asked.draft.question.ask is Ask.RENAME
    assert not prompts.user_folder().exists()
    saved = drafts.agreed(asked.draft, text)
    assert saved.draft.name == "headline-own"
    assert prompts.load("headline-own").name == "headline-own"
    assert str(prompts.user_folder() / "headline-own.toml") in saved.words
    assert not saved.draft.changed(saved.text)
    assert drafts.renamed(saved.text, "headline") == text


def test_an_own_one_is_replaced_with_a_word_and_another_one_only_after_a_question() -> None:
    new = drafts.from_this(drafts.opened("judge").text)
    assert new.draft.name == ""
    assert new.draft.changed(new.text)
    saved = drafts.saving(new.draft, new.text)
    assert saved.draft.name == "judge-own"
    again = drafts.saving(saved.draft, new.text + "# more\n")
    assert again.words.startswith("What it held before was replaced.")
    assert "just as it stands" in drafts.saving(again.draft, new.text + "# more\n").words
    (prompts.user_folder() / "judge-own.toml").write_text(new.text + "# by another hand\n")
    asked = drafts.saving(again.draft, new.text + "# third\n")
    assert asked.draft.question.ask is Ask.REPLACE
    assert "# by another hand" in prompts.where("judge-own").read_text("utf-8")
    drafts.agreed(asked.draft, new.text + "# third\n")
    assert "# third" in prompts.where("judge-own").read_text("utf-8")
    assert drafts.from_this(new.text).text.split("\n")[1] == 'name = "judge-own-2"'


def test_what_has_a_mistake_or_a_bad_name_is_not_saved() -> None:
    text = drafts.opened("judge").text
    with pytest.raises(UsageError, match="Line 3: 'task' must be one of"):
        drafts.saving(Draft(), text.replace('task = "judge"', 'task = "jury"'))
    with pytest.raises(UsageError, match="is no name for a prompt"):
        drafts.saving(Draft(), drafts.renamed(text, "../judge"))
    assert not prompts.user_folder().exists()


def test_deleting_is_asked_and_shows_what_counts_then() -> None:
    with pytest.raises(UsageError, match="ships with the workbench"):
        drafts.deleting(drafts.opened("judge").draft, "")
    with pytest.raises(UsageError, match="never saved"):
        drafts.deleting(Draft(), "")
    shipped = drafts.opened("judge").text
    prompts.save("judge", shipped + "# mine\n")
    own = drafts.opened("judge")
    asked = drafts.deleting(own.draft, own.text + "x")
    assert "counts again" in asked.draft.question.words
    assert "What you changed in it here goes too" in asked.draft.question.words
    assert prompts.own("judge")
    done = drafts.agreed(asked.draft, own.text)
    assert not prompts.own("judge")
    assert done.text == shipped


def test_a_file_that_vanished_leaves_what_was_typed() -> None:
    prompts.save("mine", drafts.renamed(drafts.opened("judge").text, "mine"))
    open_one = drafts.opened("mine")
    prompts.delete("mine")
    done = drafts.refreshed(open_one.draft, open_one.text)
    assert done.text is None
    assert done.draft.changed(open_one.text)
    assert "is not saved" in done.words


def test_the_facts_say_whose_it_is_and_how_signatures_call_it() -> None:
    done = drafts.opened("judge")
    html = shown.facts(done.draft, check(done.text), done.text, paths=True)
    assert "ships with the workbench" in html
    assert prompts.load("judge").signed in html
    assert str(prompts.where("judge")) in html
    assert str(prompts.where("judge").parent) not in shown.facts(done.draft, check(done.text), done.text, paths=False)
    prompts.save("judge", done.text + "# mine\n")
    mine = drafts.opened("judge")
    assert "in place of the one that ships" in shown.facts(mine.draft, check(mine.text), mine.text, paths=True)
    assert "not saved" in shown.facts(mine.draft, check(mine.text), mine.text + "x", paths=True)


def test_every_variable_has_a_box() -> None:
    assert set(_ABOUT) == frozenset().union(*prompts.TASKS.values())


@pytest.mark.parametrize("name", prompts.names())
def test_the_preview_marks_what_is_put_in(name: str) -> None:
    prompt = prompts.load(name)
    html = shown.preview(prompt, prompt.example)
    assert html.count("<mark title=") >= len(prompt.variables)
    evil = {
        variable: "3" if variable in ("count", "sentences") else "<img src=x>{text}" for variable in prompt.variables
    }
    assert "<img" not in shown.preview(prompt, evil)
    assert "lacks" in shown.preview(prompt, {})


def test_long_values_are_shown_in_part_and_it_says_so() -> None:
    assert "4,0" in shown.preview(prompts.load("headline"), {"text": "x" * 10_000})


def test_the_article_is_given_as_the_program_would() -> None:
    article = read_typed(TEXT)
    made = run(article, translator=FakeTranslator(), summariser=FakeSummariser())
    taken = material(prompts.load("translate"), article, None)
    assert taken.values["text"].startswith("1. Der erste Satz ist da.\n2. Der zweite")
    assert taken.values["count"] == "5"
    context = material(prompts.load("translate-context"), article, None).values
    assert context["context"].split("\n")[0] == "Der erste Satz ist da."
    assert "Der vierte Satz." in context["text"]
    assert material(prompts.load("summarise-german"), article, None).values["text"].startswith("Der erste")
    assert material(prompts.load("summarise"), article, made).values["text"].startswith("DER ERSTE")
    assert set(material(prompts.load("judge"), article, made).values) == {"source", "first"}
    with pytest.raises(UsageError, match="translate the article in the Translate tab first"):
        material(prompts.load("summarise"), article, None)


def test_the_list_names_prompts_with_mistakes_too() -> None:
    prompts.user_folder().mkdir(parents=True)
    (prompts.user_folder() / "bad.toml").write_text("x")
    found = {name: label for label, name in choices()}
    assert found["bad"] == "bad — has a mistake in it, yours"
    assert found["judge"] == "judge — judges"
    assert drafts.opened("bad").text == "x"


def test_without_a_chat_model_it_says_how_to_get_one() -> None:
    known = models(None)
    assert known.choices == []
    assert "workbench models pull qwen2.5-1.5b-instruct" in known.notice
    with_models("[[model]]")
    assert "models.toml" in models(None).notice


def test_only_models_of_the_catalogue_are_asked(chat_server: Server) -> None:
    with_models(server("served", chat_server.address("echo")))
    assert [name for _, name in models("gone").choices] == ["served"]
    assert chat_server.host in models("served").notice
    for name in (chat_server.address("echo"), "/etc", "served::judge"):
        with pytest.raises(UnknownModel):
            Shelf().chat(name)
    with pytest.raises(UsageError, match="marian-de-en is no chat model"):
        Shelf().chat("marian-de-en")


def test_a_trial_shows_answer_and_reading_or_says_what_is_wrong(chat_server: Server, qwen_folder: Path) -> None:
    with_models(
        server("served", chat_server.address("echo")),
        server("broken", chat_server.address("unauthorised")),
        f'[[model]]\nname = "tiny"\ntask = "chat"\nruntime = "causal"\nsource = "{qwen_folder}"\n',
    )
    prompt = prompts.load("translate")

    def last(model: str, **values: str):
        order = Order(prompt, dict(prompt.example) | values, model)
        return list(perform(order, Shelf(), Bench(), Ticket()))[-1]

    screen = last("served")
    html = shown.trial(prompt, "served", screen.trial)
    assert "1. SAID DER MINISTER" in html
    assert "<li>SAID DER MINISTER" in html
    assert prompt.signed in html
    assert "401" in last("broken").error
    assert "must be one word or number" in last("served", count="2 3").error
    assert "No model is called" in last("nowhere").error
    made = last("tiny").trial
    assert made.answer.text
    assert "runtime:transformers" in made.signature


def test_a_cancelled_trial_is_left_at_once(chat_server: Server) -> None:
    with_models(server("slow", chat_server.address("slow")))
    prompt, ticket, bench = prompts.load("headline"), Ticket(), Bench()
    screens = perform(Order(prompt, prompt.example, "slow"), Shelf(), bench, ticket)
    assert "Asking slow on 127.0.0.1" in next(screens).status.words
    ticket.stopped = True
    assert "Cancelled" in list(screens)[-1].status.words
    assert bench.start(lambda report: "free", Ticket())._future.result(5) == "free"  # though the server is still silent


def test_a_page_that_others_reach_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing of the owner's may be written, whether or not there is a memory."""
    for store in ("off", ""):
        monkeypatch.setenv("WORKBENCH_STORE", store)
        assert open_kept("0.0.0.0").others
    monkeypatch.setenv("WORKBENCH_STORE", "off")
    assert not open_kept("127.0.0.1").others
