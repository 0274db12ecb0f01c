"""The kinds of what is remembered."""

RUN = "run"
COMPARISON = "comparison"
TERMS = "terms"  # the user's own glossary on the page: one entry
SHEET = "sheet"  # outputs to be voted on that are no comparison
BALLOT = "ballot"  # what one voter said; about a comparison or a sheet
MADE = (RUN, COMPARISON)  # what was made, and what lists show unless they are asked for another kind
