"""The outlook floor: what those who decide look at."""
