"""The plan workbook: what its sheets hold, how it is read, how it is filled. Knows no tables."""
