"""English words as the summariser and the evidence count them: tokens, function words and light stems.

Own rules rather than a stemming library: the pure-Python Snowball stemmer costs more for one article than the whole
summary does, and only equality of stems matters here, not their form.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W_]|[.](?=[^\W\d_][.]))*(?:['’][^\W\d_]+)?")

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
    not n't never also too very just only even still again then there here now already ever quite rather almost
    however therefore thus hence moreover meanwhile perhaps else instead otherwise
    mr mrs ms dr
    s t d ll m re ve
    """.split()
)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in lower case, in order; "'s" and other clitics are cut off."""
    return [match.split("'")[0].split("’")[0] for match in _WORD.findall(text.lower())]


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A word without its commonest English endings: "threatened", "threatens" and "threatening" become one."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] in "sxzh":
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and _has_vowel(base):
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in "lsz" else base
            break
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _has_vowel(text: str) -> bool:
    return any(letter in "aeiouy" for letter in text)


def content_stems(text: str) -> list[str]:
    """The stems of the words that are not function words, in order, with repetitions."""
    return [stem(token) for token in tokens(text) if token not in FUNCTION_WORDS]
