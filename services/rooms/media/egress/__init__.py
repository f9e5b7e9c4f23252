"""What a subscriber receives: forwarded packets, repaired, in layers that fit their bandwidth."""
