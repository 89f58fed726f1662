"""Base templates, tokens, components, icons and charts. Knows no room; every room may use it."""
