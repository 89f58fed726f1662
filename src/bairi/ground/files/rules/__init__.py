"""What a file is, by its content. Pure."""
