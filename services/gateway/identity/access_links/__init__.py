"""Personal links: what lets somebody in who has no account. Only a hash of each is kept."""
