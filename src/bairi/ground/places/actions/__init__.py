"""Every change to the tree of places."""

from bairi.ground.places.actions.tree import refresh_tree

__all__ = ["refresh_tree"]
