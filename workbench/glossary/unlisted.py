"""Names in a German sentence that no entry has and that the rules of transliteration spell in one way only."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.glossary.forms import WORD
from workbench.glossary.matching import Kind, Match
from workbench.glossary.terms import Case, Term
from workbench.glossary.transliteration import transliterate

NOTE = "by the rules of transliteration"


def unlisted(german: str, listed: Sequence[Match]) -> list[Match]:
    """Matches of kind `rule`; names with several possible English spellings are left out, for nobody knows which."""
    found = []
    for word in WORD.finditer(german):
        if any(match.start < word.end() and word.start() < match.end for match in listed):
            continue
        spelled = transliterate(word[0])
        if len(spelled) == 1:
            term = Term(word[0], spelled[0], NOTE, Case.EXACT)
            found.append(Match(term, word.start(), word.end(), Kind.RULE))
    return found
