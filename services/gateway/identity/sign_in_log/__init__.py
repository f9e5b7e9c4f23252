"""How people come in and go, for themselves and for the owners of where they work."""
