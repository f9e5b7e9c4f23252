"""How somebody gets in, and stays in: their sessions, and their passkeys."""
