"""A session is edited, duplicated to another day, ended, and its rooms are closed."""
