"""Sessions are deleted into the bin, restored, and removed for good."""
