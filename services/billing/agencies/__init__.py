"""Agencies: the tenants, each with its schema and its first owner."""
