"""Mails: queued in the transaction of what they tell, sent by one loop."""
