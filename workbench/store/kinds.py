"""The kinds of what is remembered."""

RUN = "run"
COMPARISON = "comparison"
TERMS = "terms"  # the user's own glossary on the page: one entry
MADE = (RUN, COMPARISON)  # what was made, and what lists show unless they are asked for another kind
