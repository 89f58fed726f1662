"""Pages of the duty log."""
