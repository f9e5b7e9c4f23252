"""Sign-in by emailed link, sessions, and the agency that a session works for."""
