"""Outgoing webhooks: an agency's own programs are told facts, signed, until they took them."""
