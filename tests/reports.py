"""Delivery reports as a mail server writes them (RFC 3464, RFC 6522)."""

_REPORT = """Return-Path: <>
From: MAILER-DAEMON@mx.test (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I could not deliver your message.

--B
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test
Arrival-Date: Mon, 30 Nov 2026 12:00:00 +0000

Final-Recipient: rfc822; ana@actors.test
Action: {action}
Status: {status}
Remote-MTA: dns; mx.actors.test
Diagnostic-Code: {diagnostic}

--B
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Subject: Your audition

"""


def delivery_report(
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 No such user",
    original: bytes = b"",
) -> bytes:
    """Return a report that came to an address; `original` stands where the mail itself is."""
    said = _REPORT.format(to=to, action=action, status=status, diagnostic=diagnostic)
    return said.replace("\n", "\r\n").encode() + original + b"\r\n--B--\r\n"
