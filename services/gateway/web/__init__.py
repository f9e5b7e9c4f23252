"""The HTTP frame: what every request passes and every page is made with. Knows no slice."""
