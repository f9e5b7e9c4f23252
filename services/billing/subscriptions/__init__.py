"""Subscriptions: one for each production, paid for by its agency."""
