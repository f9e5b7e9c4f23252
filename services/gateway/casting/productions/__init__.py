"""What is cast: productions, their roles and sides, and whether they are paid for."""
