"""Takes: recorded, stored, post-processed."""
