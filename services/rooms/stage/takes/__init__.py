"""Takes on the stage: how they start, end, are shown, named and marked."""
