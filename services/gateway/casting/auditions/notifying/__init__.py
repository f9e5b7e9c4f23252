"""Tells people of a session what changed: one sheet, one act, half a minute to take it back."""
