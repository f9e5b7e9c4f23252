"""People: everybody with an account, known by their address."""
