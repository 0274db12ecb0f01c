"""What the tab shows, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbench import prompts
from workbench.errors import UsageError
from workbench.models.trial import Trial
from workbench.prompts import Part, Prompt
from workbench.ui.escape import attribute, shown
from workbench.ui.prompts.check import Checked
from workbench.ui.prompts.draft import Draft

LONGEST = 6_000  # characters of one value that the preview shows; it shows how many more there are
_LANGUAGES = {"de": "German", "en": "English"}
_ANSWERS = {
    "text": "one sentence",
    "numbered": "numbered lines, one for each sentence",
    "sentences": "running text, cut into sentences",
    "bullets": "points, one entry each",
    "headline": "one line",
    "labels": "a line for each label",
    "choice": "a winner and the reasons",
}


def facts(draft: Draft, checked: Checked, text: str, *, paths: bool) -> str:
    """Which prompt this is, whose, and what it is for. `paths`: whether the visitor may know where it lies."""
    rows = [("Whose", _whose(draft, text))]
    if paths and draft.name:
        rows.append(("File", f"<code>{shown(str(_path(draft.name)))}</code>"))
    if (prompt := checked.prompt) is not None:
        reads, writes = (_LANGUAGES.get(language, language) for language in prompt.languages)
        rows += [
            ("For", shown(prompt.description)),
            ("Task", shown(f"{prompt.task}, {reads} → {writes}")),
            ("Variables", " ".join(f"<code>{shown(name)}</code>" for name in prompt.variables)),
            ("Answer", shown(_ANSWERS[prompt.answer])),
            ("In signatures", f"<code>{shown(prompt.signed)}</code>"),
        ]
    return (
        f'<dl class="wb-facts-of">{"".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)}</dl>'
    )


def _whose(draft: Draft, text: str) -> str:
    if not draft.name:
        return "new, not saved yet"
    if not prompts.own(draft.name):
        whose = "ships with the workbench"
    else:
        whose = "yours, in place of the one that ships" if prompts.shipped(draft.name) else "yours"
    return f"{whose}{', <strong>changed here and not saved</strong>' if draft.changed(text) else ''}"


def _path(name: str) -> Path | str:
    try:
        return prompts.where(name)
    except UsageError:
        return "gone"


def verdict(checked: Checked) -> str:
    """Whether the text is a prompt, with the way to the mistake where it is none."""
    if checked.prompt is not None:
        return '<p class="wb-verdict" role="status">✓ The text is in order.</p>'
    go = ""
    if checked.line is not None:
        go = f'<button type="button" class="wb-small" data-line="{checked.line}">Go to line {checked.line}</button>'
    words = shown(checked.fault[:1].upper() + checked.fault[1:])
    told = f"<strong>Not in order.</strong> {words} {go} The preview still shows the text before."
    return f'<p class="wb-verdict wb-wrong" role="status">{told}</p>'


def preview(prompt: Prompt, values: Mapping[str, str]) -> str:
    """The messages that a model would be sent, with what is put in marked. What cannot be put in is said instead."""
    try:
        turns = prompt.parts(**values)
    except UsageError as error:
        return f'<p class="wb-verdict wb-wrong">{shown(str(error))}</p>'
    size = sum(len(part.text) for _, parts in turns for part in parts)
    told = "".join(_turn(role, parts) for role, parts in turns)
    stop = f" It is stopped at: {', '.join(map(repr, prompt.stop))}." if prompt.stop else ""
    words = f"{size:,} characters in all; <mark>marked</mark> is what is put in.{shown(stop)}"
    return f'<p class="wb-hint">{words}</p>{told}'


def _turn(role: str, parts: tuple[Part, ...]) -> str:
    words = "".join(map(_part, parts))
    return f'<section class="wb-turn" aria-label="{attribute(role)}"><h3>{shown(role)}</h3><div>{words}</div></section>'


def _part(part: Part) -> str:
    if part.variable is None:
        return shown(part.text)
    text, more = part.text, ""
    if len(text) > LONGEST:
        more = f'<em class="wb-more">… {len(text) - LONGEST:,} characters more …</em>'
        text = text[:LONGEST]
    return f'<mark title="{attribute(part.variable)}">{shown(text)}{more}</mark>'


def trial(prompt: Prompt, model: str, made: Trial) -> str:
    """What a model wrote beside how the program reads it, and how it was made."""
    cut = '<p class="wb-hint">It was cut at the length limit.</p>' if made.answer.cut else ""
    wrote = shown(made.answer.text) or '<em class="wb-more">nothing</em>'
    if made.unread:
        read = f'<p class="wb-verdict wb-wrong"><strong>It cannot be read:</strong> {shown(made.unread)}.</p>'
    else:
        read = f"<ol>{''.join(f'<li>{shown(line)}</li>' for line in made.lines)}</ol>"
    head = f"{shown(model)} with {shown(prompt.name)}, {made.seconds:.1f} s"
    return (
        f'<div class="wb-trial" lang="en"><p class="wb-hint">{head}</p>'
        f"<section><h3>What it wrote</h3><pre>{wrote}</pre>{cut}</section>"
        f'<section><h3>How it is read</h3><p class="wb-hint">{_ANSWERS[prompt.answer]}</p>{read}</section>'
        f'<p class="wb-made"><code>{shown(made.signature)}</code></p></div>'
    )
