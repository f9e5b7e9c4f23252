"""Unsubscribing with one click (RFC 8058), and coming back."""
