"""Live rooms: who is where, what they may do there, and the takes they make."""
