"""How a person wants to be called, and to see instants and days."""
