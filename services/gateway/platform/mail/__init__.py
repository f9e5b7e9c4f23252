"""Mails: queued in the transaction that they are about, sent by one loop."""
