"""The words of an answer to an actor."""

from services.gateway.casting.evaluations.model import Answer
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter

# What the office chooses from.
ANSWERS: dict[Answer, str] = {
    "callback": "Callback: we would like to see you again",
    "hold": "Hold: still in the running, not booked",
    "offer": "Offer",
    "release": "Release: a kind no",
}

_SUBJECTS: dict[Answer, str] = {
    "callback": "A callback for {role} in {production}",
    "hold": "About {role} in {production}",
    "offer": "An offer for {role} in {production}",
    "release": "Thank you for your audition for {role} in {production}",
}

_SENTENCES: dict[Answer, str] = {
    "callback": "we would like to see you again: this is a callback for {role} in {production}.\n"
    "Your casting office will write to you with the time.",
    "hold": "you are in the running for {role} in {production}, and we ask you to keep us in mind\n"
    "while we decide. This is not a booking, and you are free to take other work.",
    "offer": "we would like to offer you {role} in {production}.\n"
    "Your casting office will write to you with the terms.",
    "release": "thank you for your audition for {role} in {production}. We have decided to go\n"
    "another way for this part, so nothing keeps you from other work. We were glad to see yours.",
}

_SIGNED = "{agency}, with Callboard"


def letter(answer: Answer, message: str, **names: str) -> Letter:
    """Write an answer, with the office's own words; names are those of `_SENTENCES`, and `name`."""
    source = f"Hello {{name}},\n\n{_SENTENCES[answer]}\n\n{{message}}\n\n{_SIGNED}"
    return mail.letter(_SUBJECTS[answer], source, message=message, **names)
