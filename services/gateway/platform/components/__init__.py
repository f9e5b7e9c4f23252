"""The page of components: all of them in all their states, for who builds pages."""
