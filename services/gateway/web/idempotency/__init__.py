"""Unsafe calls of the API that are sent again are carried out once (`Idempotency-Key`)."""
