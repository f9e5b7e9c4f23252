"""Today: what the day brings, and what waits for somebody of the office."""
