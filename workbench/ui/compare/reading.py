"""How a reader wants the sentences of a comparison: which of them, in which order, marked against what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from workbench.comparison import Comparison
from workbench.comparison.types import Sentence
from workbench.pieces import against
from workbench.report.text import doubts
from workbench.ui import work

STEP = 50  # sentences that are shown at first, and with each "Show more"
EVERY = ""  # the text filter that lets all texts through


class Order(StrEnum):
    """In which order the sentences stand."""

    PLACE = "place"
    DISAGREEMENT = "disagreement"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader has set."""

    order: Order = Order.DISAGREEMENT
    text: str = EVERY
    differing: bool = False
    doubtful: bool = False
    base: str | None = None  # the system that words are marked against; None: the comparison's own
    shown: int = STEP

    def more(self) -> Reading:
        """With the next sentences, too."""
        return replace(self, shown=self.shown + STEP)

    def base_of(self, c: Comparison) -> str | None:
        """The base to mark against, as far as this comparison has it."""
        return self.base if self.base in {system.label for system in c.systems} else c.base


@dataclass(slots=True)
class Ticket(work.Ticket):
    """An order at work, and how its results are read meanwhile. Altered in place."""

    reading: Reading = field(default_factory=Reading)


def fitting(translators: int) -> Reading:
    """How the outputs of so many translators are read at first: one alone cannot disagree."""
    return Reading(Order.DISAGREEMENT if translators > 1 else Order.PLACE)


def orders(c: Comparison, present: Order = Order.PLACE) -> list[tuple[str, str]]:
    """The orders that this comparison can be read in, with their names; `present` is one that is in use already."""
    found = [("text order", Order.PLACE.value)]
    if len(c.systems) > 1 or present is Order.DISAGREEMENT:
        found.insert(0, ("most disagreement first", Order.DISAGREEMENT.value))
    if any(sentence.spread is not None for sentence in c.sentences):
        found.append(("largest difference to the reference", Order.DIFFERENCE.value))
    return found


def chosen(c: Comparison, reading: Reading) -> list[int]:
    """Indexes of all sentences that the reader wants to see, in their order; not only of those that are drawn."""
    return [index for index in _ordered(c, reading.order) if _wanted(c.sentences[index], reading)]


def differs(sentence: Sentence) -> bool:
    """Whether the systems wrote different things."""
    return len({output.text for output in sentence.outputs}) > 1


def doubted(sentence: Sentence) -> bool:
    """Whether there is a doubt about any of the outputs; hints are none."""
    return any(doubts(output) for output in sentence.outputs)


def marked_against(sentence: Sentence, base: str | None) -> Sentence:
    """The sentence with its words marked against that system's; unchanged where that system wrote nothing."""
    texts = {output.system: output.text for output in sentence.outputs}
    if base is None or base not in texts:
        return sentence
    outputs = (replace(output, pieces=against(texts[base], output.text)) for output in sentence.outputs)
    return replace(sentence, outputs=tuple(outputs))


def _ordered(c: Comparison, order: Order) -> list[int]:
    every = list(range(len(c.sentences)))
    if order is Order.DISAGREEMENT:
        place = {index: place for place, index in enumerate(c.disagreement)}
        return sorted(every, key=lambda index: place.get(index, len(every)))
    if order is Order.DIFFERENCE:
        return sorted(every, key=lambda index: -(c.sentences[index].spread or 0.0))
    return every


def _wanted(sentence: Sentence, reading: Reading) -> bool:
    return (
        (reading.text == EVERY or sentence.text == reading.text)
        and (not reading.differing or differs(sentence))
        and (not reading.doubtful or doubted(sentence))
    )
