"""The lists of the duty log and the days of a month. Pure."""
