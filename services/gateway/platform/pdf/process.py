"""The program that reads a PDF: how many pages, then their words, a line of JSON for each.

It is run confined (`shared.confined`), and ends wherever it cannot go on: what it said until then
holds.
"""

import io
import json
import re
import sys

from pypdf import PdfReader

TEXT_LIMIT = 20_000
"""Characters of sides that a prompter shows at most."""
_PAGES_READ = 60
# Control characters and lone surrogates, which neither JSON nor a page can carry.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def words(reader: PdfReader) -> str:
    """Return the words, page after page, as far as a prompter takes them."""
    text = ""
    for page in reader.pages[:_PAGES_READ]:
        found = _UNPRINTABLE.sub("", page.extract_text()).strip()
        text = f"{text}\n\n{found}".strip()
        if len(text) >= TEXT_LIMIT:
            break
    return text[:TEXT_LIMIT]


def main() -> None:
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    print(json.dumps({"pages": len(reader.pages)}), flush=True)
    print(json.dumps({"words": words(reader)}), flush=True)


if __name__ == "__main__":
    main()
