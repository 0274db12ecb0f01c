"""Where weights lie on this machine: present, verify, pull, convert, remove.

Only `fetch` touches the network, and only `pull` calls it. Importing this room loads nothing heavy.
"""

from workbench.depot.places import folder, home, models_dir, present, weights
from workbench.depot.pull import PullStep, pull, remove, verify

__all__ = ["PullStep", "folder", "home", "models_dir", "present", "pull", "remove", "verify", "weights"]
