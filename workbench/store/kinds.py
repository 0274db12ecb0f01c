"""The kinds of what is remembered."""

RUN = "run"
COMPARISON = "comparison"
