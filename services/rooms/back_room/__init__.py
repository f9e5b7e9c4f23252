"""The back room: everyone in it takes part, and nobody who auditions can be in it."""
