"""What the page can choose from, and what its visitors cannot."""

from __future__ import annotations

import pytest

from workbench import catalogue
from workbench.errors import UnknownModel
from workbench.ui.shelf import Shelf, choices


def test_chat_models_stand_under_both_tasks_and_a_server_says_where_the_text_goes() -> None:
    path = catalogue.user_file()
    path.parent.mkdir(parents=True)
    path.write_text(
        '[[model]]\nname = "s"\ntask = "chat"\nruntime = "endpoint"\nsource = "http://10.0.0.7:8000/v1#m"\n'
    )
    for task in catalogue.TASKS:
        found = {name: label for label, name in choices(task)}
        assert found["s"] == "s — sends the text to 10.0.0.7:8000"
        assert found["qwen2.5-0.5b-instruct"] == "qwen2.5-0.5b-instruct — not on this machine, 1.0 GB"


@pytest.mark.parametrize("name", ["http://169.254.169.254/v1#m", "https://example.org/v1#m::translate", "/etc"])
def test_a_visitor_cannot_name_an_address_or_a_folder(name: str) -> None:
    """The page speaks only to servers that stand in the owner's models.toml."""
    for load in (Shelf().translator, Shelf().summariser):
        with pytest.raises(UnknownModel):
            load(name)
