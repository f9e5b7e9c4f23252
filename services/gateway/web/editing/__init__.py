"""Edits of one thing by two people: each carries the version on which it was made.

A page's form has the fields, `version`, and `seen`: the fields as they were when it was opened
(`edit_state` of `listing.html`'s neighbour `editing.html`). What differs from `seen` is the edit;
the rest is left as it is by then. Who comes second is told what changed meanwhile, keeps all that
they typed, and may save it on the newer version (`infra/decisions/0034`).

    edit = editing.read(ContactFields, data)
    if not await store.save(desk, id, edit.version, edit.on(contact.fields)):
        raise edit.overtaken(await store.contact(desk, id))
"""

from services.gateway.web.editing.model import Edit, FieldChange, Overtaken, Version
from services.gateway.web.editing.reading import of_patch, read, seen

__all__ = ["Edit", "FieldChange", "Overtaken", "Version", "of_patch", "read", "seen"]
