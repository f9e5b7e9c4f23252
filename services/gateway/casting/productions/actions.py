"""Starts productions, pays for them, adds roles with sides."""

from uuid import UUID

from services.gateway.casting.productions import mails, store
from services.gateway.casting.productions.model import (
    SIDES_LIMIT,
    File,
    NewProduction,
    NewRole,
    NewSides,
    Order,
    Production,
    Role,
    Sides,
    file_of,
)
from services.gateway.casting.productions.payers import mail_payers
from services.gateway.platform import audit
from services.gateway.platform.audit.viewing import Viewing
from services.gateway.platform.billing_client import CheckoutOrder
from services.gateway.platform.mail import Thing
from services.gateway.platform.pdf.reader import UploadReader
from services.gateway.platform.uploads import actions as uploads
from services.gateway.platform.uploads import quotas
from services.gateway.platform.uploads.model import KeptFile, Scope, Upload, plain_name
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.rate_limit import place_of
from services.gateway.web.uploads.headers import Creation
from shared.bus import outbox
from shared.errors import Invalid
from shared.events.gateway import ProductionStarted
from shared.ids import ProductionId, RoleId, new_id
from shared.lines import isolated
from shared.objects import Span


async def start(desk: Desk, new: NewProduction) -> Production:
    production = Production(
        ProductionId(new_id()), new.title, new.company, desk.now, subscription=None, plan=None
    )
    await store.add_production(desk, production, desk.person.id)
    await audit.note(desk, desk.who, "started", "production", production.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        ProductionStarted(agency_id=desk.agency.id, production_id=production.id),
    )
    return production


async def order(desk: Desk, production_id: UUID, chosen: Order) -> CheckoutOrder:
    """Write up what is to be paid for; billing opens the checkout when our transaction is over.

    Raises:
        ProductionNotFound
    """
    production = await store.production(desk, production_id)
    await audit.note(desk, desk.who, "went to pay for", "production", production.id)
    return CheckoutOrder(
        agency_id=desk.agency.id,
        production_id=production.id,
        production_title=production.title,
        plan=chosen.plan,
        trial=chosen.trial,
        person_email=desk.person.email,
        success_url=desk.public_url + urls.subscribed(production.id),
        cancel_url=desk.public_url + urls.production(production.id),
    )


async def announce_sides(desk: Desk, production_id: UUID, new: Creation) -> Upload:
    """Let a file be sent that is to be the sides of a role.

    Raises:
        ProductionNotFound
        ReadOnly: nothing may change in it now.
        Invalid, TooLong, StorageFull, QuotaExceeded
    """
    production = await store.changeable(desk, production_id)
    upload = await uploads.create(desk, _scope(desk, production.id), new)
    await _tell_of_storage(desk, production)
    return upload


async def _tell_of_storage(desk: Desk, production: Production) -> None:
    """Mail those who pay, once, when the files of a production fill most of its storage."""
    found = await quotas.storage(desk, production.id)
    if found.percent < quotas.WARN_AT:
        return
    if not await store.note_storage_mail(desk.connection, production.id):
        return
    letter = mails.storage(isolated(production.title), found.percent, found.in_words)
    about = Thing("production", production.id, production.id)
    await mail_payers(desk.connection, desk.agency.id, "storage", letter, about)


async def allow_sides(desk: Desk, production_id: UUID, length: int) -> None:
    """Let a form bring a file of so many bytes.

    Raises:
        ProductionNotFound, ReadOnly, StorageFull, QuotaExceeded
    """
    production = await store.changeable(desk, production_id)
    await quotas.allow(desk, _scope(desk, production.id), length)


def _scope(desk: Desk, production_id: ProductionId) -> Scope:
    return Scope("sides", desk.agency.id, desk.who, place_of(desk.address), production_id)


async def take_in(desk: Desk, reader: UploadReader, file_name: str, pdf: bytes) -> File:
    """Read and keep a file. It takes a while: no transaction is open meanwhile.

    Raises:
        Invalid: the file is not a PDF that can be read, or is too large.
        OthersAreRead: for too long.
    """
    if len(pdf) > SIDES_LIMIT:
        raise Invalid(sides=f"This file is too large: sides have at most {SIDES_LIMIT >> 20} MB.")
    found = await reader.read(desk.agency.id, pdf)
    sides_id = new_id()
    key = f"{desk.agency.id.hex}/sides/{sides_id.hex}.pdf"
    await desk.objects.put(key, pdf)
    name = plain_name(file_name, "sides.pdf")
    return File(sides_id, name, key, found.pages, len(pdf), found.words)


async def add_role(desk: Desk, production_id: UUID, new: NewRole, file: File | None) -> Role:
    """Add a role, with its sides where a file was taken in, or has been sent beforehand.

    Raises:
        ProductionNotFound
        ReadOnly: nothing may change in it now.
        UploadNotFound, UploadGone, Invalid: of the file that was sent beforehand.
    """
    production = await store.changeable(desk, production_id)
    role = Role(
        id=RoleId(new_id()), production_id=production.id, name=new.name, breakdown=new.breakdown
    )
    await store.add_role(desk, role)
    await _give_sides(desk, role, file, new.sides_upload)
    await audit.note(desk, desk.who, "added", "role", role.id)
    return role


async def sides(desk: Desk, sides_id: UUID) -> Viewing:
    """Return sides, to be read.

    Raises:
        SidesNotFound
    """
    found = await store.sides(desk, sides_id)
    return Viewing(found.object_key, desk.who, "read", "sides", found.id, file_name=found.file_name)


async def add_sides(desk: Desk, role_id: UUID, file: File | None, new: NewSides) -> Role:
    """Add sides to a role, from a file that was taken in or has been sent beforehand.

    Raises:
        RoleNotFound
        ReadOnly: nothing may change in its production now.
        UploadNotFound, UploadGone
        Invalid: there is no file, or it cannot be used.
    """
    role = await store.role(desk, role_id)
    await store.changeable(desk, role.production_id)
    if not file and not new.sides_upload:
        raise Invalid(sides="Please choose a file.")
    await _give_sides(desk, role, file, new.sides_upload)
    await audit.note(desk, desk.who, "added sides to", "role", role.id)
    return role


async def _give_sides(desk: Desk, role: Role, file: File | None, upload_id: UUID | None) -> None:
    """What was sent beforehand and is not checked yet becomes sides once it is."""
    if file:
        found = {"pages": file.pages, "words": file.words}
        scope = _scope(desk, role.production_id)
        kept = KeptFile(file.id, role.id, file.name, file.object_key, file.bytes, found)
        await uploads.keep(desk, scope, kept)
        await store.add_sides(desk.connection, role.id, file)
    elif upload_id:
        upload = await uploads.take(desk, desk.who, role.production_id, "sides", upload_id, role.id)
        if upload.status == "ready":
            await store.add_sides(desk.connection, role.id, file_of(upload))


async def read_words(desk: Desk, reader: UploadReader, sides: Sides) -> str:
    """Read the words of sides that were kept before words were; no transaction is open meanwhile.

    Raises:
        ObjectNotFound
        OthersAreRead: for too long.
    """
    whole = Span(0, sides.bytes, sides.bytes)
    pdf = b"".join([chunk async for chunk in desk.objects.read(sides.object_key, whole)])
    try:
        return (await reader.read(desk.agency.id, pdf)).words
    except Invalid:  # it was taken in by a reader that took more time
        return ""
