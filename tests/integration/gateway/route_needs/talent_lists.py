"""Lists of talent that come and go, and people who are there twice."""

from services.gateway.web.permissions import Permission
from tests.integration.gateway.route_needs.needs import Needs

NEEDS: Needs = {
    ("GET", "/talent/imports"): Permission.CURATE,
    ("POST", "/talent/imports"): Permission.CURATE,
    ("POST", "/talent/imports/uploads"): Permission.CURATE,
    ("GET", "/talent/imports/{import_id}"): Permission.CURATE,
    ("POST", "/talent/imports/{import_id}/mapping"): Permission.CURATE,
    ("POST", "/talent/imports/{import_id}/start"): Permission.CURATE,
    ("POST", "/talent/imports/{import_id}/stop"): Permission.CURATE,
    ("GET", "/talent/imports/{import_id}/report"): Permission.CURATE,
    ("GET", "/talent/export"): Permission.CURATE,
    ("GET", "/api/v1/talent/export"): Permission.CURATE,
    ("GET", "/talent/duplicates"): Permission.CURATE,
    ("POST", "/talent/duplicates/dismiss"): Permission.CURATE,
    ("GET", "/talent/merges"): Permission.CURATE,
    ("POST", "/talent/merges/{merge_id}/undo"): Permission.CURATE,
    ("GET", "/talent/{talent_id}/merge/{other_id}"): Permission.CURATE,
    ("POST", "/talent/{talent_id}/merge"): Permission.CURATE,
    ("GET", "/api/v1/duplicates"): Permission.CURATE,
    ("POST", "/api/v1/talent/{talent_id}/duplicates/{other_id}/dismiss"): Permission.CURATE,
    ("GET", "/api/v1/merges"): Permission.CURATE,
    ("POST", "/api/v1/merges/{merge_id}/undo"): Permission.CURATE,
    ("POST", "/api/v1/talent/{talent_id}/merge"): Permission.CURATE,
    ("GET", "/api/v1/imports"): Permission.CURATE,
    ("POST", "/api/v1/imports/uploads/{upload_id}"): Permission.CURATE,
    ("GET", "/api/v1/imports/{import_id}"): Permission.CURATE,
    ("POST", "/api/v1/imports/{import_id}/mapping"): Permission.CURATE,
    ("POST", "/api/v1/imports/{import_id}/start"): Permission.CURATE,
    ("POST", "/api/v1/imports/{import_id}/stop"): Permission.CURATE,
    ("GET", "/api/v1/imports/{import_id}/remarks"): Permission.CURATE,
}
