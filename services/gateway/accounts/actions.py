"""Signing in, naming an agency, signing out."""

import secrets

from services.gateway import paths, tokens
from services.gateway.accounts import store
from services.gateway.accounts.model import (
    LINK_LIFETIME,
    LINKS_PER_QUARTER_HOUR,
    SESSION_LIFETIME,
    AskForLink,
    LinkUsed,
    NewAgency,
    NotAMember,
    OtherBrowser,
    SignedIn,
    SignInLink,
    TooManyLinks,
)
from services.gateway.billing import Billing
from services.gateway.desk import Agency, Person
from services.gateway.notifications import store as mails
from shared import addresses
from shared.addresses import Address
from shared.ids import AgencyId
from shared.tenancy import Connection

_MAIL = """Hello,

this link signs you in to Callboard, within the next ten minutes and in the browser where you
asked for it:

{url}

If you did not ask for it, nothing happens as long as nobody follows it.

Callboard
"""


async def ask_for_link(
    connection: Connection, asked: AskForLink, browser: str, public_url: str
) -> None:
    """Send a sign-in link, good for the asking browser only.

    Raises:
        Invalid: the address is not one.
        TooManyLinks: several were sent in the last quarter of an hour.
    """
    address = addresses.read(asked.email)
    if await store.recent_links(connection, address.key, LINK_LIFETIME) >= LINKS_PER_QUARTER_HOUR:
        raise TooManyLinks
    token = tokens.new_token()
    # Who has an account is written to as they wrote their address first: capitals may matter there.
    known = await store.address_of(connection, address.key)
    to = Address(known, address.key) if known else address
    await store.add_link(
        connection, tokens.hashed(token), tokens.hashed(browser), to, LINK_LIFETIME
    )
    body = _MAIL.format(url=public_url + paths.sign_in(token))
    await mails.queue(connection, to.typed, "Your link to sign in to Callboard", body)


async def look_at_link(connection: Connection, token: str, browser: str) -> SignInLink:
    """Return a link that can be used now, without using it: mail scanners open links too.

    Raises:
        LinkUnknown, LinkUsed, OtherBrowser
    """
    link = await store.link(connection, tokens.hashed(token))
    if link is None:
        raise tokens.LinkUnknown
    if link.used or link.expired:
        raise LinkUsed
    if not secrets.compare_digest(link.browser_hash, tokens.hashed(browser)):
        raise OtherBrowser
    return link


async def sign_in(
    connection: Connection, person: Person, token: str, browser: str, agent: str
) -> str:
    """Use a link; return the token of a new session.

    Raises:
        LinkUnknown, LinkUsed, OtherBrowser
    """
    link = await look_at_link(connection, token, browser)
    theirs = addresses.comparable(link.email) == addresses.comparable(person.email)
    if not theirs or not await store.use_link(connection, tokens.hashed(token)):
        raise LinkUsed
    session = tokens.new_token()
    await store.add_session(connection, tokens.hashed(session), person.id, agent, SESSION_LIFETIME)
    return session


async def signed_in(connection: Connection, session: str) -> SignedIn | None:
    return await store.signed_in(connection, tokens.hashed(session))


async def name_agency(billing: Billing, at_door: SignedIn, named: NewAgency) -> Agency:
    """Make an agency and its owner."""
    await billing.person(at_door.person.email, named.your_name)
    return await billing.new_agency(named.name, at_door.person.id)


async def work_for(connection: Connection, session: str, agency: AgencyId) -> None:
    """Choose the agency that a session works for.

    Raises:
        NotAMember
    """
    if not await store.work_for(connection, tokens.hashed(session), agency):
        raise NotAMember


async def sign_out(connection: Connection, session: str) -> None:
    await store.end_session(connection, tokens.hashed(session))
