"""The page that shows what the sink received, and the same as JSON for tests."""

from pathlib import Path
from typing import Annotated, Any

from litestar import Litestar, MediaType, Request, Response, get
from litestar.contrib.jinja import JinjaTemplateEngine
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import Parameter
from litestar.response import Template
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from infra.embedded.smtp_sink import mail as mails
from infra.embedded.smtp_sink.mail import Mail
from infra.embedded.smtp_sink.mailbox import Mailbox

_HERE = Path(__file__).parent
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self';"
    " connect-src 'self'; frame-src 'self'; img-src data:"
)
# The mail's own HTML: no scripts, no loading, and its links open outside the frame.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox;"
    " default-src 'none'; style-src 'unsafe-inline'; img-src data:"
)
_INLINE = {"application/pdf", "text/plain", "image/png", "image/jpeg"}


@get("/health", media_type=MediaType.TEXT, sync_to_thread=False)
def health() -> str:
    return "ok"


@get("/", sync_to_thread=False)
def inbox(mailbox: Mailbox) -> Template:
    return _page("inbox.html", mails=mailbox.newest_first())


@get("/mails/{number:int}", sync_to_thread=False)
def one(mailbox: Mailbox, number: int) -> Template:
    return _page("mail.html", mail=_lookup(mailbox, number))


@get("/mails/{number:int}/html", media_type=MediaType.HTML, sync_to_thread=False)
def html(mailbox: Mailbox, number: int) -> Response[str]:
    body = f'<!doctype html><base target="_blank">{_lookup(mailbox, number).html}'
    return Response(body, headers={"Content-Security-Policy": _MAIL_POLICY})


@get("/mails/{number:int}/attachments/{index:int}", sync_to_thread=False)
def attachment(mailbox: Mailbox, number: int, index: int) -> Response[bytes]:
    if not 0 <= index < len(_lookup(mailbox, number).attachments):
        raise NotFoundException("There is no such attachment.")
    found, content = mails.attachment(mailbox.raw(number), index)
    shown = found.media_type in _INLINE
    return Response(
        content,
        media_type=found.media_type if shown else "application/octet-stream",
        headers={
            "Content-Disposition": "inline" if shown else "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get("/mails.json")
async def as_json(
    mailbox: Mailbox,
    to: str | None = None,
    after: Annotated[int, Parameter(ge=0)] = 0,
    wait: Annotated[float, Parameter(ge=0, le=60)] = 0,
) -> list[Mail]:
    """List mails newer than `after`, oldest first; wait up to `wait` seconds for the first."""
    return await mailbox.wait(to, after, wait)


def app(mailbox: Mailbox) -> Litestar:
    """Assemble the page; it serves loopback only and holds nothing but mails to nobody."""

    def the_mailbox() -> Mailbox:
        return mailbox

    return Litestar(
        [
            *(health, inbox, one, html, attachment, as_json),
            create_static_files_router("/static", [_HERE / "static"]),
        ],
        dependencies={"mailbox": Provide(the_mailbox, sync_to_thread=False)},
        template_config=TemplateConfig(directory=_HERE / "templates", engine=JinjaTemplateEngine),
        openapi_config=None,
        logging_config=None,
        exception_handlers={NotFoundException: _not_found},
    )


def _lookup(mailbox: Mailbox, number: int) -> Mail:
    if found := mailbox.get(number):
        return found
    raise NotFoundException("There is no such mail; the oldest ones give way to new ones.")


def _page(name: str, **context: Any) -> Template:
    return Template(name, context=context, headers={"Content-Security-Policy": _PAGE_POLICY})


def _not_found(_: Request[Any, Any, Any], error: NotFoundException) -> Response[str]:
    return Response(error.detail, status_code=404, media_type=MediaType.TEXT)
