"""Forms of the plan: they clean what was typed; what may be done, the actions decide."""
