"""When money does not come: people are told, and what has ended is deleted in the end."""
