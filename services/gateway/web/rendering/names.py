"""How pages print names, titles and addresses: by these two filters, in every template."""

from markupsafe import Markup

from shared import lines


def name(text: str) -> Markup:
    """Return a name in a `<bdi>`: whichever way its letters run, what stands beside it stays."""
    return Markup("<bdi>{}</bdi>").format(lines.plain(text))


def initials(text: str) -> str:
    """Return the first letters of the first and the last word of a name, in capitals."""
    words = lines.plain(text).split("@")[0].split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def place(zone: str) -> str:
    """Return the place that an IANA zone is called by: "New York" of America/New_York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def name_in_text(text: str) -> str:
    """Return a name for places that take no markup: `<title>`, `<option>`, attributes."""
    return lines.isolated(text)
