"""Tables that people upload, as CSV or as a workbook, read in a child process with limits."""
