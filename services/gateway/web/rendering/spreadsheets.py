"""Tables that people open in a spreadsheet, which takes some texts for formulas."""

import csv
from collections.abc import Iterable
from io import StringIO

# As OWASP names them (CSV Injection), with the wide forms that some spreadsheets read alike; and
# the apostrophe itself, so that what was there is found again by taking one away.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20", "'")


def row(cells: Iterable[str]) -> str:
    """Write a line of CSV (RFC 4180); what could be a formula has an apostrophe before it."""
    written = StringIO()
    csv.writer(written).writerow([_inert(cell) for cell in cells])
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
