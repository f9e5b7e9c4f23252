"""Contacts of the demo's office: names of several scripts, with much or little known of them."""

from collections.abc import Sequence

from services.gateway.casting.contacts import actions
from services.gateway.casting.contacts.model import ContactFields
from services.gateway.demo.office import is_there
from services.gateway.web.desk import Desk

CONTACTS: Sequence[ContactFields] = (
    ContactFields(
        "Paula Rivers",
        title="Producer",
        company="Demo Films",
        email="paula@demofilms.test",
        phone="+44 20 7946 0011",
        zone="Europe/London",
    ),
    ContactFields(
        "Noémie Lefèvre",
        title="Director",
        company="Demo Films",
        email="noemie@lefevre.test",
        zone="Europe/Paris",
        note="Wants to see people together early. Never before ten in the morning.",
    ),
    ContactFields(
        "李安然",
        title="Executive producer",
        company="Pearl River Pictures",
        email="anran@pearlriver.test",
        zone="Asia/Shanghai",
    ),
    ContactFields("Юлия Орлова", title="Reader", email="julia@readers.test"),
    ContactFields("عمر حدّاد", title="Composer", company="Haddad Sound", zone="Asia/Beirut"),
    ContactFields("Seán Ó Briain", title="Reader", phone="+353 1 555 0147", zone="Europe/Dublin"),
    ContactFields("Ṣadé Adébáyọ̀", title="Head of drama", company="Channel Nine"),
    ContactFields("Björk", title="Choreographer"),
)


async def add(desk: Desk) -> None:
    """Add them; who was invited before is there."""
    for fields in CONTACTS:
        if not await is_there(desk, "contact", fields.name):
            await actions.add(desk, fields)
