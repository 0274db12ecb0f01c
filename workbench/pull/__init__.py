"""Bringing models to this machine: download, convert, try out, and put in place.

Only `fetch` touches the network, of the whole package. Importing this room loads nothing heavy.
"""

from workbench.pull.model import PullStep, pull

__all__ = ["PullStep", "pull"]
