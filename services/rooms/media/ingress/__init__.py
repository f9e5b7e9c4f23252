"""What a publisher sends: received once, cached for repair, handed to subscribers and
recordings."""
