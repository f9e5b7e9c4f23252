"""Checkouts: where a production's subscription is paid for, one open at a time."""
