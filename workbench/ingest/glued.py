"""Headings that were glued into the sentence behind them when a text was copied: found, and only ever suggested.

"Putin nimmt Kims Einladung an Putins Reise wird als Gegenbesuch gelten." – a German main clause has one finite verb,
and a second one needs a comma, a conjunction or a new sentence. So a place is suspected

- before a capitalised word that only begins sentences ("Die", "Im", "Dabei") and stands behind no mark, where a finite
  verb follows soon, or
- between two finite verbs without a comma or conjunction between them: behind the particle of the first ("nimmt … an"),
  else before the noun phrase in front of the second.

No tagger is asked: verbs are known by list, those of headings also by place and ending. docs/segmentation.md says how
often this is wrong, and how many glued headings it finds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.segment import STARTERS
from workbench.types import Article, BlockKind, Suggestion

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PLAIN = re.compile(r"\s+")
_SHORTEST = 6  # words of a sentence that may hold a heading and a clause
_REACH = 7  # words from the start of a main clause within which its verb stands
_LONGEST_HEADING = 16  # words; German headings seldom have more
_KINDS = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Finite and nothing else: no infinitive, participle or adjective is written like these.
_FINITE = _words("""
    ist sind war waren wird wurde wurden würde würden hat hatte hatten kann konnte konnten soll sollte sollten will
    wollte wollten muss musste mussten darf durfte durften mag mochte habe sei seien werde könne solle wolle müsse
    dürfe könnte könnten müsste müssten dürfte dürften hätte hätten wäre wären gab gibt kam kommt ging geht stand
    steht lag liegt hielt hält nahm nimmt fand findet sah sieht traf trifft rief begann beginnt blieb bleibt schrieb
    schreibt sprach spricht starb trug trägt zog zieht verlor gewann gilt galt lief läuft sagte sagt erklärte
    erklärt teilte teilt machte macht zeigte zeigt forderte fordert warnte warnt meldete meldet kündigte kündigt
    lehnte lehnt stellte stellt setzte setzt betonte betont kritisierte kritisiert berichtete berichtet
""")
# What a verb of a heading may be parted into, and the word that it may end in.
_PARTICLES = {
    "nimmt": "an ab auf ein teil zu wahr", "nahm": "an ab auf ein teil zu wahr", "nehmen": "an ab auf ein teil",
    "kündigt": "an", "kündigen": "an", "lehnt": "ab", "lehnen": "ab", "tritt": "zurück an ab aus ein",
    "ruft": "auf an aus zurück", "rufen": "auf aus", "greift": "an ein", "greifen": "an ein",
    "stellt": "vor ein fest auf", "stellen": "vor ein", "sagt": "ab zu aus", "weist": "zurück ab aus",
    "schlägt": "vor zurück", "setzt": "fort ein aus durch", "zieht": "zurück ab ein", "legt": "vor fest nieder",
    "gibt": "auf ab zu bekannt nach", "hält": "fest auf", "fordert": "auf heraus", "wirft": "vor",
    "schließt": "aus ab", "hebt": "auf", "führt": "ein an durch", "bietet": "an", "kommt": "an um", "fällt": "aus",
    "baut": "aus ab auf", "räumt": "ein", "steigt": "an ein aus auf", "reist": "ab", "bricht": "ab ein zusammen",
    "löst": "aus ab auf", "nennt": "um", "schickt": "los", "sichert": "zu", "klagt": "an", "bringt": "ein um",
}  # fmt: skip
# They end in "t" and are no verbs.
_NO_VERB = _words("""
    nicht statt mit seit erst jetzt fast laut selbst dort weit gut oft bereit anstatt zuerst zuletzt direkt
    insgesamt bekannt samt nebst jüngst längst ernst dicht leicht schlecht recht rasant konstant gesamt geheimst
    mitsamt hart fest bereits derart kürzlichst ebenfalls jederzeit zurzeit derzeit unlängst verletzt entsetzt
    besetzt
""")
# Behind these another finite verb needs no comma; where one stands, two verbs say nothing.
_JOINING = _words("""
    und oder aber sondern denn doch dass daß ob weil wenn als wie bevor nachdem während obwohl bis seit damit wo was
    wer wann warum wieso weshalb wohin woher bzw beziehungsweise sowie falls sofern indem seitdem sobald solange je
    desto umso entweder weder welche welcher welches deren dessen
""")
# Capitalised in the midst of a sentence as nouns, as names or to be polite.
_ALSO_NOUNS = _words("""
    sie ihr ihre ihren ihrem ihrer ihres ihnen du dich dir euch euer eure dein deine mein meine meinem dank laut ja
    nein aus ich wer was für nichts niemand heute hier jetzt bis nur über um wir von vom mehr weniger gegenüber
    bitte danke los jeder alle alles viele andere anderen beide beiden fast rund ganz etwas wo wie warum weitere
    soll hat ist war wird kann hatte wäre haben sind würde könnte sollte muss darf per pro via je
""")
_OPENING = STARTERS - _ALSO_NOUNS
_AFTER_ARTICLE = _words("""
    spiegel welt zeit stern standard tagesspiegel freitag linke linken grünen erste zweite dritte presse haag partei
    zdf sendung tagespost ard weltwoche
""")
# A heading does not end in these.
_NO_END = _words("""
    der die das den dem des ein eine einen einem einer eines im in am von vom zum zur bei beim für gegen mit ohne
    unter über durch und oder sowie wie als sein seine seinen seinem seiner ihre ihren ihrem ihrer ihr nach so
    genannte sogenannte sogenannten namens titel serie film buch band zeitung magazin zeitschrift sender roman lied
    song stück restaurant hotel gasthaus gasthof verein gruppe partei kneipe straße album
""")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    text: str
    joined: bool  # whether only white space lies between it and the word before

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def suggestions(article: Article) -> tuple[Suggestion, ...]:
    """Where sentences of running text should perhaps be split, at most one place in each, in order."""
    found = []
    for segment in article.segments:
        if article.blocks[segment.block].kind in _KINDS:
            place = glued(article.text[segment.start : segment.end])
            if place is not None:
                found.append(Suggestion(segment.start + place.at, place.why))
    return tuple(found)


def glued(sentence: str) -> Suggestion | None:
    """Where a heading ends and the sentence behind it begins, counted from the sentence's start; None in most."""
    if sentence.count(" ") < _SHORTEST - 1:
        return None
    tokens = _tokens(sentence)
    if len(tokens) < _SHORTEST or tokens[0].low in _JOINING:
        return None
    return _before_opening(tokens) or _between_verbs(tokens)


def _tokens(sentence: str) -> list[_Token]:
    tokens: list[_Token] = []
    last = 0
    for match in _TOKEN.finditer(sentence):
        joined = bool(tokens) and _PLAIN.fullmatch(sentence, last, match.start()) is not None
        tokens.append(_Token(match.start(), match[0], joined))
        last = match.end()
    return tokens


def _before_opening(tokens: list[_Token]) -> Suggestion | None:
    """A capitalised word that only begins sentences, with a verb soon after it."""
    for k in range(2, min(len(tokens) - 2, _LONGEST_HEADING + 1)):
        word = tokens[k]
        if not word.capital or word.low not in _OPENING or not word.joined or tokens[k - 1].low in _NO_END:
            continue
        if not word.text[1:].islower() or tokens[k + 1].low in _AFTER_ARTICLE:
            continue
        if _has_verb(tokens, k + 1) and _is_heading(tokens[:k]):
            return Suggestion(word.start, _why(word.text))
    return None


def _has_verb(tokens: list[_Token], start: int) -> bool:
    """Whether a verb stands in the first words of a clause, known or, behind a noun, by its ending."""
    if _verb_after(tokens, start, start + _REACH) is not None:
        return True
    for k in range(start, min(start + _REACH, len(tokens))):
        if not tokens[k].joined:
            return False
        if k > start and tokens[k - 1].capital and _ends_like_verb(tokens[k], ("t", "te", "ten")):
            return True
    return False


def _ends_like_verb(token: _Token, endings: tuple[str, ...]) -> bool:
    low = token.low
    return (
        not token.capital
        and low.endswith(endings)
        and len(low) > 3
        and low not in _NO_VERB
        and not low.startswith("ge")
    )


def _is_heading(tokens: list[_Token]) -> bool:
    """Whether words can be a heading: a clause with its verb, or a few words that begin like no clause."""
    if _first_verb(tokens) is not None:
        return True
    return len(tokens) > 2 and tokens[0].low not in STARTERS and sum(not token.joined for token in tokens[1:]) < 2


def _between_verbs(tokens: list[_Token]) -> Suggestion | None:
    """Two finite verbs with nothing that joins their clauses."""
    first = _first_verb(tokens[:_LONGEST_HEADING])
    if first is None:
        return None
    second = _verb_after(tokens, first + 1, first + 1 + _LONGEST_HEADING)
    if second is None or second - first < 3 or second + 1 >= len(tokens) or not tokens[second + 1].joined:
        return None
    if any(token.low in _JOINING for token in tokens[first + 1 : second]) or not tokens[second - 1].capital:
        return None
    start = _behind_particle(tokens, first, second) or _noun_phrase(tokens, first, second)
    return None if start is None else Suggestion(tokens[start].start, _why(tokens[start].text))


def _first_verb(tokens: list[_Token]) -> int | None:
    """The finite verb of a heading: behind its first words, in lower case, known or ending like one."""
    for k in range(1, min(len(tokens), 6)):
        token = tokens[k]
        if not token.joined:
            return None
        if token.capital:
            continue
        low = token.low
        if low in _FINITE or low in _PARTICLES or _ends_like_verb(token, ("t",)):
            return k
    return None


def _verb_after(tokens: list[_Token], start: int, end: int) -> int | None:
    """The first verb that is surely finite, where no mark comes before it."""
    for k in range(start, min(end, len(tokens))):
        if not tokens[k].joined:
            return None
        if not tokens[k].capital and tokens[k].low in _FINITE:
            return k
    return None


def _behind_particle(tokens: list[_Token], first: int, second: int) -> int | None:
    """The word behind the particle that the first verb was parted from."""
    wanted = _PARTICLES.get(tokens[first].low, "").split()
    for k in range(second - 2, first, -1):
        if tokens[k].low in wanted and tokens[k + 1].capital and not tokens[k].capital:
            return k + 1
    return None


def _noun_phrase(tokens: list[_Token], first: int, second: int) -> int | None:
    """Where the words right before the second verb begin, if it is plain that they are a clause's first words."""
    k = second - 1
    while k - 1 > first and not tokens[k - 1].capital and re.search("e[nrms]?$", tokens[k - 1].text):
        k -= 1  # adjectives
    if k < second - 1:
        k -= 1
    elif tokens[k - 1].capital and tokens[k - 2].capital:
        k -= 1  # an office and its name
    fits = k - 1 > first and tokens[k].capital and tokens[k - 1].capital
    return k if fits and not (k - 2 > first and tokens[k - 2].capital) else None


def _why(word: str) -> str:
    return f"A heading may end before “{word}”: a new main clause begins there without a mark"
