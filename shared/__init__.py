"""What two services need, and nothing of casting."""
