"""Talent and contacts taken along, as a table or as vCards."""
