"""A "not" that the translation lost or added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.pair import Pair, spans
from workbench.checks.remembered import remembered
from workbench.types import Flag, Severity

ID = "negation"

_NOT = frozenset(
    """nicht kein keine keinen keinem keiner keines keinerlei keinesfalls keineswegs nie niemals niemand niemanden
    niemandem nichts weder nirgends nirgendwo""".split()
)
# Words that deny without "not": each can stand behind an English negation.
_DENYING = re.compile(
    r"un(?!d\b|s\b|se|te[rn]|i[ovf]|ge[nf]a|garn|gar|mittelb|terl)\w{3,}|\w{3,}los(?:e[nrms]?|igkeit)?|ohne\w*|kaum|wenig\w*"
    r"|bestr[ei]+t\w*|dementier\w*|leugn\w*|verneint?\w*|ab(?:ge)?leh?n\w*|lehn\w*|verweiger\w*|weiger\w*|verbiet\w*|verb[oi]t\w*|verzicht\w*"
    r"|verhinder\w*|vermeid\w*|vermied\w*|fehl\w*|scheiter\w*|mangel\w*|miss\w*|selten\w*|anti\w*|außer\w*|statt\w*|gegen\w*"
    r"|verpass\w*|versäum\w*|nein|non|bevor|nur|erst|frei|ausgeschlossen|ausschlie\w+|schwer\w*|sonst|a?typisch"
    r"|stopp\w*|beend\w*|verlor\w*|verlier\w*|knapp|weniger|fern|fremd\w*|illegal\w*|nichtig\w*|nicht\w+|\w+frei\w{0,2}|ander\w*|in(?:akzept|stabil|kompet|toler|form)\w+|im(?:mun|poss)\w*|dis\w+|des\w+|entlass\w*|wegf\w*|egal|trotz\w*"
)
_WEAK = re.compile(
    r"un(?!it|der|ion|iver|i[fq]|til|cle)\w{3,}|non|non\w{3,}|mis(?!s\b|sil|ter)\w{3,}|\w{3,}less\w*|anti\w*"
    r"|dis(?:agree|like|allow|continu|miss|pute|approv|honest|satisf|regard|believ|appear|trust|qualif|engag)\w*"
    r"|in(?:ab|acc|ade|cap|comp|corr|eff|elig|hum|sens|suff|sec|just|vis|cred|def|exp|oper|tol|val|appr|signif|consid)\w+"
    r"|im(?:poss|pat|prob|mobil|pract|perf|mor)\w+|ir(?:reg|rel|resp)\w+|il(?:leg|lit|log)\w+"
    r"|not|no|hardly|barely|scarcely|rare\w*|lack\w*|fail\w*|refus\w*|den(?:y|ie[sd]|ying|ial)|avoid\w*|prevent\w*|reject\w*"
    r"|declin\w*|few\w*|little|rather|instead|far|too|unless|yet|except\w*|stop\w*|ban(?:s|ned|ning)?|absen\w*|against"
    r"|miss(?:es|ed|ing)?|wrong\w*|only|zero|exclud\w*|rul(?:es|ed) out|abandon\w*|empty|short|struggl\w*"
    r"|oppos(?:e[sd]?|ing)"
    r"|contrary|difficult\w*|harder|doubt\w*|different\w*|seldom|forb[aio]d\w*|prohib\w*|refrain\w*|resist\w*"
    r"|contradict\w*|without|neglect\w*|beyond"
)
# English denies nothing by these.
_NO_DENIAL = re.compile(
    r"\b(?:no matter|no doubt|no wonder|nothing new|no man's|not least|not only|not to mention|why not|if not)\b"
    r"|\bsa(?:y|ys|id|ying) no\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\.? ?\d")  # "no. 10" counts, it does not deny
# "Not only", "not least", "if not": said without a negation as often as with one.
_IDIOMS = re.compile(
    r"\bnicht (?:nur|zuletzt|allein|bloß|wahr|selten|minder|einmal|umsonst|zu übersehen|weniger|anders|von ungefähr)\b"
    r"|\bnichts (?:anderes|weniger|als)\b"
    r"|\b(?:ob|wenn|bevor|warum|wieso|bis|ehe|wer|was|wie oft|wie viele?) (?:\w+ ){0,4}(?:nicht|kein\w*)\b"
    r"|\blange nicht\b"
    r"|\bkein(?:e[nmrs]?)? (?:Wunder|geringer\w*|ander\w+|Frage|Zweifel|Geheimnis|Hehl|Unbekannt\w+|gut\w*)\b"
    r"|\bsondern\b|\?|\bnicht unbedingt\b"
    r"|\bnie(?:mals)? (?:zuvor|mehr)\b|\b(?:nicht|kein\w*) (?:\w+ ){0,2}(?:als|un\w+|ohne)\b",
    re.IGNORECASE,
)


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a negation on one side when the other side has nothing that could say it."""
    denied = [place for place, word in enumerate(pair.source_words) if word.lower in _NOT]
    says = [place for place, word in enumerate(pair.target_words) if word.denies and _is_not(pair, place)]
    if denied and not says:
        if _IDIOMS.search(pair.source) is None and not any(_is_weak(word.lower) for word in pair.target_words):
            reason = f"the source says “{pair.source_words[denied[0]].text}”, nothing in the translation does"
            yield pair.flag(ID, Severity.ERROR, reason, spans(pair.source)[denied[0]])
    elif says and not (
        denied or _NO_DENIAL.search(pair.target) or any(_is_denying(w.lower) for w in pair.source_words)
    ):
        reason = f"the translation says “{pair.target_words[says[0]].text}”, nothing in the source does"
        yield pair.flag(ID, Severity.WARNING, reason, None, spans(pair.target)[says[0]])


def _is_not(pair: Pair, place: int) -> bool:
    """Whether a "no" does not count, as in "no. 10"."""
    return pair.target_words[place].lower != "no" or not _NUMBER.match(pair.target, spans(pair.target)[place][1])


@remembered
def _is_denying(word: str) -> bool:
    return any(_DENYING.fullmatch(part) for part in word.split("-"))


@remembered
def _is_weak(word: str) -> bool:
    return any(_WEAK.fullmatch(part) for part in word.split("-"))
