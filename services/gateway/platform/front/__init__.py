"""What somebody sees who comes for the first time: what it is, how it looks, what it costs."""
