"""Whom productions work with: directors, producers, studio people, readers."""
