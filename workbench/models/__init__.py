"""Models: the two contracts (`base`), the runtimes, and the resolver that finds and keeps them (`load`)."""

from workbench.models.load import better, choose, load_summariser, load_translator

__all__ = ["better", "choose", "load_summariser", "load_translator"]
