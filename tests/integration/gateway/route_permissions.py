"""Every route of the gateway, and what somebody needs to pass it: the matrix of its walls.

A route that is not in `NEEDS` fails the tests: say here who may pass it, and it is tried with
everybody who may not.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from litestar.routes import WebSocketRoute

from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.web.permissions import Permission
from tests.installation import WINTER_DAY

Route: TypeAlias = tuple[str, str]

# What is not an act of a member: OPEN is for everybody, PERSON for who is signed in and about
# their own things, LINK for who has a personal link.
OPEN, PERSON, LINK = "open", "person", "link"

NEEDS: dict[Route, Permission | str] = {
    ("GET", "/"): OPEN,
    ("GET", "/health"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/static"): OPEN,
    ("GET", "/api/schema"): OPEN,
    ("GET", "/api/schema/openapi.json"): OPEN,
    ("GET", "/api/schema/{path}"): OPEN,
    ("POST", "/webhooks/stripe"): OPEN,
    ("POST", "/webhooks/mail"): OPEN,
    ("GET", "/unsubscribe/{token}"): OPEN,
    ("POST", "/unsubscribe/{token}"): OPEN,
    ("POST", "/unsubscribe/{token}/resume"): OPEN,
    ("GET", "/sign-in"): OPEN,
    ("POST", "/sign-in"): OPEN,
    ("GET", "/sign-in/{token}"): OPEN,
    ("POST", "/sign-in/{token}"): OPEN,
    ("POST", "/sign-in/passkey"): OPEN,
    ("POST", "/sign-in/passkey/challenge"): OPEN,
    ("POST", "/sign-out"): OPEN,
    ("GET", "/invitations/{token}"): OPEN,
    ("GET", "/account"): PERSON,
    ("GET", "/account/sign-ins"): PERSON,
    ("GET", "/sign-in/again"): PERSON,
    ("POST", "/account/passkeys"): PERSON,
    ("POST", "/account/passkeys/challenge"): PERSON,
    ("POST", "/account/passkeys/{passkey_id}/remove"): PERSON,
    ("POST", "/account/sessions/end-others"): PERSON,
    ("POST", "/account/sessions/{web_session_id}/end"): PERSON,
    ("POST", "/agencies"): PERSON,
    ("GET", "/agencies/new"): PERSON,
    ("GET", "/agencies/yours"): PERSON,
    ("POST", "/agencies/{agency_id}/work"): PERSON,
    ("POST", "/invitations/{invitation_id}/accept"): PERSON,
    ("GET", "/productions"): Permission.SEE,
    ("POST", "/productions"): Permission.START,
    ("GET", "/productions/{production_id}"): Permission.SEE,
    ("GET", "/productions/{production_id}/subscribed"): Permission.SEE,
    ("POST", "/productions/{production_id}/subscribe"): Permission.PAY,
    ("GET", "/productions/{production_id}/money"): Permission.PAY,
    ("POST", "/productions/{production_id}/money/act"): Permission.PAY,
    ("GET", "/productions/{production_id}/money/plan"): Permission.PAY,
    ("POST", "/productions/{production_id}/money/plan"): Permission.PAY,
    ("GET", "/productions/{production_id}/money/portal"): Permission.PAY,
    ("GET", "/productions/{production_id}/money/usage"): Permission.PAY,
    ("POST", "/productions/{production_id}/roles"): Permission.CAST,
    ("POST", "/productions/{production_id}/uploads"): Permission.CAST,
    ("GET", "/contacts"): Permission.PEOPLE,
    ("POST", "/contacts"): Permission.PEOPLE,
    ("GET", "/contacts/new"): Permission.PEOPLE,
    ("GET", "/contacts/bin"): Permission.CURATE,
    ("POST", "/contacts/delete"): Permission.CURATE,
    ("GET", "/contacts/{contact_id}"): Permission.PEOPLE,
    ("POST", "/contacts/{contact_id}"): Permission.PEOPLE,
    ("POST", "/contacts/{contact_id}/delete"): Permission.CURATE,
    ("POST", "/contacts/{contact_id}/restore"): Permission.CURATE,
    ("GET", "/uploads/{upload_id}"): Permission.CAST,
    ("PATCH", "/uploads/{upload_id}"): Permission.CAST,
    ("DELETE", "/uploads/{upload_id}"): Permission.CAST,
    ("GET", "/talent/imports"): Permission.CURATE,
    ("POST", "/talent/imports"): Permission.CURATE,
    ("POST", "/talent/imports/uploads"): Permission.CURATE,
    ("GET", "/talent/imports/{import_id}"): Permission.CURATE,
    ("POST", "/talent/imports/{import_id}/mapping"): Permission.CURATE,
    ("POST", "/talent/imports/{import_id}/start"): Permission.CURATE,
    ("GET", "/talent/imports/{import_id}/report"): Permission.CURATE,
    ("GET", "/api/v1/imports"): Permission.CURATE,
    ("POST", "/api/v1/imports"): Permission.CURATE,
    ("GET", "/api/v1/imports/{import_id}"): Permission.CURATE,
    ("POST", "/api/v1/imports/{import_id}/mapping"): Permission.CURATE,
    ("POST", "/api/v1/imports/{import_id}/start"): Permission.CURATE,
    ("GET", "/api/v1/imports/{import_id}/remarks"): Permission.CURATE,
    ("GET", "/productions/{production_id}/sessions"): Permission.RUN,
    ("POST", "/productions/{production_id}/sessions"): Permission.CAST,
    ("GET", "/roles/{role_id}/sides"): Permission.SEE,
    ("POST", "/roles/{role_id}/sides"): Permission.CAST,
    ("GET", "/sides/{sides_id}"): Permission.RUN,
    ("GET", "/sides/{sides_id}/text"): Permission.RUN,
    ("GET", "/sessions/{session_id}"): Permission.RUN,
    ("POST", "/sessions/{session_id}/open"): Permission.CAST,
    ("POST", "/sessions/{session_id}/watchers"): Permission.CAST,
    ("GET", "/sessions/{session_id}/room"): Permission.RUN,
    ("GET", "/sessions/{session_id}/rooms/{number}"): Permission.RUN,
    ("WS", "/sessions/{session_id}/{place}/socket"): Permission.RUN,
    ("WS", "/sessions/{session_id}/rooms/{number}/{place}/socket"): Permission.RUN,
    ("POST", "/slots/{slot_id}/invitations"): Permission.CAST,
    ("POST", "/guests/{guest_id}/reps"): Permission.CAST,
    ("POST", "/guests/{guest_id}/send-again"): Permission.CAST,
    ("POST", "/guests/{guest_id}/address"): Permission.CAST,
    ("POST", "/guests/{guest_id}/withdraw"): Permission.CAST,
    ("GET", "/sessions/{session_id}/takes"): Permission.REVIEW,
    ("POST", "/sessions/{session_id}/outcomes"): Permission.REVIEW,
    ("POST", "/sessions/{session_id}/outcomes/preview"): Permission.REVIEW,
    ("POST", "/sessions/{session_id}/outcomes/{outcome_id}/take-back"): Permission.REVIEW,
    ("GET", "/takes/{take_id}"): Permission.REVIEW,
    ("GET", "/takes/{take_id}/progress"): Permission.REVIEW,
    ("GET", "/takes/{take_id}/composite"): Permission.REVIEW,
    ("GET", "/takes/{take_id}/thumbnail"): Permission.REVIEW,
    ("POST", "/takes/{take_id}/scorecard"): Permission.REVIEW,
    ("GET", "/recordings/{recording_id}/media"): Permission.REVIEW,
    ("GET", "/team"): Permission.SEE,
    ("GET", "/team/parts"): Permission.SEE,
    ("POST", "/team/invitations"): Permission.LEAD,
    ("POST", "/team/invitations/{invitation_id}/send-again"): Permission.LEAD,
    ("POST", "/team/invitations/{invitation_id}/withdraw"): Permission.LEAD,
    ("POST", "/team/members/{person_id}/part"): Permission.LEAD,
    ("POST", "/team/members/{person_id}/remove"): Permission.LEAD,
    ("GET", "/audit"): Permission.AUDIT,
    ("GET", "/audit/export"): Permission.AUDIT,
    ("GET", "/audit/sign-ins"): Permission.AUDIT,
    ("GET", "/api-tokens"): Permission.TOKENS,
    ("POST", "/api-tokens"): Permission.TOKENS,
    ("POST", "/api-tokens/{token_id}/revoke"): Permission.TOKENS,
    ("GET", "/outgoing-webhooks"): Permission.WEBHOOKS,
    ("POST", "/outgoing-webhooks"): Permission.WEBHOOKS,
    ("GET", "/outgoing-webhooks/{webhook_id}"): Permission.WEBHOOKS,
    ("POST", "/outgoing-webhooks/{webhook_id}/secret"): Permission.WEBHOOKS,
    ("POST", "/outgoing-webhooks/{webhook_id}/switch"): Permission.WEBHOOKS,
    ("POST", "/outgoing-webhooks/{webhook_id}/delete"): Permission.WEBHOOKS,
    (
        "POST",
        "/outgoing-webhooks/{webhook_id}/deliveries/{delivery_id}/send-again",
    ): Permission.WEBHOOKS,
    ("GET", "/api/v1/productions"): Permission.SEE,
    ("POST", "/api/v1/productions"): Permission.START,
    ("GET", "/api/v1/productions/{production_id}/money"): Permission.PAY,
    ("GET", "/api/v1/productions/{production_id}/roles"): Permission.SEE,
    ("GET", "/api/v1/productions/{production_id}/sessions"): Permission.RUN,
    ("GET", "/api/v1/sessions/{session_id}/guests"): Permission.RUN,
    ("GET", "/api/v1/sessions/{session_id}/slots"): Permission.RUN,
    ("GET", "/api/v1/sessions/{session_id}/takes"): Permission.REVIEW,
    ("POST", "/api/v1/takes/{take_id}/scorecard"): Permission.REVIEW,
    ("GET", "/api/v1/contacts"): Permission.PEOPLE,
    ("POST", "/api/v1/contacts"): Permission.PEOPLE,
    ("POST", "/api/v1/contacts/delete"): Permission.CURATE,
    ("POST", "/api/v1/contacts/restore"): Permission.CURATE,
    ("GET", "/api/v1/contacts/{contact_id}"): Permission.PEOPLE,
    ("PATCH", "/api/v1/contacts/{contact_id}"): Permission.PEOPLE,
    ("GET", "/join/{link}"): LINK,
    ("POST", "/join/{link}/opened"): LINK,
    ("GET", "/join/{link}/audition.ics"): LINK,
    ("POST", "/join/{link}/ask"): LINK,
    ("POST", "/join/{link}/withdraw-consent"): LINK,
    ("GET", "/join/{link}/room"): LINK,
    ("GET", "/join/{link}/rooms/{number}"): LINK,
    ("GET", "/join/{link}/sides/{sides_id}"): LINK,
    ("WS", "/join/{link}/{place}/socket"): LINK,
    ("WS", "/join/{link}/rooms/{number}/{place}/socket"): LINK,
}

# Forms that are right in themselves, so that it is the wall that refuses. `{…}` is filled in.
FORMS: dict[str, dict[str, str]] = {
    "subscribe": {"plan": "short"},
    "plan": {"plan": "studio"},
    "act": {"act": "pause"},
    "roles": {"name": "Ariel"},
    "sessions": {
        "title": "x", "local_date": WINTER_DAY, "zone": "UTC", "first_slot": "10:00",
        "role_id": "{role_id}",
    },
    "invitations": {
        "name": "Ann", "email": "ann@walls.test", "role": "associate", "slot_id": "{slot_id}",
    },
    "watchers": {"name": "Ann", "title": "Producer", "email": "ann@walls.test"},
    "address": {"email": "ann@walls.test"},
    "reps": {"name": "Rita", "title": "Stage Agents", "email": "rita@walls.test"},
    "scorecard": {"rating": "3"},
    "outcomes": {"answer": "callback", "slot_id": "{slot_id}"},
    "ask": {"message": "When?"},
    "preview": {"answer": "callback", "slot_id": "{slot_id}"},
    "part": {"role": "owner"},
    "api-tokens": {"name": "x", "scopes": "read"},
    "outgoing-webhooks": {"url": "https://walls.test/", "kinds": "take.recorded"},
    "switch": {"on": "false"},
    "mapping": {"version": "1", "columns": "name"},
    "productions": {"title": "x"},
    "agencies": {"name": "x", "your_name": "x"},
    "contacts": {"name": "x"},
    "{contact_id}": {"name": "x", "version": "1"},
}  # fmt: skip

# The same of the API: by the last part of an address that is not filled in.
BODIES: dict[str, dict[str, object]] = {
    "productions": {"title": "x"},
    "scorecard": {"rating": 3},
    "contacts": {"name": "x"},
    "imports": {"kind": "talent"},
    "mapping": {"version": 1},
    "start": {},
    "delete": {"ids": []},
    "restore": {"ids": []},
    "{contact_id}": {"version": 1},
}

NOWHERE = Settings(
    database_url="postgresql://nowhere",
    redis_url="redis://nowhere",
    smtp_url="smtp://nowhere",
    object_store_url="file:///tmp/nowhere",
    public_url="http://nowhere",
    billing_url="http://nowhere",
    internal_token="x" * 32,
    ticket_key="x" * 32,
    csrf_key="x" * 32,
    webhook_key="x" * 32,
    gateway_port=0,
)


def routes() -> set[Route]:
    """Return every route that the gateway has, as its router knows them."""
    return {
        (method, re.sub(r"^/static/.*", "/static", route.path_format))
        for route in create_app(NOWHERE).routes
        for method in _methods(route)
    }


def _methods(route: object) -> Iterator[str]:
    if isinstance(route, WebSocketRoute):
        yield "WS"
    yield from set(getattr(route, "methods", ())) - {"OPTIONS", "HEAD"}


def needing(*what: Permission | str) -> list[Route]:
    return sorted(route for route, needed in NEEDS.items() if needed in what)


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: ids[name[1]], path)


def form(path: str, ids: dict[str, str]) -> dict[str, str]:
    """Return what a form posts to an address, about the things that are named by `ids`."""
    fields = FORMS.get(path.rsplit("/", 1)[-1], {})
    return {name: filled(value, ids) for name, value in fields.items()}
