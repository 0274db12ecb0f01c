"""The run as one JSON object per sentence pair and line, for scripts and for `workbench check --jsonl`."""

from __future__ import annotations

import json
from typing import Any

from workbench.schema import flag_to_dict
from workbench.types import Run


def render(run: Run) -> str:
    """Sentences count from 0; "summary" has the numbers of the summary's sentences that rest on this one."""
    return "".join(_line(_pair(run, index)) + "\n" for index in range(len(run.article.segments)))


def _pair(run: Run, index: int) -> dict[str, Any]:
    article = run.article
    segment, made = article.segments[index], run.translation.sentences[index]
    return {
        "article": article.id,
        "index": index,
        "kind": article.blocks[segment.block].kind.value,
        "source": article.source(segment),
        "target": made.text,
        "score": made.score,
        "truncated": made.truncated,
        "read_as": made.read_as,
        "flags": [flag_to_dict(flag) for flag in run.flags if flag.segment == index],
        "summary": [number for number, s in enumerate(run.summary.sentences) if index in s.evidence],
    }


def _line(pair: dict[str, Any]) -> str:
    text = json.dumps(pair, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character; JSON has an escape for it that reads back equal
        return json.dumps(pair)
    # Some readers break lines at these, which JSON allows inside a string.
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
