"""A content-addressed store: a file's SHA-256 is its name, so the same bytes are kept once and any change shows."""
