"""What an agency has set for all its people, and what of it is used where."""
