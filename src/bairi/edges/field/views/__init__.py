"""What the phone and the desk ask of this room."""
