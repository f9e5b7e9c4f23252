"""The stage, its lobby, and those who watch."""
