"""The plan floor: what is to be reached, where, by when, and how it stands against its day."""
