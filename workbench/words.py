"""English words as the summariser and the evidence count them: tokens, function words and light stems.

Own rules rather than a stemming library: the pure-Python Snowball stemmer costs more for one article than the whole
summary does, and only equality of stems matters here, not their form.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W_]|[.](?=[^\W\d_][.]))*(?:'[^\W\d_]+)?")
_NOT = re.compile(r"n't\b", re.IGNORECASE)

# The closed classes of English: words that say how a sentence is built, not what it is about.
FUNCTION_WORDS = frozenset(
    """
    a an the this that these those some any no every each either neither both all half such what which whose whatever
    whichever another other others much many more most few fewer fewest little less least several enough own same
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves one oneself who whom someone somebody something anyone
    anybody anything everyone everybody everything none nobody nothing
    about above across after against along amid among around as at before behind below beneath beside besides between
    beyond by concerning despite down during except for from in inside into like near of off on onto out outside over
    past per since than through throughout till to toward towards under underneath until up upon via with within
    without
    and or but nor so yet if unless because although though while whereas whether when whenever where wherever how
    why once
    am is are was were be been being do does did done doing have has had having will would shall should can could may
    might must ought cannot
    not ca wo sha never also too very just only even still again then there here now already ever quite rather almost
    however therefore thus hence moreover meanwhile perhaps else instead otherwise
    mr mrs ms dr
    s d ll m re ve
    """.split()
)


def surface(text: str) -> list[str]:
    """The words and numbers of a text as they are written, in order; "'s" is cut off, "n't" becomes "not"."""
    return [match.partition("'")[0] for match in _WORD.findall(_NOT.sub(" not", text.replace("’", "'")))]


def tokens(text: str) -> list[str]:
    """The same in lower case."""
    return surface(text.lower())


# The irregular forms that news uses most; regular endings are cut by rule.
_IRREGULAR = {
    form: word
    for word, forms in {
        "agree": "agreed", "become": "became", "begin": "began begun", "break": "broke broken", "bring": "brought",
        "build": "built", "buy": "bought", "catch": "caught", "child": "children", "choose": "chose chosen",
        "come": "came", "drive": "drove driven", "fall": "fell fallen", "feel": "felt", "fight": "fought",
        "find": "found", "flee": "fled", "fly": "flew flown", "free": "freed", "get": "got gotten",
        "give": "gave given", "go": "went gone", "grow": "grew grown", "hear": "heard", "hide": "hid hidden",
        "hold": "held", "keep": "kept", "know": "knew known", "lead": "led", "leave": "left", "lose": "lost",
        "make": "made", "man": "men", "meet": "met", "mean": "meant", "pay": "paid", "rise": "rose risen",
        "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
        "shoot": "shot", "speak": "spoke spoken", "spend": "spent", "stand": "stood", "strike": "struck",
        "take": "took taken", "teach": "taught", "tell": "told", "think": "thought", "throw": "threw thrown",
        "win": "won", "withdraw": "withdrew withdrawn", "woman": "women", "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip


def cut(word: str) -> str:
    """A lower-case word without its commonest endings: "threatened", "threatens" and "threatening" become one."""
    word = _IRREGULAR.get(word, word)
    if len(word) < 3 or not word.isalpha():
        return word
    if word[-1] == "s":
        word = _without_plural(word)
    if word[-1] in "gd":
        word = _without_verb_ending(word)
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("e") and len(word) > 2:
        word = word[:-1]
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        word = word[:-1] + "i"
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


stem = lru_cache(maxsize=1 << 15)(cut)
_VOWELS = frozenset("aeiou")


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 1 and not word.endswith("eed") and not _VOWELS.isdisjoint(base):
            return base
    return word


def content_stems(text: str) -> list[str]:
    """The stems of the words that are not function words, in order, with repetitions."""
    return [stem(token) for token in tokens(text) if token not in FUNCTION_WORDS]
