"""Performers as the office knows them, over all productions, and their reps."""
