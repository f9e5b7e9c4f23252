"""What every office has: search, files, the audit log, programs and webhooks."""

from services.gateway.web.permissions import Permission
from tests.integration.gateway.route_needs.needs import Needs

NEEDS: Needs = {
    ("GET", "/uploads/{upload_id}"): Permission.CAST,
    ("PATCH", "/uploads/{upload_id}"): Permission.CAST,
    ("DELETE", "/uploads/{upload_id}"): Permission.CAST,
    ("GET", "/help"): Permission.SEE,
    ("GET", "/help/{key}"): Permission.SEE,
    ("GET", "/search"): Permission.SEE,
    ("GET", "/components"): Permission.SEE,
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
    ("GET", "/api/v1/search"): Permission.SEE,
    ("GET", "/bin"): Permission.CAST,
    ("POST", "/bin/{kind}/{thing_id}/restore"): Permission.CAST,
    ("GET", "/api/v1/bin"): Permission.CAST,
    ("POST", "/api/v1/bin/{kind}/{thing_id}/restore"): Permission.CAST,
}
