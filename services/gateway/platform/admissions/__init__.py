"""What let a connection in, and whether it still would."""
