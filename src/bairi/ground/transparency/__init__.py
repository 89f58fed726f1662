"""Typed events, the Merkle log over them, signed checkpoints and proofs. Knows place codes, never other rooms' models.

Its verifier (`rules/`) is plain: it needs a public key and a proof file, nothing else.
"""
