"""Recording: a process of its own writes packets into WebM files."""
