"""The log of sign-ins, for a person and for the owners of their agency."""
