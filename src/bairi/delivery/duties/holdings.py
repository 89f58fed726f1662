"""What the duty log keeps that goes with the personal details of its events."""

from bairi.delivery.duties.actions.erase_texts import erase_texts, texts_said
from bairi.ground.transparency.actions import register_copy

register_copy("duties", said=texts_said, erase=erase_texts)
