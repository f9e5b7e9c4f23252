"""How mails leave: as messages, over connections that are kept."""
