"""Who is at the door: sign-in by emailed link, sessions, the agency one works for."""
