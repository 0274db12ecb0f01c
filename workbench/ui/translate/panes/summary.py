"""The summary pane: each sentence with where it comes from and how far that supports it."""

from __future__ import annotations

from workbench.types import Summary, SummarySentence
from workbench.ui.escape import shown
from workbench.ui.translate.panes.frame import counted, foot, head, numbers, pane, sentence
from workbench.ui.translate.view import View


def summary(view: View) -> str:
    """The pane, empty until the last sentence is translated."""
    if view.summary is None:
        waiting = '<p class="wb-quiet">The summary follows the last sentence.</p>' if view.working else ""
        return _pane("", waiting, "", copy=False)
    note = f"{counted(len(view.summary.sentences), 'sentence')} with evidence"
    return _pane(note, _points(view.summary), view.summary.signature, copy=True)


def _pane(note: str, points: str, signature: str, copy: bool) -> str:
    inner = head("Summary", note, copy) + f'<div class="wb-points">{points}</div>' + foot(signature)
    return pane("summary", "Summary", "en", f'<div class="wb-still">{inner}</div>')


def _points(made: Summary) -> str:
    points = f"<ol>{''.join(f'<li>{_point(point)}</li>' for point in made.sentences)}</ol>"
    if made.left_out:
        points += f'<p class="wb-why">Not seen by the summariser: sentences {numbers(made.left_out)}.</p>'
    return points


def _point(point: SummarySentence) -> str:
    if not point.evidence:
        words = "no support found: no sentence of the article says this"
        return sentence(point.text, ()) + f'<span class="wb-from wb-none">{words}</span>{_missing(point)}'
    word = "sentence" if len(point.evidence) == 1 else "sentences"
    words = f"from {word} {numbers(point.evidence)}"
    return (
        sentence(point.text, point.evidence)
        + f'<span class="wb-from">{words} · {_support(point)}</span>{_missing(point)}'
    )


def _missing(point: SummarySentence) -> str:
    """What the sentence says and its evidence does not, and a "not" that the evidence has and it has lost."""
    lost = [words for words in point.missing if words.startswith("(")]
    added = [words for words in point.missing if words not in lost]
    told = [f"not there: {', '.join(added)}"] if added else []
    told += [f"lost from there: {', '.join(lost)}"] if lost else []
    return f'<span class="wb-from wb-none">{shown("; ".join(told))}</span>' if told else ""


def _support(point: SummarySentence) -> str:
    """How much of the wording stands there, in words and as a short bar."""
    share = f"{point.support:.0%}"
    words = "support 1.00: all of it stands there" if point.support >= 1 else f"support {point.support:.2f} of 1"
    return f'<span class="wb-support" aria-hidden="true"><span style="width:{share}"></span></span>{words}'
