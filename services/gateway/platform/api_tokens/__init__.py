"""API tokens: programs that work for a member, within scopes, until they are revoked."""
