"""The glossary on the page: which terms a visitor has, how they are edited, and what they did to a translation."""
