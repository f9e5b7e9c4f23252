"""What a publisher sends: received once, kept for repair, handed to subscribers and recordings."""
