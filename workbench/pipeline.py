"""One article through one translator and one summariser: the only place that puts the steps in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from workbench import checks, ingest
from workbench.errors import EmptySource, NotGerman
from workbench.glossary import Glossary, merge, read_glossary, starter
from workbench.models import load_summariser, load_translator
from workbench.models.base import Summariser, Translator
from workbench.models.cached import CachedTranslator, SentenceCache
from workbench.summarising import crosses, document_of, into_english, summarise_document, with_evidence
from workbench.translating import Termed, translate_article
from workbench.types import (
    Article,
    Budget,
    Decoding,
    Flag,
    Progress,
    Run,
    Severity,
    Stage,
    Step,
    Summary,
    Translated,
    Translation,
    ignore_progress,
)

Source = Article | str | Path | bytes
Terms = Glossary | Sequence[str | Path]
# Below this the detector is too unsure to refuse a text. At 0.9 none of 2,734 German sentences of newstest2017 was
# refused (benchmarks/language.py).
LANGUAGE_CERTAIN = 0.9


def translate(
    source: Source | Sequence[str],
    *,
    model: str | Translator = "auto",
    decoding: Decoding | None = None,
    glossary: Terms = (),
    any_language: bool = False,
    cache: SentenceCache | None = None,
    progress: Progress = ignore_progress,
) -> Translation:
    """Translate an article, a text, a file or a list of sentences.

    A list gives one sentence per entry, in order, whatever the entries hold; `t.sentences[i]` belongs to entry i.
    Anything else is read with `read_article`; then `t.sentences[i]` belongs to `t.article.segments[i]`.

    `glossary` are files of terms, and "starter" for the list that ships (docs/glossary.md); what they change is in
    `t.terms`. A `cache`, such as `open_store().sentences`, spares the model the sentences that it knows.

    Raises `NotGerman` when the text is clearly in another language, unless `any_language` is set.
    """
    if isinstance(source, Article | str | Path | bytes):
        article = source if isinstance(source, Article) else ingest.read_article(source)
        check_language(article, any_language)
    else:
        article = ingest.join_lines(list(source))
    translator = _open_translator(model, cache)
    terms = open_glossary(glossary)
    return translate_article(article, translator, decoding or Decoding(), progress, terms).translation


def _open_translator(model: str | Translator, cache: SentenceCache | None) -> Translator:
    translator = model if isinstance(model, Translator) else load_translator(model)
    return translator if cache is None else CachedTranslator(translator, cache)


def check_language(article: Article, any_language: bool = False) -> str | None:
    """Refuse a text that is clearly not German; say so in words when `any_language` overrules that."""
    probability = float(article.metadata.get("language_probability", 0.0))
    if article.language in ("de", "und") or probability < LANGUAGE_CERTAIN:
        return None
    found = f"This text looks like '{article.language}', not German (probability {probability:.2f})"
    if not any_language:
        raise NotGerman(f"{found}. To translate it all the same, use --any-language (any_language=True).")
    return f"{found}; it was translated all the same, as you asked. Do not trust the result."


def open_glossary(names: Terms) -> Glossary:
    """The terms of all files in one list; later ones overrule earlier ones, and "starter" is the list that ships."""
    if isinstance(names, Glossary):
        return names
    return merge(*(starter() if name == "starter" else read_glossary(Path(name)) for name in names))


def summarise(
    source: Translation | Article | str | Path | Sequence[str],
    *,
    model: str | Summariser = "auto",
    sentences: int = 3,
    progress: Progress = ignore_progress,
) -> Summary:
    """Summarise a translation, or English given as a text, a file or a list of sentences.

    The evidence of each summary sentence are indexes of the translation's segments (or of the list's entries).
    An `Article` is summarised as it stands, in its own language.
    """
    summariser = model if isinstance(model, Summariser) else load_summariser(model)
    made = summarise_document(document_of(source, summariser), summariser, Budget(sentences), progress)
    if isinstance(source, Translation) and crosses(summariser):
        return with_evidence(made, source)
    return made


def run(
    source: Source,
    *,
    translator: str | Translator = "auto",
    summariser: str | Summariser = "auto",
    sentences: int = 3,
    decoding: Decoding | None = None,
    glossary: Terms = (),
    any_language: bool = False,
    cache: SentenceCache | None = None,
    progress: Progress = ignore_progress,
) -> Run:
    """Read, translate and summarise one article; all of it with the evidence.

    A `cache`, such as `open_store().sentences`, spares the translator the sentences that it knows.
    Raises a `WorkbenchError` when a step cannot be done; nothing is returned in half.
    """
    clock = _Clock()
    article = source if isinstance(source, Article) else ingest.read_article(source)
    clock.lap("read")
    asked = _Asked(translator, summariser, Budget(sentences), decoding or Decoding(), glossary, any_language, cache)
    return _carry_out(article, asked, clock, progress)


def rerun(
    previous: Run,
    article: Article,
    *,
    translator: str | Translator | None = None,
    summariser: str | Summariser | None = None,
    sentences: int = 3,
    decoding: Decoding | None = None,
    glossary: Terms = (),
    any_language: bool = False,
    cache: SentenceCache | None = None,
    progress: Progress = ignore_progress,
) -> Run:
    """The run of an article whose sentences were joined or split, or whose blocks were restored or removed.

    Only the sentences that changed are translated; summary, flags, terms and timings are made anew. The models are
    those of `previous` unless others are named. Where the options would make another translation than the one that
    `previous` has (its signature tells), all is translated anew, so that one signature is true of every sentence. A
    `cache` spares the translator what it knows, as in `run`.
    """
    asked = _Asked(
        translator or previous.translation.model,
        summariser or previous.summary.model,
        Budget(sentences),
        decoding or Decoding(),
        glossary,
        any_language,
        cache,
    )
    return _carry_out(article, asked, _Clock(), progress, previous)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a caller wants of a run."""

    translator: str | Translator
    summariser: str | Summariser
    budget: Budget
    decoding: Decoding
    glossary: Terms
    any_language: bool
    cache: SentenceCache | None = None


def _carry_out(article: Article, asked: _Asked, clock: _Clock, progress: Progress, previous: Run | None = None) -> Run:
    """Translate, summarise and check an article that was read."""
    warnings = [w for w in (check_language(article, asked.any_language),) if w]
    if not article.segments:
        raise EmptySource(
            "Every block of the source was removed, so nothing is left to translate; keep some with --keep all."
        )
    progress(Step(Stage.LOAD, 0, 1))
    reader = _open_translator(asked.translator, asked.cache)
    writer = asked.summariser if isinstance(asked.summariser, Summariser) else load_summariser(asked.summariser)
    terms = open_glossary(asked.glossary)
    warnings += [
        f"The glossary has two English forms of {c.german}: {c.kept.english} was taken." for c in terms.conflicts
    ]
    progress(Step(Stage.LOAD, 1, 1))
    clock.lap("load")
    termed = translate_article(article, reader, asked.decoding, progress, terms, previous)
    translation = termed.translation
    clock.lap("translate")
    summary = summarise_document(document_of(translation, writer), writer, asked.budget, progress)
    if crosses(writer):
        summary = with_evidence(summary, translation)
    if writer.language == article.language == "de" and not writer.writes:
        summary = into_english(summary, reader, asked.decoding)
    clock.lap("summarise")
    flags = flags_of(termed)
    clock.lap("check")
    return Run(
        article,
        translation,
        summary,
        flags=flags,
        timings=clock.laps,
        signature=run_signature(translation, summary),
        warnings=tuple(warnings),
    )


def flags_of(termed: Termed) -> tuple[Flag, ...]:
    """What the checks doubt, and what the glossary does, by segment."""
    article, sentences = termed.translation.article, termed.translation.sentences
    # The German as it stands in the source, so that the spans of the flags are offsets into it.
    pairs = [(article.source(s), t.text, t.score) for s, t in zip(article.segments, sentences, strict=True)]
    found = (*checks.check_all(pairs), *_cut(sentences), *_recased(sentences), *termed.flags)
    return tuple(sorted(found, key=lambda flag: flag.segment))


def _cut(sentences: Sequence[Translated]) -> list[Flag]:
    """Only the runtime knows that an output was cut, so no check of the text can see it."""
    reason = "cut at the model's length limit, something may be missing"
    return [Flag(i, "truncated", Severity.ERROR, reason) for i, done in enumerate(sentences) if done.truncated]


def _recased(sentences: Sequence[Translated]) -> list[Flag]:
    """What a reader should know of sentences in capitals, whose casing had to be guessed."""
    reason = "in capitals in the source; the model was given it in ordinary casing, where names look like words: “{}”"
    return [
        Flag(i, "capitals", Severity.NOTE, reason.format(done.read_as))
        for i, done in enumerate(sentences)
        if done.read_as is not None
    ]


def run_signature(translation: Translation, summary: Summary) -> str:
    """How a run was made: both signatures, marked with their stage."""
    return f"translate[{translation.signature}] summarise[{summary.signature}]"


class _Clock:
    """Seconds per stage."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        now = perf_counter()
        self.laps[stage], self._last = now - self._last, now
