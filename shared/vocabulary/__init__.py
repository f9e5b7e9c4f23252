"""What several services must say alike: codes, phases, parts, plans, and words people agree to."""
