"""Pages of help, and `security.txt`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.help.model import TopicNotFound, Words
from services.gateway.platform.help.topics import TOPICS
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import AppContextDep, OpenDesk
from shared.errors import NotFound

_Request = Request[Any, Any, Any]
_GOOD_FOR = timedelta(days=30)
_SECURITY = """Contact: {contact}
Expires: {expires:%Y-%m-%dT%H:%M:%SZ}
Canonical: {url}{path}
"""


class HelpPages(Controller):
    """Pages of help, for members."""

    path = urls.HELP
    include_in_schema = False

    @get()
    async def topics(
        self, request: _Request, desk: OpenDesk, app_context: AppContextDep
    ) -> Template:
        words = forms.read(Words, dict(request.query_params)).q
        found = [topic for topic in TOPICS if topic.has(words)]
        context = {"desk": desk, "topics": found, "words": words, "operator": app_context.settings}
        return Template("platform/help/pages/topics.html", context=context)

    @get("/{key:str}")
    async def topic(self, key: FromPath[str], desk: OpenDesk) -> Template:
        topic = next((each for each in TOPICS if each.key == key), None)
        if topic is None:
            raise TopicNotFound
        context = {"desk": desk, "topic": topic}
        return Template("platform/help/pages/topic.html", context=context)


@get(urls.SECURITY, include_in_schema=False, media_type="text/plain")
async def security(app_context: AppContextDep) -> Response[str]:
    """Say whom to tell of a weakness (RFC 9116); only where the operator has said so."""
    settings = app_context.settings
    if not settings.security_contact:
        raise NotFound
    text = _SECURITY.format(
        contact=settings.security_contact,
        expires=datetime.now(UTC) + _GOOD_FOR,
        url=settings.public_url,
        path=urls.SECURITY,
    )
    return Response(text, media_type="text/plain; charset=utf-8")


ROUTES: Sequence[ControllerRouterHandler] = (HelpPages, security)
