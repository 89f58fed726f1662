"""Reports as a workbook: its sheet, how rows become reports, what is to be said of it."""
