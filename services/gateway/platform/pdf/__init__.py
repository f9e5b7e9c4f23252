"""PDFs that people upload, read in a child process with limits."""
