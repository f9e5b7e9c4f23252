"""Mails: queued in the transaction that they are about, and recorded in the agency's schema."""

from services.gateway.platform.mail.actions import queue, queue_each, take_back
from services.gateway.platform.mail.letters import Letter, letter
from services.gateway.platform.mail.model import NewMail, Thing

__all__ = ["Letter", "NewMail", "Thing", "letter", "queue", "queue_each", "take_back"]
