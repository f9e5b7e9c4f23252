"""Guardians agree to recordings of their child by a link of their own, and take it back there."""
