"""The words of an answer to an actor."""

from services.gateway.casting.evaluations.model import Answer

# What the office chooses from.
ANSWERS: dict[Answer, str] = {
    "callback": "Callback: we would like to see you again",
    "hold": "Hold: still in the running, not booked",
    "offer": "Offer",
    "release": "Release: a kind no",
}

SUBJECTS: dict[Answer, str] = {
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


def body(answer: Answer, name: str, message: str, **names: str) -> str:
    own_words = f"\n{message}\n" if message else ""
    sentence = _SENTENCES[answer].format(**names)
    return f"Hello {name},\n\n{sentence}\n{own_words}\n{names['agency']}, with Callboard\n"
