"""Where the operator's mail server, or provider, sends delivery reports."""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Request, post
from litestar.types import ControllerRouterHandler

from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.reports import actions, reading
from services.gateway.platform.mail.reports.model import Report
from services.gateway.web.authentication import TokenRefused
from services.gateway.web.dependencies import AppContextDep
from shared.runtime.metrics_access import may_read

LARGEST = 256 * 1024


@post("/webhooks/mail", status_code=204, include_in_schema=False, request_max_body_size=LARGEST)
async def mail_report(request: Request[Any, Any, Any], app_context: AppContextDep) -> None:
    """Take a report in, with MAIL_REPORTS_TOKEN as bearer: JSON as `Report` says, or the message
    itself as any other type. The same one again changes nothing."""
    settings = app_context.settings
    if not may_read(request.headers.get("authorization", ""), settings.mail_reports_token):
        raise TokenRefused
    report = await _read(request.content_type[0], await request.body())
    if report:
        await actions.take_in(app_context.database, Operator.of(settings), report)


async def _read(kind: str, body: bytes) -> Report | None:
    if kind == "application/json":
        return reading.from_json(body)
    return await asyncio.to_thread(reading.from_message, body)


ROUTES: Sequence[ControllerRouterHandler] = (mail_report,)
