"""What `gradio_client` can call: /translate, /summarise and /run. Errors arrive there as one clear line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from gradio.events import api

from workbench import pipeline
from workbench.errors import WorkbenchError
from workbench.schema import run_to_dict
from workbench.types import Budget, Decoding
from workbench.ui.knobs import checked
from workbench.ui.shelf import Shelf
from workbench.ui.translate.order import read_typed
from workbench.ui.wiring import QUEUE
from workbench.ui.work import Bench

_log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


def add_endpoints(shelf: Shelf, bench: Bench) -> None:
    """Offer the three calls. To be called inside `gr.Blocks`."""

    def translate(
        text: str, model: str = "auto", beam: int = Decoding().beam_size, any_language: bool = False
    ) -> list[dict[str, Any]]:
        """Translate German text: one {"source", "target", "score"} per sentence. Nothing is taken for boilerplate."""
        decoding = checked(Decoding, beam_size=beam)
        article = read_typed(text, keep="all")
        made = bench.do(
            lambda: pipeline.translate(
                article, model=shelf.translator(model), decoding=decoding, any_language=any_language
            )
        )
        return [
            {"source": article.source(segment), "target": done.text, "score": done.score}
            for segment, done in zip(article.segments, made.sentences, strict=True)
        ]

    def summarise(text: str, model: str = "auto", sentences: int = Budget().sentences) -> dict[str, Any]:
        """Summarise English text: {"sentences": [{"text", "evidence"}]}; evidence counts sentences from 0."""
        budget = checked(Budget, sentences=sentences)
        article = read_typed(text, keep="all")
        made = bench.do(lambda: pipeline.summarise(article, model=shelf.summariser(model), sentences=budget.sentences))
        return {"sentences": [{"text": s.text, "evidence": list(s.evidence)} for s in made.sentences]}

    def run(
        text: str,
        translator: str = "auto",
        summariser: str = "auto",
        sentences: int = Budget().sentences,
        beam: int = Decoding().beam_size,
        keep: str = "",
        any_language: bool = False,
    ) -> dict[str, Any]:
        """Translate and summarise a German article: what `workbench run --format json` writes."""
        decoding, budget = checked(Decoding, beam_size=beam), checked(Budget, sentences=sentences)
        article = read_typed(text, keep=keep)
        made = bench.do(
            lambda: pipeline.run(
                article,
                translator=shelf.translator(translator),
                summariser=shelf.summariser(summariser),
                sentences=budget.sentences,
                decoding=decoding,
                any_language=any_language,
            )
        )
        return run_to_dict(made)

    for function in (translate, summarise, run):
        api(_speaking(function), api_name=function.__name__, concurrency_id=QUEUE, concurrency_limit=1)


def _speaking(function: Callable[P, R]) -> Callable[P, R]:
    """The function with its errors as messages that reach the client."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except WorkbenchError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:
            _log.error("A fault of the program", exc_info=error)
            raise gr.Error(f"A fault of the program: {type(error).__name__}.", print_exception=False) from error

    return wrapped
