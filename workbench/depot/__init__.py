"""Where weights lie on this machine, and whether they are whole. Nothing here touches the network or loads a model."""

from workbench.depot import manifest, places
from workbench.depot.places import folder, home, is_chat, models_dir, present, weights
from workbench.depot.upkeep import remove, verify

__all__ = ["folder", "home", "is_chat", "manifest", "models_dir", "places", "present", "remove", "verify", "weights"]
