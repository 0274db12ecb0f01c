"""The translation of one article: only what changed where there is an earlier run, and its terms put right."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench import __version__, reuse, segment
from workbench.glossary import EMPTY, Glossary, apply_to_all
from workbench.models.base import Translator
from workbench.signature import signature
from workbench.types import (
    Article,
    Decoding,
    Flag,
    Progress,
    Run,
    TermChange,
    Translated,
    Translation,
    ignore_progress,
)


@dataclass(frozen=True, slots=True)
class Termed:
    """A translation, and what the glossary says that a reader should doubt in it."""

    translation: Translation
    flags: tuple[Flag, ...] = ()


def translate_article(
    article: Article,
    translator: Translator,
    decoding: Decoding,
    progress: Progress = ignore_progress,
    glossary: Glossary = EMPTY,
    previous: Run | None = None,
) -> Termed:
    """Translate the segments of an article with a loaded translator, then put the terms of the glossary right.

    Sentences of `previous` that stand at the same place, and would be made in the same way, are taken from it.
    """
    translator = translator.told(glossary)
    signed = translation_signature(translator, decoding, glossary, article)
    kept: reuse.Kept = {}
    if previous is not None:
        then = translation_signature(translator, decoding, glossary, previous.article)
        kept = reuse.kept_segments(previous, article) if then == previous.translation.signature else {}
    changed = [s.index for s in article.segments if s.index not in kept]
    report = reuse.counted(progress, changed, len(article.segments))
    sources = [article.source(article.segments[i]) for i in changed]
    fresh = dict(zip(changed, translator.translate(sources, decoding, report), strict=True))
    terms, flags = _put_right(article, fresh, glossary)
    if previous is not None:
        fresh |= {new: previous.translation.sentences[old] for new, old in kept.items()}
        terms += reuse.kept_terms(previous, kept)
        flags += reuse.kept_flags(previous, kept)
    outputs = tuple(fresh[s.index] for s in article.segments)
    terms.sort(key=lambda term: (term.segment, term.start))
    return Termed(Translation(article, outputs, translator.name, signed, tuple(terms)), tuple(flags))


def _put_right(
    article: Article, outputs: dict[int, Translated], glossary: Glossary
) -> tuple[list[TermChange], list[Flag]]:
    """Apply a glossary to some sentences, in place; what it changed and doubts, by segment of the article."""
    if not (glossary.terms or glossary.mends) or not outputs:
        return [], []
    indexes = list(outputs)
    given = [outputs[i] for i in indexes]
    clean = [segment.clean_for_model(article.source(article.segments[i])) for i in indexes]
    sources = [segment.in_casing_of(o.read_as or text, text) for o, text in zip(given, clean, strict=True)]
    whole = apply_to_all(glossary, sources, [o.text for o in given], [o.alignment for o in given])
    for i, output, text, links in zip(indexes, given, whole.targets, whole.alignments, strict=True):
        outputs[i] = replace(output, text=text, alignment=links)
    terms = [replace(term, segment=indexes[term.segment]) for term in whole.terms]
    return terms, [replace(flag, segment=indexes[flag.segment]) for flag in whole.flags]


def translation_signature(
    translator: Translator, decoding: Decoding, glossary: Glossary = EMPTY, article: Article | None = None
) -> str:
    """How a translation was made: the model's own signature, the splitter, the glossary and this package's version.

    Boundaries that a reader set by hand in `article` are a part of how it was split.
    """
    made = translator.signature(decoding)
    by_hand = article.metadata.get("boundaries") if article else None
    split = f"{segment.VERSION}+{by_hand}" if by_hand else segment.VERSION
    return f"{made}|" + signature(split=split, glossary=glossary.signature, workbench=__version__)
