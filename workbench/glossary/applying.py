"""Terms put right in a finished translation: only where one was missed and the place is certain; all of it recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.glossary.english import spans
from workbench.glossary.matching import Match, find
from workbench.glossary.mending import mend
from workbench.glossary.places import Link, Place, places
from workbench.glossary.terms import Glossary, Term
from workbench.glossary.unlisted import unlisted


@dataclass(frozen=True, slots=True)
class Change:
    """One place that was put right: ``given[start:end] == before``, ``target[new_start:][:len(after)] == after``."""

    term: Term
    start: int  # in the translation that was given
    end: int
    before: str
    after: str
    new_start: int  # in the translation that is returned
    guessed: bool = False  # from the dictionary, and not by an entry


@dataclass(frozen=True, slots=True)
class Applied:
    """A translation after the glossary, and what became of each term of its German sentence."""

    target: str
    changes: tuple[Change, ...] = ()
    matches: tuple[Match, ...] = ()  # every term that was found in the German sentence
    missed: tuple[Match, ...] = ()  # those whose English is not there and that no certain place was found for


def apply(
    glossary: Glossary,
    source: str,
    target: str,
    *,
    alignment: Sequence[Link] | None = None,
    rules: bool = False,
) -> Applied:
    """Put missed terms right in `target`, the English of the German sentence `source`.

    A term is missed when its English (or what it accepts, or an inflected form) stands in the target less often than
    its German in the source. A place is certain when the German itself was left standing there, or a capitalised word
    that is close to it in spelling and cannot be anything else; with `alignment`, only words linked to the term are
    held to be close, and may differ a little more. Everything else is reported in `missed` and left as it is.

    A glossary that `mends` also puts words right that are no English, by the German words that they are linked to.
    `rules` also looks at names that no entry has, where the rules of transliteration allow only one spelling.
    """
    matches = find(glossary, source)
    if rules:
        matches = sorted([*matches, *unlisted(source, matches)], key=lambda match: match.start)
    by_term: dict[Term, list[Match]] = {}
    for match in matches:
        by_term.setdefault(match.term, []).append(match)
    present = {term: spans(term, target) for term in by_term}
    taken = [span for found in present.values() for span in found]
    chosen: list[tuple[Place, Term]] = []
    missed: list[Match] = []
    for term, found in by_term.items():
        wanting = len(found) - len(present[term])
        if wanting <= 0:
            continue
        certain = places(glossary, source, target, found, taken, alignment)[:wanting]
        taken += [(place.start, place.end) for place in certain]
        chosen += [(place, term) for place in certain]
        if not present[term]:
            missed += found[len(certain) :]
    if glossary.mends:
        chosen += mend(source, target, alignment, taken)
    changes, text = _write(target, chosen)
    return Applied(text, changes, tuple(matches), tuple(sorted(missed, key=lambda match: match.start)))


def _write(target: str, chosen: list[tuple[Place, Term]]) -> tuple[tuple[Change, ...], str]:
    changes = []
    text, last = "", 0
    for place, term in sorted(chosen, key=lambda pair: pair[0].start):
        text += target[last : place.start]
        before = target[place.start : place.end]
        changes.append(Change(term, place.start, place.end, before, place.after, len(text), place.guessed))
        text += place.after
        last = place.end
    return tuple(changes), text + target[last:]
