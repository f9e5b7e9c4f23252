"""Seals of the log: lines are bound to what was written before them once they are committed."""
