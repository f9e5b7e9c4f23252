"""Sessions with their slots, the people invited to them, and the way into the live room."""
