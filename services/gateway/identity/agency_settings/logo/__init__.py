"""The logo of an agency: one picture, sent as files are, and shown to all its members."""
