"""The casting work, in the order in which it happens."""
