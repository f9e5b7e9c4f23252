"""People, as data."""

from typing import Annotated

import msgspec
from email_validator import EmailNotValidError, validate_email

from shared.errors import Invalid
from shared.ids import PersonId
from shared.lines import OptionalTitle

Address = Annotated[str, msgspec.Meta(min_length=3, max_length=320)]


class NewPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    email: Address
    name: OptionalTitle = ""


class Person(msgspec.Struct, frozen=True):
    """`email` is case-folded; `name` is empty until it is known."""

    id: PersonId
    email: str
    name: str


def folded(email: str) -> str:
    """Return the one spelling under which an address is kept.

    Raises:
        Invalid: it is no address (RFC 5321, with RFC 6531's letters).
    """
    try:
        return validate_email(
            email.strip(), check_deliverability=False, test_environment=True
        ).normalized.casefold()
    except EmailNotValidError as error:
        raise Invalid(email="This is not an email address.") from error
