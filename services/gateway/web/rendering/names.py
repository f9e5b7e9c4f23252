"""How pages print names, titles and addresses: by these two filters, in every template."""

from markupsafe import Markup

from shared import lines


def name(text: str) -> Markup:
    """Return a name in a `<bdi>`: whichever way its letters run, what stands beside it stays."""
    return Markup("<bdi>{}</bdi>").format(lines.plain(text))


def name_in_text(text: str) -> str:
    """Return a name for places that take no markup: `<title>`, `<option>`, attributes."""
    return lines.isolated(text)
