"""Signs people in and out, and names agencies."""

import secrets
from datetime import UTC, datetime

from services.gateway.identity.sign_in import store
from services.gateway.identity.sign_in.model import (
    BROWSER_LIFETIME,
    LINK_LIFETIME,
    SESSION_LIFETIME,
    AskForLink,
    Browser,
    LinkUsed,
    NewAgency,
    NotAMember,
    OtherBrowser,
    SignInLink,
)
from services.gateway.identity.sign_in_log import store as sign_ins
from services.gateway.identity.sign_in_log import user_agents
from services.gateway.identity.sign_in_log.model import Kind
from services.gateway.platform import mail
from services.gateway.platform.billing_client import BillingClient
from services.gateway.platform.mail import NewMail
from services.gateway.web import tokens, urls
from services.gateway.web.authentication import SignedIn
from services.gateway.web.desk import Agency, Person
from services.gateway.web.rate_limit import place_of
from shared import addresses
from shared.addresses import Address
from shared.ids import AgencyId, PersonId
from shared.tenancy import Connection
from shared.texts import gettext_noop

_MAIL = gettext_noop("""Hello,

this link signs you in to Callboard, within the next ten minutes and in the browser where you
asked for it:

{url}

If you did not ask for it, nothing happens as long as nobody follows it.

Callboard
""")


_NEW_BROWSER = gettext_noop("""Hello,

somebody has just signed in to Callboard as you, in a browser that we did not know yet:
{browser}, at {at} UTC.
""")
_NEW_BROWSER_FROM = gettext_noop("""Hello,

somebody has just signed in to Callboard as you, in a browser that we did not know yet:
{browser}, at {at} UTC, from {address}.
""")
_IF_NOT = gettext_noop("""\
If that was you, all is well. If not, sign out there, and look who else can read your mails:

{url}

Callboard
""")


async def ask_for_link(
    connection: Connection, asked: AskForLink, browser: Browser, public_url: str
) -> None:
    """Send a sign-in link, good for the asking browser only; none where enough were sent just now.

    The answer does not say which it was: strangers would learn what somebody else does.

    Raises:
        Invalid: the address is not one.
    """
    address = addresses.read(asked.email)
    known_by, place = tokens.hashed(browser.secret), place_of(browser.address)
    sent = await store.asked(connection, address.key, known_by, place, LINK_LIFETIME)
    if sent is None or sent.enough:
        return
    token = tokens.new_token()
    # Who has an account is written to as they wrote their address first: capitals may matter there.
    known = await store.address_of(connection, address.key)
    to = Address(known, address.key) if known else address
    await store.add_link(connection, tokens.hashed(token), known_by, place, to, LINK_LIFETIME)
    url = public_url + urls.sign_in(token)
    letter = mail.letter("Your link to sign in to Callboard", _MAIL, url=url)
    await mail.queue(connection, NewMail(kind="sign_in", recipient=to.typed, letter=letter))


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
    connection: Connection, person: Person, token: str, browser: Browser, public_url: str
) -> str:
    """Use a link; return the token of a new session.

    Raises:
        LinkUnknown, LinkUsed, OtherBrowser
    """
    link = await look_at_link(connection, token, browser.secret)
    theirs = addresses.comparable(link.email) == addresses.comparable(person.email)
    if not theirs or not await store.use_link(connection, tokens.hashed(token)):
        raise LinkUsed
    return await begin_session(connection, person.id, browser, "signed_in_by_link", public_url)


async def begin_session(
    connection: Connection, person: PersonId, browser: Browser, how: Kind, public_url: str
) -> str:
    """Return the token of a new session; mail the person where the browser is another one.

    Who has one here already goes on with it: they have shown anew who they are.
    """
    if browser.session and await store.confirm_session(
        connection, tokens.hashed(browser.session), person
    ):
        await note(connection, person, browser, "confirmed")
        return browser.session
    await note(connection, person, browser, how)
    known_by = tokens.hashed(browser.secret)
    if await store.meet_browser(connection, person, known_by, BROWSER_LIFETIME):
        letter = mail.letter(
            "A new browser has signed in to Callboard as you",
            _NEW_BROWSER_FROM if browser.address else _NEW_BROWSER,
            _IF_NOT,
            browser=user_agents.in_words(browser.agent),
            at=datetime.now(UTC).strftime("%d %b %Y, %H:%M"),
            address=browser.address,
            url=public_url + urls.ACCOUNT,
        )
        to_them = await store.mailbox(connection, person)
        await mail.queue(connection, NewMail(kind="new_browser", recipient=to_them, letter=letter))
    session = tokens.new_token()
    await store.add_session(
        connection, tokens.hashed(session), person, browser.agent, SESSION_LIFETIME
    )
    return session


async def signed_in(connection: Connection, session: str) -> SignedIn | None:
    return await store.signed_in(connection, tokens.hashed(session))


async def name_agency(billing: BillingClient, current_user: SignedIn, named: NewAgency) -> Agency:
    """Make an agency and its owner."""
    await billing.person(current_user.person.email, named.your_name)
    return await billing.new_agency(named.name, current_user.person.id)


async def work_for(connection: Connection, session: str, agency: AgencyId) -> None:
    """Choose the agency that a session works for.

    Raises:
        NotAMember
    """
    if not await store.work_for(connection, tokens.hashed(session), agency):
        raise NotAMember


async def sign_out(connection: Connection, browser: Browser) -> None:
    person = await store.end_session(connection, tokens.hashed(browser.session))
    if person:
        await note(connection, person, browser, "signed_out")


async def note(connection: Connection, person: PersonId, browser: Browser, kind: Kind) -> None:
    """Write down what somebody did about how they come in."""
    await sign_ins.note(connection, person, kind, browser.address, browser.agent)
