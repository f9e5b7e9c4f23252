"""An invoice as a PDF of one page: text in one font, as plain as PDF can be (ISO 32000-1)."""

from infra.embedded.stripe_sandbox.errors import Json

_PAGE = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R"
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def of(invoice: Json) -> bytes:
    """Return the PDF of a finalized invoice."""
    rows = [f"Invoice {invoice['number']}", "Stripe sandbox: no money moves.", ""]
    rows += [
        f"{line['description']}: {line['amount'] / 100:,.2f} USD"
        for line in invoice["lines"]["data"]
    ]
    rows += ["", f"Total {invoice['total'] / 100:,.2f} USD, {invoice['status']}"]
    return _written(["<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {_PAGE} >>", _FONT, _stream(rows)])  # fmt: skip


def _stream(rows: list[str]) -> str:
    text = " ".join(f"({_escaped(row)}) Tj T*" for row in rows)
    body = f"BT /F1 12 Tf 60 780 Td 18 TL {text} ET"
    return f"<< /Length {len(body.encode('cp1252', 'replace'))} >>\nstream\n{body}\nendstream"


def _escaped(row: str) -> str:
    return row.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _written(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252", "replace")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return out + f"{tail}startxref\n{len(out)}\n%%EOF\n".encode()
