"""What people answer to their time: confirmed, cannot, another time."""
