"""Delivery reports: what mail servers say of a mail after they took it."""
