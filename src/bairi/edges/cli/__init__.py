"""The `bairi` command: it translates what was typed, the rooms do the work."""
