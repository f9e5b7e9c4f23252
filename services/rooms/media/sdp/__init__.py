"""Session descriptions (RFC 8866): read from browsers, and written for them."""
