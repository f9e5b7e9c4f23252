"""Minors: who answers for them, what was agreed for them, and when they were born."""
