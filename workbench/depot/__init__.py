"""Where weights lie on this machine. `fetch` is the only module of the whole package that touches the network."""

from workbench.depot.places import folder, home, models_dir, present, weights

__all__ = ["folder", "home", "models_dir", "present", "weights"]
