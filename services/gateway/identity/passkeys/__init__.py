"""The sessions and the passkeys of a person."""
