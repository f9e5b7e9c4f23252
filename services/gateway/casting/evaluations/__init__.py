"""Watches takes and scores them."""
