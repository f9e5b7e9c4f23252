"""Records that may be of one person: found by a job, and merged or dismissed by the office."""
