"""The nodes of the service: which of them has a room, and how messages reach it."""
