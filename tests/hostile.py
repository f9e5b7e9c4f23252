"""Files as somebody sends them who wants the house to stop: small, right, and endless to read."""

import zlib


def inflating_pdf(pages: int = 7, inflates_to: int = 3_000_000) -> bytes:
    """Return a PDF of a few KB whose pages share one stream that inflates to so many bytes.

    A reader has to look at each operator of it, once for each page.
    """
    operator = b"[1]TJ\n"  # shows nothing, so that the limit of words does not end it
    stream = zlib.compress(operator * (inflates_to // len(operator)), 9)
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<<>>>>/Contents 3 0 R>>"
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
            b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
            *[page] * pages,
        ]
    )


def _file(objects: list[bytes]) -> bytes:
    """Put objects into a file with its table (ISO 32000-1, section 7.5)."""
    written, at = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        at.append(len(written))
        written += b"%d 0 obj%bendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    written_to = len(written)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(at) + 1, table, len(at) + 1, written_to)
    )
