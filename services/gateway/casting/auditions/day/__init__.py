"""The day of a session as a grid: slots are added, moved, split, and filled with people."""
