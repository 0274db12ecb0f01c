"""The sentence pairs as bilingual subtitles (SubRip): the German in one line, its English in the next.

A text has no times, so each pair is shown for as long as it takes to read the longer of its two lines.
"""

from __future__ import annotations

from workbench.segment import clean_for_model
from workbench.types import Run

# Characters that a viewer reads in a second: the upper limit that subtitle guidelines commonly set for adults.
READ_PER_SECOND = 17
SHORTEST = 1000  # milliseconds
NOTHING = "[no translation]"


def render(run: Run) -> str:
    """Numbered from 1; a line break inside a sentence becomes a space, since an empty line would end its pair."""
    cues, start = [], 0
    for segment, made in zip(run.article.segments, run.translation.sentences, strict=True):
        german, english = clean_for_model(run.article.source(segment)), clean_for_model(made.text) or NOTHING
        end = start + max(SHORTEST, 1000 * max(len(german), len(english)) // READ_PER_SECOND)
        cues.append(f"{segment.index + 1}\n{_time(start)} --> {_time(end)}\n{german}\n{english}\n")
        start = end
    return "\n".join(cues)


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02},{rest:03}"
