"""Edits the settings of an agency, names it, and says where answers to its mails go."""

from services.gateway.identity.agency_settings import mails, store
from services.gateway.identity.agency_settings.model import (
    REPLY_LINK,
    NewName,
    ReplyLinkEnded,
    Settings,
    SettingsFields,
)
from services.gateway.platform import audit, mail
from services.gateway.platform.billing_client import BillingClient
from services.gateway.platform.mail import NewMail, quotas
from services.gateway.web import tokens
from services.gateway.web.desk import Agency, Desk
from services.gateway.web.editing import Edit
from services.gateway.web.rendering import zones
from shared import addresses
from shared.errors import Invalid


async def edit(desk: Desk, made: Edit[SettingsFields]) -> Settings:
    """Carry an edit out.

    Raises:
        ZoneUnknown
        Invalid: before the first payment, a signature leads elsewhere.
        Overtaken: it was made on a version that is not the newest.
    """
    now = await store.settings(desk)
    fields = made.on(now.fields)
    await _check(desk, fields)
    if not await store.save(desk, made.version, fields):
        raise made.overtaken(await store.settings(desk))
    await _note(desk, "edited the settings of")
    return await store.settings(desk)


async def _check(desk: Desk, fields: SettingsFields) -> None:
    zones.check(fields.zone)
    if quotas.leads_away(fields.signature) and await quotas.level_of(desk) == "new":
        raise Invalid(
            signature="Before your first payment, a signature may hold no address, link or number."
        )


async def rename(billing: BillingClient, desk: Desk, new: NewName) -> Agency:
    """Have billing name the agency; the desk's transaction is closed meanwhile.

    Raises:
        Conflict: it is called otherwise by now.
    """
    return await billing.post(f"/agencies/{desk.agency.id}/name", new, Agency)


async def note_name(desk: Desk) -> None:
    await _note(desk, "renamed")


async def ask_reply_to(desk: Desk, email: str) -> None:
    """Mail an address a link that confirms it; "" lets answers go to who wrote, at once.

    Raises:
        Invalid: the address is not one, or not every mail server could carry it.
        TooManyMails
    """
    if not email:
        await store.set_reply_to(desk, "")
        await _note(desk, "removed the reply address of")
        return
    address = addresses.read(email)
    if not addresses.is_ascii_before_at(address.typed):
        raise Invalid(email="Not every mail server writes to letters beyond a to z before the @.")
    level = await quotas.allow(desk, address.typed, [desk.agency.name, desk.person.name])
    token = tokens.new_token()
    await store.ask_reply_to(desk, address.typed, tokens.hashed(token), REPLY_LINK)
    new = NewMail(
        kind="reply_address",
        recipient=address.typed,
        letter=quotas.plainly(level, desk.agency.name, mails.confirm(desk, token)),
        by=desk.person.id,
    )
    await mail.queue(desk.connection, new, desk.agency.id)
    await _note(desk, "asked for another reply address of")


async def confirm_reply_to(desk: Desk, token: str) -> None:
    """Let answers go where a link was mailed to.

    Raises:
        ReplyLinkEnded
    """
    if not await store.confirm_reply_to(desk, tokens.hashed(token)):
        raise ReplyLinkEnded
    await _note(desk, "confirmed the reply address of")


async def reply_address(desk: Desk, token: str) -> str:
    """Return the address that a link confirms. Raises ReplyLinkEnded."""
    address = await store.asked_reply_to(desk, tokens.hashed(token))
    if not address:
        raise ReplyLinkEnded
    return address


async def _note(desk: Desk, act: str) -> None:
    await audit.note(desk, desk.who, act, "agency", desk.agency.id)
