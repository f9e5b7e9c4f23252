"""The sessions and the people of a production, as lists."""
