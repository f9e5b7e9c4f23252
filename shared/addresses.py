"""Mail addresses: as they were typed, as they are compared, as they go on the wire.

A person is written to as they wrote their address. Two spellings are one address where their local
parts are the same but for capitals, and their domains the same by IDNA 2008 (RFC 5891), in which
straße is not strasse. The wire has the domain's A-labels (RFC 5890 section 2.3.2.1).
"""

import unicodedata
from functools import lru_cache

import idna
import msgspec
from email_validator import EmailNotValidError, validate_email

from shared import lines
from shared.errors import Invalid


class Address(msgspec.Struct, frozen=True):
    """`typed` is what to write to and to show, `key` what to compare and look up."""

    typed: str
    key: str


def read(text: str) -> Address:
    """Take in what somebody typed as an address.

    Raises:
        Invalid: no mail could be sent to it (RFC 5321, with RFC 6531's letters).
    """
    typed = text.strip()
    try:
        # Addresses under .test (RFC 6761) are the demo's own.
        validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid(email=f"This does not look like an email address: {error}") from error
    if trouble := lines.trouble(typed):
        raise Invalid(email=trouble)
    return Address(typed, comparable(typed))


def comparable(address: str) -> str:
    """Return the one spelling under which an address is kept: lower case, with U-labels."""
    local, _, domain = address.strip().rpartition("@")
    return f"{unicodedata.normalize('NFC', local.lower())}@{_comparable_domain(domain)}"


@lru_cache(maxsize=1024)
def _comparable_domain(domain: str) -> str:
    """A list has thousands of addresses of some domains."""
    try:
        return idna.decode(idna.encode(domain, uts46=True))
    except idna.IDNAError:  # no domain of IDNA 2008: kept from before, or nobody's
        return domain.lower()


def on_wire(address: str) -> str:
    """Return an address as SMTP takes it (RFC 5321, RFC 5891 section 5)."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        return address


def is_ascii_before_at(address: str) -> bool:
    """Say whether any mail server takes this address; others need SMTPUTF8 (RFC 6531)."""
    return address.rpartition("@")[0].isascii()
