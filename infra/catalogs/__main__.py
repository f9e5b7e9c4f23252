"""`./infra/texts`: writes `messages.pot`, and takes new texts over into each `LANGUAGE.po`."""

import sys

from infra.catalogs import template

USAGE = """usage: infra/texts [--check]
Collects all texts into services/gateway/ui/texts/messages.pot, and updates each LANGUAGE.po there.
A new language begins as an empty LANGUAGE.po. --check changes nothing; it fails where a file is
not up to date."""


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(USAGE)
        return 2
    stale = {path: text for path, text in template.catalogs() if template.read(path) != text}
    for path, text in stale.items():
        if arguments:
            print(f"{path.relative_to(template.ROOT)} is not up to date: run ./infra/texts")
        else:
            path.write_text(text, encoding="utf-8")
    return int(bool(arguments and stale))


sys.exit(main(sys.argv[1:]))
