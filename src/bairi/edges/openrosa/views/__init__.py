"""What phones ask (`machine`), and the pages for people."""
