"""Files that people send in parts: received, put together, checked, and taken for something."""
