"""Adds passkeys, and signs in with them (W3C Web Authentication, sections 7.1 and 7.2)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from services.gateway.identity.passkeys import store
from services.gateway.identity.passkeys.model import (
    CHALLENGE_LIFETIME,
    PASSKEYS,
    Answer,
    NewPasskey,
    Passkey,
    PasskeyRefused,
    TooManyPasskeys,
)
from services.gateway.identity.sign_in import actions as accounts
from services.gateway.identity.sign_in.model import Browser
from services.gateway.identity.sign_in_log.model import Kind
from services.gateway.platform import mail
from services.gateway.platform.mail import NewMail
from services.gateway.web import tokens, urls
from services.gateway.web.desk import Person
from shared.ids import new_id
from shared.lines import isolated
from shared.tenancy import Connection
from shared.texts import gettext_noop

_ADDED = gettext_noop("""Hello,

a passkey was just added to your account at Callboard: {name}. Whoever has that device, and can
unlock it, can sign in as you.

If you did not do this, remove it there, and sign out everywhere else:

{url}

Callboard
""")

# What a browser's answer can be wrong in: the library's own refusals, and what it stumbles over
# where somebody wrote a list for a map, or brackets without end.
_WRONG = (
    WebAuthnException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


async def ask_to_add(connection: Connection, person: Person, browser: str, public_url: str) -> str:
    """Return the options with which a browser makes a passkey, as JSON.

    Raises:
        TooManyPasskeys
    """
    known = await store.passkeys(connection, person.id)
    if len(known) >= PASSKEYS:
        raise TooManyPasskeys
    options = webauthn.generate_registration_options(
        rp_id=_host(public_url),
        rp_name="Callboard",
        user_name=person.email,
        user_display_name=person.name or person.email,
        user_id=person.id.bytes,
        exclude_credentials=[PublicKeyCredentialDescriptor(p.credential_id) for p in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    await _keep(connection, browser, options.challenge)
    return webauthn.options_to_json(options)


async def add(
    connection: Connection, person: Person, browser: str, new: NewPasskey, public_url: str
) -> Passkey:
    """Raises PasskeyRefused."""
    verified = verified_new(new, await _asked(connection, browser), public_url)
    passkey = Passkey(
        id=new_id(),
        person_id=person.id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        name=new.name,
        added_at=datetime.now(UTC),
        used_at=None,
    )
    if not await store.add_passkey(connection, passkey):
        raise PasskeyRefused
    letter = mail.letter(
        "A passkey was added to your account",
        _ADDED,
        name=isolated(passkey.name),
        url=public_url + urls.ACCOUNT,
    )
    await mail.queue(
        connection, NewMail(kind="passkey_added", recipient=person.email, letter=letter)
    )
    return passkey


def verified_new(new: NewPasskey, challenge: bytes, public_url: str) -> VerifiedRegistration:
    """Return what a browser's answer for a new passkey says. Raises PasskeyRefused."""
    try:
        return webauthn.verify_registration_response(
            credential=new.credential,
            expected_challenge=challenge,
            expected_rp_id=_host(public_url),
            expected_origin=public_url,
            require_user_verification=True,
        )
    except _WRONG as error:
        raise PasskeyRefused from error


async def ask_to_sign_in(connection: Connection, browser: str, public_url: str) -> str:
    """Return the options with which a browser looks for a passkey, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(public_url), user_verification=UserVerificationRequirement.REQUIRED
    )
    await _keep(connection, browser, options.challenge)
    return webauthn.options_to_json(options)


async def sign_in(connection: Connection, browser: Browser, answer: Answer, public_url: str) -> str:
    """Return the token of a new session.

    Raises:
        PasskeyRefused
    """
    challenge = await _asked(connection, browser.secret)
    try:
        passkey = await _verified(connection, challenge, answer, public_url)
    except _WRONG as error:
        raise PasskeyRefused from error
    how: Kind = "signed_in_by_passkey"
    return await accounts.begin_session(connection, passkey.person_id, browser, how, public_url)


async def _verified(
    connection: Connection, challenge: bytes, answer: Answer, public_url: str
) -> Passkey:
    given = parse_authentication_credential_json(answer.credential)
    passkey = await store.passkey(connection, given.raw_id)
    if passkey is None or given.response.user_handle not in {None, passkey.person_id.bytes}:
        raise PasskeyRefused
    verified = webauthn.verify_authentication_response(
        credential=given,
        expected_challenge=challenge,
        expected_rp_id=_host(public_url),
        expected_origin=public_url,
        credential_public_key=passkey.public_key,
        credential_current_sign_count=passkey.sign_count,
        require_user_verification=True,
    )
    await store.note_use(connection, passkey.id, verified.new_sign_count)
    return passkey


async def _keep(connection: Connection, browser: str, challenge: bytes) -> None:
    await store.put_challenge(connection, tokens.hashed(browser), challenge, CHALLENGE_LIFETIME)


async def _asked(connection: Connection, browser: str) -> bytes:
    challenge = await store.take_challenge(connection, tokens.hashed(browser))
    if challenge is None:
        raise PasskeyRefused
    return challenge


def _host(public_url: str) -> str:
    return urlsplit(public_url).hostname or ""
