"""One module for each command; each is loaded only when it is called."""
