"""German words as the checks count them: tokens, function words and light stems, alike on both sides of a lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.checks.remembered import remembered

_WORD = re.compile(r"[^\W\d_]+")
# What is cut off at once: an ending of a noun or an adjective, an ending of inflection, or one behind the other. All of
# them as a set, which takes less time than a pattern that is tried at every place.
_ENDINGS = frozenset(
    derived + inflected
    for derived in ("", *"erinnen erin innen isch lich heit keit ung end".split())
    for inflected in ("", *"ern em en er es est et te ten st e n s t".split())
) - {""}
# How long the endings are, the longest first, by the last three letters of a word; else by two, else by one.
_LENGTHS: dict[str, Sequence[int]] = {
    last: sorted({len(e) for e in _ENDINGS if last.endswith(e) or (len(last) == 3 and e.endswith(last))}, reverse=True)
    for last in {ending[-3:] for ending in _ENDINGS}
}
_PLAIN = str.maketrans("äöü", "aou")
_STEM = 4  # letters that a stem keeps at least

# The closed classes of German: words that say how a sentence is built, not what it is about.
FUNCTION_WORDS = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
    dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem alle allen aller alles
    allem manche manchen mancher solche solchen solcher welche welchen welcher welches welchem
    ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihn ihnen mein meine meinen meiner meinem meines dein
    deine deinen sein seine seinen seiner seinem seines ihre ihren ihrer ihrem ihres unser unsere unseren unserer
    unserem euer eure wer was wen wem wessen man jemand niemand etwas nichts selbst selber einander
    an am auf aus außer bei beim bis durch entlang für gegen gegenüber hinter im in ins mit nach neben ohne seit statt
    trotz über um unter von vom vor wegen während wider zu zum zur zwischen ab per pro je laut samt dank gemäß
    zufolge anstatt aufgrund innerhalb außerhalb
    und oder aber denn sondern doch jedoch sowie sowohl als wie auch weder noch entweder ob dass daß weil wenn falls
    obwohl bevor nachdem damit sodass indem sobald solange während da wo wann warum wieso weshalb wohin woher
    bin bist ist sind seid war warst waren wart sei seien wäre wären gewesen habe hast hat haben habt hatte hatten hätte
    hätten gehabt werde wirst wird werden werdet wurde wurden würde würden worden geworden kann kannst können könnt
    konnte konnten könnte könnten muss musst müssen müsst musste mussten müsste müssten soll sollst sollen sollte
    sollten will willst wollen wollt wollte wollten darf dürfen durfte durften dürfte dürften mag mögen mochte möchte
    möchten lassen lässt ließ ließen
    nicht nie niemals nur schon sehr so zu mehr sehr hier dort dann nun jetzt heute immer wieder bereits etwa rund fast
    dabei dafür dagegen daher damals damit danach daran darauf daraus darin darüber darum darunter davon davor dazu
    hin her hinaus heraus ja nein eben wohl zwar allerdings außerdem dennoch deshalb deswegen trotzdem zudem ganz gar
    viel viele vielen vieler wenig wenige wenigen einige einigen einiger einiges mehrere mehreren andere anderen anderer
    anderes erst weiter weitere weiteren ebenfalls sogar vielleicht natürlich eigentlich also mal
    """.split()
)


def plain(word: str) -> str:
    """A lower-case word without umlauts, as long as before."""
    return word if word.isascii() else word.translate(_PLAIN)


def cut(word: str) -> str:
    """A lower-case word without umlauts and its commonest endings; only equality of stems matters, not their form."""
    word = plain(word)
    for _ in range(2):
        room = len(word) - _STEM
        for length in _LENGTHS.get(word[-3:]) or _LENGTHS.get(word[-2:]) or _LENGTHS.get(word[-1:]) or ():
            if length <= room and word[-length:] in _ENDINGS:
                word = word[:-length]
                break
        else:
            break
    return word


stem = remembered(cut)  # for words that are asked for again: the parts of compounds


def content_stems(text: str) -> list[str]:
    """The stems of the words that are not function words, in order, with repetitions."""
    return [stem(word) for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in FUNCTION_WORDS]


_DETERMINERS = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines im am zum zur
    beim vom ins ans fürs dieser diese dieses diesen diesem jeder jede jedes jeden jedem mein meine sein seine seinen
    seiner seinem ihr ihre ihren ihrer ihrem unser unsere alle allen aller viele vielen mehr als pro per ohne je zwei
    drei vier fünf sechs sieben acht neun zehn welche manche einige mehrere keinerlei solche
    """.split()
)
_ADJECTIVE = re.compile(r"[a-zäöüß]{4,}(?:e|en|er|es|em)")


@remembered
def is_determiner(word: str) -> bool:
    """Whether a word, as written, seldom stands before a name: an article, a numeral, or an inflected adjective."""
    return word.lower() in _DETERMINERS or bool(_ADJECTIVE.fullmatch(word))
