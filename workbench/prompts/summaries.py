"""A summary as a model wrote it, as the sentences it consists of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.errors import UnreadableAnswer
from workbench.prompts.answers import bare, unquoted, without_closing, without_opening
from workbench.segment import split

_POINT = re.compile(r"^\s*(?:[-*•·‣–—]|\(?\d{1,2}[.)])\s+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_HEADING = re.compile(
    r"#{1,6}\s+\S[^\n]*\n|(?:\*\*|__)?(?:the )?(?:summary|headline|key points|zusammenfassung)\b[^\n.]{0,40}\n",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…][\"'”’»)]*$")


def read_summary(answer: str, form: str, labels: Sequence[str] = (), cut: bool = False) -> list[str]:
    """The sentences of a summary, in order, each on one line. `form` is that of the prompt.

    A last one that was `cut` at the length limit is dropped, or ends in "…" where it is the only one. Raises
    `UnreadableAnswer` where nothing is left.
    """
    text = without_closing(without_opening(bare(answer)))
    lines = [_BOLD.sub(r"\2", line).strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and _HEADING.match(text):
        lines = lines[1:]
    found = _labelled(lines, labels) if form == "labels" else _FORMS[form](lines)
    found = [" ".join(sentence.split()) for sentence in found]
    found = [sentence for sentence in found if re.search(r"\w", sentence)]
    if cut and found and not _ENDED.search(found[-1]):
        last = found.pop()
        found = found or [f"{last} …"]
    if not found:
        raise UnreadableAnswer("no sentence in it")
    return found


def _sentences(lines: list[str]) -> list[str]:
    """Running text; where the model wrote a list all the same, the sentences of its points."""
    if sum(bool(_POINT.match(line)) for line in lines) < 2:
        whole = unquoted("\n".join(lines))
        return [whole[start:end] for start, end in split(whole)]
    points = [_POINT.sub("", line) for line in lines if _POINT.match(line)]
    return [point[start:end] for point in points for start, end in split(point)]


def _points(lines: list[str]) -> list[str]:
    """One entry a point; lines that continue a point belong to it. Without any points, as running text."""
    points: list[str] = []
    for line in lines:
        if _POINT.match(line):
            points.append(_POINT.sub("", line))
        elif points:
            points[-1] += f" {line}"
    return points or _sentences(lines)


def _headline(lines: list[str]) -> list[str]:
    return [unquoted(_POINT.sub("", lines[0]).lstrip("# "))] if lines else []


def _labelled(lines: list[str], labels: Sequence[str]) -> list[str]:
    """One entry a label, in the order of the labels, with the label before it."""
    pattern = re.compile(rf"^\W*({'|'.join(map(re.escape, labels))})\W*\s*[:–—-]\W*\s*(.*)$", re.IGNORECASE)
    told: dict[str, str] = {}
    current = ""
    for line in lines:
        match = pattern.match(line)
        if match:
            current = match[1].casefold()
            told.setdefault(current, match[2].strip())
        elif current:
            told[current] = f"{told[current]} {_POINT.sub('', line)}".strip()
    return [f"{label}: {told[label.casefold()]}" for label in labels if told.get(label.casefold())]


_FORMS = {"sentences": _sentences, "bullets": _points, "headline": _headline}
