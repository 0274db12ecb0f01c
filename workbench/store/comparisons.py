"""A comparison as an entry."""

from __future__ import annotations

from workbench.comparison.types import Comparison
from workbench.report import json as comparison_json
from workbench.segment import clean_for_model
from workbench.store.entries import Draft
from workbench.store.kinds import COMPARISON


def draft_of(comparison: Comparison) -> Draft:
    """The comparison's JSON, and of its texts what can be searched; what several systems wrote alike stands once."""
    sources = dict.fromkeys(clean_for_model(sentence.source) for sentence in comparison.sentences)
    outputs = dict.fromkeys(clean_for_model(o.text) for sentence in comparison.sentences for o in sentence.outputs)
    summaries = dict.fromkeys(clean_for_model(s.text) for made in comparison.summaries for s in made.sentences)
    return Draft(
        kind=COMPARISON,
        payload=comparison_json.render(comparison),
        title=clean_for_model(" · ".join(text.title or text.name for text in comparison.texts)),
        facts={
            "translators": [system.label for system in comparison.systems],
            "summarisers": list(dict.fromkeys(system.summariser for system in comparison.summary_systems)),
            "texts": len(comparison.texts),
            "sentences": len(comparison.sentences),
            "failures": len(comparison.failures),
        },
        german="\n".join(sources),
        english="\n".join(outputs),
        summary="\n".join(summaries),
    )
