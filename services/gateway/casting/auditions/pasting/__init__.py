"""A list of people is pasted onto the free slots of a day."""
