"""The header by which a request's id goes from service to service (W3C Trace Context, Level 1)."""

import re
import secrets

HEADER = "traceparent"
_FORM = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?", re.ASCII)
_TRACE = re.compile(r"[0-9a-f]{32}", re.ASCII)


def read(header: str) -> str | None:
    """Return the trace-id of a header; None where it is not valid (sections 3.2.1 to 3.2.2.3).

    A later version may have more behind the flags; its first fields mean the same (section 3.2.4).
    """
    found = _FORM.fullmatch(header)
    if found is None or found[1] == "ff" or (found[1] == "00" and found[4]):
        return None
    return found[2] if int(found[2], 16) and int(found[3], 16) else None


def headers(request: str | None) -> dict[str, str]:
    """Return the headers that hand a request's id on; none where it is no trace-id.

    Nothing is sampled (section 3.2.2.5): ids are for logs, and nobody collects spans.
    """
    if request is None or not _TRACE.fullmatch(request):
        return {}
    return {HEADER: f"00-{request}-{secrets.token_hex(8)}-00"}
