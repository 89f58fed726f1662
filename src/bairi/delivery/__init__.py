"""The delivery floor: what villages report, and how it adds up."""
