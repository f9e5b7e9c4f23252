"""Marks texts that stand apart from where they are printed, so that they get into catalogs."""


def gettext_noop(text: str) -> str:
    """Return a text as it is: whoever prints it translates it (GNU gettext manual, section 4.7)."""
    return text
