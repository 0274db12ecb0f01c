"""The kinds of what is remembered."""

RUN = "run"
COMPARISON = "comparison"
SHEET = "sheet"  # outputs to be voted on that are no comparison
BALLOT = "ballot"  # what one voter said; about a comparison or a sheet
