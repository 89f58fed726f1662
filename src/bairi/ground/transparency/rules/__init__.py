"""The log's arithmetic and its verifier. Plain Python and an Ed25519 library: no Django, clock, settings or I/O."""
