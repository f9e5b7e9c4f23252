"""The protocol between browsers and rooms (PROTOCOL.md): what each side says, and how it ends."""
