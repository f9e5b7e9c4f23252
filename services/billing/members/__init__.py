"""Members: who works for an agency, in which part, and who is invited to."""
