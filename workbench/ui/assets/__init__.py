"""The page's scripts and style sheets: small files by purpose, joined in the order of the tables below."""

from __future__ import annotations

from importlib import resources

_FILES = resources.files(__name__)
_SCRIPTS = ("partners", "keys", "buttons", "marks", "filter", "strip", "words", "boundaries", "copy", "drop", "drawn")
_STYLES = ("page", "tabs", "desk", "text", "trust", "terms", "compare", "votes", "history", "prompts", "narrow")


def script() -> str:
    """The body of the function (element, trigger, …) that Gradio calls once for the panes; its files share a scope."""
    return "\n".join((_FILES / "js" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)


def script_of(name: str) -> str:
    """The body of such a function for another piece of HTML than the panes: one file."""
    return (_FILES / "js" / f"{name}.js").read_text(encoding="utf-8")


def style() -> str:
    """The whole style sheet; later files overrule earlier ones."""
    return "\n".join((_FILES / "css" / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)


def favicon() -> str:
    """The path of the icon."""
    return str(_FILES / "favicon.svg")
