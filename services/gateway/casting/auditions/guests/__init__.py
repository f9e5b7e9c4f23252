"""The people who are invited to a session: their links, what these open, and mails to them."""
