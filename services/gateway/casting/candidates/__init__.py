"""Who is considered for a role, what was decided, and what they are told."""
