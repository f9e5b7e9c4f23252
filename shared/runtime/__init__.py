"""A service as a process: from its first moment to its last, and how it is told to stop."""
