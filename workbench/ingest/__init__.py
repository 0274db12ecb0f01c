"""Source → `Article`: what came in, tiled into blocks, with the sentences of those that are kept."""

from __future__ import annotations

from workbench.ingest.article import join_lines, keep_blocks, read_article
from workbench.ingest.boundaries import join_segments, split_segment
from workbench.ingest.source import read_text

__all__ = ["join_lines", "join_segments", "keep_blocks", "read_article", "read_text", "split_segment"]
