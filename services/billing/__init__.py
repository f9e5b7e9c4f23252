"""Billing: people, agencies and their schemas, and what a production is subscribed to."""
