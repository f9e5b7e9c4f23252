"""What candidates are told of decisions: written, looked at, sent, and taken back in time."""
