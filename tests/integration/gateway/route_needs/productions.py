"""Productions, their money, their roles and sides."""

from services.gateway.web.permissions import Permission
from tests.integration.gateway.route_needs.needs import Needs

NEEDS: Needs = {
    ("GET", "/today"): Permission.SEE,
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
    ("GET", "/productions/{production_id}/sessions"): Permission.RUN,
    ("POST", "/productions/{production_id}/sessions"): Permission.CAST,
    ("GET", "/roles/{role_id}/sides"): Permission.SEE,
    ("POST", "/roles/{role_id}/sides"): Permission.CAST,
    ("GET", "/sides/{sides_id}"): Permission.RUN,
    ("GET", "/sides/{sides_id}/text"): Permission.RUN,
    ("GET", "/api/v1/productions"): Permission.SEE,
    ("POST", "/api/v1/productions"): Permission.START,
    ("GET", "/api/v1/productions/{production_id}/money"): Permission.PAY,
    ("GET", "/api/v1/productions/{production_id}/roles"): Permission.SEE,
    ("GET", "/api/v1/productions/{production_id}/sessions"): Permission.RUN,
}
