"""What a cell says, whatever way it was typed. Pure: a raw cell in, a value out."""

from bairi.ground.tables.rules.answers import Doubt, Refused

__all__ = ["Doubt", "Refused"]
