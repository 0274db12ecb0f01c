"""In which line of a prompt's file something stands, for those who have to correct it. Lines are counted from 1."""

from __future__ import annotations

import re

_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_TABLE = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_FENCES = re.compile(r'"""|\'\'\'')


def line_of_key(text: str, key: str) -> int | None:
    """Where a key is given its value; what looks like one inside of a text of several lines is none."""
    return _first(text, _KEY, key)


def line_of_table(text: str, name: str) -> int | None:
    """Where a table begins, or a key of its name is given."""
    return _first(text, _TABLE, name) or line_of_key(text, name)


def line_of(text: str, words: str, after: int | None = None) -> int | None:
    """The first line from `after` on that holds the words; `after` itself where none does."""
    lines = text.split("\n")
    begin = (after or 1) - 1
    return next((number for number, line in enumerate(lines[begin:], start=begin + 1) if words in line), after)


def _first(text: str, pattern: re.Pattern[str], name: str) -> int | None:
    fence = ""  # what the text of several lines that we are in ends with
    for number, line in enumerate(text.split("\n"), start=1):
        match = pattern.match(line)
        if not fence and match and match[1] == name:
            return number
        for mark in _FENCES.findall(line):
            fence = mark if not fence else "" if mark == fence else fence
    return None
