"""The edges: the pages, the API and the command."""
