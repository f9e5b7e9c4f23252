"""What rooms keep of people: SQL inside one agency's transaction."""
