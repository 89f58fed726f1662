"""The plan's own arithmetic: settings, days, sums, differences, weights. Pure."""
