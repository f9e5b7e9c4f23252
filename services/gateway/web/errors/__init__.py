"""Errors as they are answered: what each family means in HTTP, and in which form it is said."""
