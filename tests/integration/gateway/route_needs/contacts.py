"""Contacts, one by one and many at once."""

from services.gateway.web.permissions import Permission
from tests.integration.gateway.route_needs.needs import Needs

NEEDS: Needs = {
    ("GET", "/contacts"): Permission.PEOPLE,
    ("POST", "/contacts"): Permission.CURATE,
    ("GET", "/contacts/new"): Permission.CURATE,
    ("POST", "/contacts/delete"): Permission.CURATE,
    ("GET", "/contacts/{contact_id}"): Permission.PEOPLE,
    ("POST", "/contacts/{contact_id}"): Permission.PEOPLE,
    ("POST", "/contacts/{contact_id}/delete"): Permission.CURATE,
    ("GET", "/contacts/export"): Permission.CURATE,
    ("GET", "/api/v1/contacts/export"): Permission.CURATE,
    ("GET", "/api/v1/contacts"): Permission.PEOPLE,
    ("POST", "/api/v1/contacts"): Permission.CURATE,
    ("POST", "/api/v1/contacts/delete"): Permission.CURATE,
    ("POST", "/api/v1/contacts/restore"): Permission.CURATE,
    ("GET", "/api/v1/contacts/{contact_id}"): Permission.PEOPLE,
    ("PATCH", "/api/v1/contacts/{contact_id}"): Permission.PEOPLE,
}
