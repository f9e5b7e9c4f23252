"""The words of an answer: to the person, or to who is told for them."""

from collections.abc import Mapping

from services.gateway.casting.candidates.answers.model import AnswerKind
from services.gateway.casting.candidates.recipients import Recipient
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from shared.lines import isolated
from shared.texts import gettext_noop

# What the office chooses from.
ANSWERS: Mapping[AnswerKind, str] = {
    "callback": gettext_noop("Callback: we would like to see you again"),
    "pin": gettext_noop("Pin: still in the running, not booked"),
    "choose": gettext_noop("Choose: we would like you for the part, terms follow"),
    "release": gettext_noop("Release: a kind no"),
}

_SUBJECTS: Mapping[AnswerKind, str] = {
    "callback": gettext_noop("A callback for {role} in {production}"),
    "pin": gettext_noop("About {role} in {production}"),
    "choose": gettext_noop("We would like you for {role} in {production}"),
    "release": gettext_noop("Thank you for your audition for {role} in {production}"),
}
_SENTENCES: Mapping[AnswerKind, str] = {
    "callback": gettext_noop(
        "we would like to see you again: this is a callback for {role} in {production}.\n"
        "Your casting office will write to you with the time."
    ),
    "pin": gettext_noop(
        "you are in the running for {role} in {production}, and we ask you to keep us in mind\n"
        "while we decide. This is not a booking, and you are free to take other work."
    ),
    "choose": gettext_noop(
        "we would like you for {role} in {production}. Your casting office will write to\n"
        "you with the terms. Until then nothing is binding, on either side."
    ),
    "release": gettext_noop(
        "thank you for your audition for {role} in {production}. We have decided to go\n"
        "another way for this part, so nothing keeps you from other work. We were glad to see "
        "yours."
    ),
}

# To a rep, or a child's guardian.
_SUBJECTS_OF: Mapping[AnswerKind, str] = {
    "callback": gettext_noop("{talent}: a callback for {role} in {production}"),
    "pin": gettext_noop("{talent}: about {role} in {production}"),
    "choose": gettext_noop("{talent}: we would like them for {role} in {production}"),
    "release": gettext_noop("{talent}: thank you for the audition for {role} in {production}"),
}
_SENTENCES_OF: Mapping[AnswerKind, str] = {
    "callback": gettext_noop(
        "we would like to see {talent} again: this is a callback for {role} in\n"
        "{production}. Your casting office will write to you with the time."
    ),
    "pin": gettext_noop(
        "{talent} is in the running for {role} in {production}, and we ask you to keep us in\n"
        "mind while we decide. This is not a booking, and they are free to take other work."
    ),
    "choose": gettext_noop(
        "we would like {talent} for {role} in {production}. Your casting office will write\n"
        "to you with the terms. Until then nothing is binding, on either side."
    ),
    "release": gettext_noop(
        "thank you for the audition of {talent} for {role} in {production}. We have\n"
        "decided to go another way for this part, so nothing keeps them from other work. "
        "We were glad\nto see theirs."
    ),
}

_HELLO = gettext_noop("Hello {name},")
_SIGNED = gettext_noop("{agency}, with Callboard")


def letter(kind: AnswerKind, message: str, recipient: Recipient, **names: str) -> Letter:
    """Write an answer with the office's own words; `names` are those of `_SENTENCES_OF`."""
    direct = recipient.role == "person"
    subject = (_SUBJECTS if direct else _SUBJECTS_OF)[kind]
    sentence = (_SENTENCES if direct else _SENTENCES_OF)[kind]
    sources = (_HELLO, sentence, "{message}", _SIGNED)
    return mail.letter(subject, *sources, message=message, name=isolated(recipient.name), **names)
