"""The protocol between browsers and rooms (PROTOCOL.md): the messages of each side, and how it
ends."""
