"""A room object: its people, its inbox, and the one task that changes it."""
