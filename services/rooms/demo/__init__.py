"""Demo data of rooms: people who were seen, and takes of them from small films."""
