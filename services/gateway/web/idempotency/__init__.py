"""Repeated unsafe calls of the API are carried out once (`Idempotency-Key`)."""
