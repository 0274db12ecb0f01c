"""Dataclasses become JSON and back by their fields, whatever fields come later."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pytest

from workbench.store import plain
from workbench.types import Translated


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Link:
    source: tuple[int, int]
    target: tuple[int, int] | None


@dataclass(frozen=True)
class Later:
    """What `Translated` may look like one day."""

    text: str
    score: float | None
    links: tuple[Link, ...] = ()
    colour: Colour = Colour.RED
    seen: bool = field(default=False, compare=False)


@pytest.mark.parametrize(
    "thing",
    [
        Later("a", None),
        Later("b\ud800\x00", -0.1, (Link((0, 3), (1, 2)), Link((4, 5), None))),
        Translated("c", -1e-300, True),
    ],
)
def test_nested_fields_come_back_equal(thing: object) -> None:
    text = plain.dumps(thing)
    assert text.isascii()
    assert plain.loads(type(thing), text) == thing


def test_what_is_not_compared_is_not_kept() -> None:
    assert plain.loads(Later, plain.dumps(Later("a", None, seen=True))).seen is False
    assert plain.compared(Translated) == ("text", "score", "truncated", "alignment", "read_as")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "[]",
        '{"text": "a"}',
        '{"text": "a", "score": null, "truncated": false, "more": 1}',
        '{"text": 1, "score": null, "truncated": false}',
        '{"text": "a", "score": "high", "truncated": false}',
        '{"text": "a", "score": 0, "truncated": "no"}',
    ],
)
def test_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|Expecting|shorter"):
        plain.loads(Translated, text)


def test_a_list_of_the_wrong_length_is_an_error() -> None:
    good = plain.dumps(Later("a", None, (Link((0, 3), None),)))
    for bad in (good.replace("[0,3]", "[0]"), good.replace("[0,3]", "7"), good.replace('"red"', '"blue"')):
        with pytest.raises(ValueError, match=r"expected|shorter|not a valid Colour"):
            plain.loads(Later, bad)
