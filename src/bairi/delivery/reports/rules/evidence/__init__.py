"""What evidence is looked at for: plain findings, each with what was found, beside what, and how sure."""
