"""Admissions to rooms: what a connection was let in by, and whether that still holds."""
