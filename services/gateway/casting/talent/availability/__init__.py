"""When talent is free, as it was said, by whom."""
