"""Files that people watch and read: served outside of transactions, with a line for each viewing.

A file may be long and its reader slow, and the object store may hang: a connection to the database
is held for neither.
"""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from litestar.response import Stream

from services.gateway.platform.audit.actions import note_viewing
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import new_transaction
from services.gateway.web.desk import Office
from services.gateway.web.rendering import file_response


class Viewing(msgspec.Struct, frozen=True):
    """A stored file that somebody may see, and the words of the line that says that they did.

    `file_name` is what it is saved as; None where the browser finds a name.
    """

    object_key: str
    who: str
    act: str
    thing: str
    thing_id: UUID
    file_name: str | None = None


async def serve(
    app_context: AppContext, office: Office, viewing: Viewing, headers: Mapping[str, str]
) -> Stream:
    """Answer with a file, or a part of it, to who was let in by a transaction that is closed.

    The line is written when there is something to be seen, and before any of it leaves.

    Raises:
        ObjectNotFound, RangeNotSatisfiable: nothing is seen, and no line is written.
    """
    answer = await file_response.serve(
        app_context.objects, viewing.object_key, headers, name=viewing.file_name
    )
    async with new_transaction(app_context, office) as again:
        await note_viewing(again, viewing.who, viewing.act, viewing.thing, viewing.thing_id)
    return answer
