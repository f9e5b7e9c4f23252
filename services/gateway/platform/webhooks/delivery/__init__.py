"""Sending to webhooks: a queue of deliveries, signed, to addresses of the public Internet only."""
