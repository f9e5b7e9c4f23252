"""Takes: recorded, kept, finished."""
