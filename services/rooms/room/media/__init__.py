"""The media of a room: what is offered to whom, and how well it gets through."""
