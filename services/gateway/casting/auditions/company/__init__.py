"""Who is with a session besides those who audition: they watch, or read."""
