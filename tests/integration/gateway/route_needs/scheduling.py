"""The calendar, its link for programs, blocked times, and who runs a session."""

from services.gateway.web.permissions import Permission
from tests.integration.gateway.route_needs.needs import LINK, Needs

NEEDS: Needs = {
    ("GET", "/calendar"): Permission.RUN,
    ("GET", "/calendar/blocked-times"): Permission.RUN,
    ("POST", "/calendar/blocked-times"): Permission.RUN,
    ("GET", "/calendar/blocked-times/{blocked_id}"): Permission.RUN,
    ("POST", "/calendar/blocked-times/{blocked_id}"): Permission.RUN,
    ("POST", "/calendar/blocked-times/{blocked_id}/delete"): Permission.RUN,
    ("GET", "/calendar/feed"): Permission.RUN,
    ("POST", "/calendar/feed"): Permission.RUN,
    ("POST", "/calendar/feed/end"): Permission.RUN,
    ("GET", "/calendar/feed/{feed}/sessions.ics"): LINK,
    ("POST", "/api/v1/calendar/feed"): Permission.RUN,
    ("DELETE", "/api/v1/calendar/feed"): Permission.RUN,
    ("GET", "/sessions/{session_id}/host"): Permission.CAST,
    ("POST", "/sessions/{session_id}/host"): Permission.CAST,
    ("GET", "/api/v1/calendar"): Permission.RUN,
    ("GET", "/api/v1/blocked-times"): Permission.RUN,
    ("POST", "/api/v1/blocked-times"): Permission.RUN,
    ("PATCH", "/api/v1/blocked-times/{blocked_id}"): Permission.RUN,
    ("DELETE", "/api/v1/blocked-times/{blocked_id}"): Permission.RUN,
    ("POST", "/api/v1/sessions/{session_id}/host"): Permission.CAST,
}
