"""Outgoing webhooks: signed events, posted to an agency's own programs until they take them."""
